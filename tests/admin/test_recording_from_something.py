"""A claim is recorded from a page, a text, a file or an e-mail beside the form; one sitting makes several claims."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Appearance, Capture, Claim, Page, Sitting, database_now
from claims.monitoring import pages
from claims.recording import captures, sittings
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import TEXT, article_html

pytestmark = pytest.mark.django_db
ADD, SAVE, URL = "/admin/claims/claim/add/", "/admin/sittings/save/", "https://outlet.example/story-1"
HEAD = '<meta property="og:site_name" content="The Outlet"><meta name="date" content="2022-02-15T09:00:00Z">'
MOST_QUERIES = 15
EMAIL = (
    "From: Press office <press@ministry.example>\nTo: desk@paper.example\nSubject: Statement\n"
    "Date: Tue, 15 Feb 2022 09:30:00 +0000\n\n<script>alert(1)</script> Units are leaving.\n"
)
FORM = {
    "claimant": "The ministry",
    "claimant_kind": "body",
    "role": "said",
    "statement": "Some units are leaving",
    "kind": "fact",
    "channel": "web",
    "appeared_at": "2022-02-15T08:00",
    "appeared_precision": "day",
    "publication": "internal",
}


@pytest.fixture
def ada() -> Client:
    return signed_in(factories.ada())


def send(client: Client, act: str = "record", **changed: Any) -> Any:
    sitting = Sitting.objects.order_by("-pk").first()
    named = {"sitting": str(sitting.public_id), "version": str(sitting.version)} if sitting else {}
    return client.post(ADD, {**FORM, **named, "act": act, **changed})


def moment(client: Client, place: str) -> str:
    """The moment that the form shows."""
    return str(client.get(place).context["form"]["appeared_at"]).partition('value="')[2].partition('"')[0]


def fetched() -> Page:
    page = Page.objects.get()
    answer = reply(article_html(head=HEAD))
    pages.read(page_id=page.pk, now=database_now(), fetch=FakeWeb({page.url: answer}))
    return page


def test_an_address_is_fetched_by_a_worker_and_the_form_waits_for_nobody(ada: Client) -> None:
    place = send(ada, "read", url=URL)["Location"]
    assert "waits for a worker" in ada.get(place).content.decode()
    fetched()
    page = ada.get(place)
    assert TEXT.split(".", maxsplit=1)[0] in page.content.decode().replace("&#x27;", "'")
    assert page.context["form"]["outlet"].value() == "The Outlet"
    assert page.context["form"]["statement"].value() == FORM["statement"]


def test_the_date_of_the_page_takes_the_place_of_the_one_the_form_proposed(ada: Client) -> None:
    untouched = {"appeared_at": "2026-01-01T00:00", "proposed_at": "2026-01-01T00:00"}
    place = send(ada, "read", url=URL, **untouched)["Location"]
    fetched()
    assert moment(ada, place) == "2022-02-15T09:00"
    send(ada, "save", url=URL, appeared_at="2022-02-14T10:00", proposed_at="2022-02-15T09:00")
    assert moment(ada, place) == "2022-02-14T10:00"


def test_a_wall_is_said_and_recording_goes_on_without_the_page(ada: Client) -> None:
    place = send(ada, "read", url=URL)["Location"]
    Page.objects.update(state="needs_copy", obstacle="The article is behind a paywall.", next_check_at=None)
    told = ada.get(place).content.decode()
    assert "The article is behind a paywall. Go on recording without it" in " ".join(told.split())
    send(ada, url=URL)
    seen = Appearance.objects.get()
    assert (seen.url, seen.revision) == (URL, None)


def test_after_recording_the_article_stays_and_the_form_is_empty(ada: Client) -> None:
    send(ada, "read", url=URL)
    fetched()
    place = send(ada, url=URL, quotation="movements alone do not confirm", outlet="The Outlet")["Location"]
    assert place == send(ada, url=URL, statement="NATO sees no sign of de-escalation")["Location"]
    first, second = Appearance.objects.order_by("pk")
    assert first.revision == second.revision is not None
    assert first.quotation_start == TEXT.index("movements")
    form = ada.get(place).context["form"]
    assert [form[name].value() for name in ("statement", "claimant", "quotation")] == [None, None, None]
    assert (form["url"].value(), form["outlet"].value()) == (URL, "The Outlet")
    assert Sitting.objects.get().recorded_count == 2


def test_an_address_that_nobody_fetched_is_fetched_with_the_claim(ada: Client) -> None:
    assert ada.post(ADD, {**FORM, "url": URL})["Location"] == page_of("claim", Claim.objects.get().pk)
    assert Page.objects.get().url == URL


def test_a_typed_text_is_kept_with_the_claim_in_one_act(ada: Client) -> None:
    place = ada.post(ADD, {**FORM, "words": "MOSCOW - Some units are leaving, it said.", "quotation": "are leaving"})
    seen, capture = Appearance.objects.get(), Capture.objects.get()
    assert (capture.kind, seen.capture, seen.quotation_start) == ("typed", capture, 20)
    assert "MOSCOW - Some units" in ada.get(place["Location"]).content.decode()


def test_a_pasted_email_is_kept_with_its_headers_and_nothing_of_it_is_run(ada: Client) -> None:
    place = send(ada, "keep", words=EMAIL, words_were="pasted")["Location"]
    capture = Capture.objects.get()
    assert (capture.kind, capture.media_type) == ("email", "message/rfc822")
    for page in (ada.get(place), ada.get(page_of("capture", capture.pk))):
        told = page.content.decode()
        assert "From: Press office &lt;press@ministry.example&gt;" in told
        assert "<script>alert(1)" not in told
    assert ada.get(place).context["form"]["words"].value() is None
    served = ada.get(f"/admin/claims/capture/{capture.pk}/content/")
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_a_dropped_email_proposes_its_date(ada: Client) -> None:
    upload = SimpleUploadedFile("forwarded.eml", EMAIL.encode(), content_type="message/rfc822")
    now = {"appeared_at": "2026-01-01T00:00", "proposed_at": "2026-01-01T00:00"}
    place = send(ada, "keep", content=upload, **now)["Location"]
    assert moment(ada, place) == "2022-02-15T09:30"


def test_a_file_is_kept_although_the_claim_is_refused(ada: Client) -> None:
    upload = SimpleUploadedFile("shot.png", b"\x89PNG", content_type="image/png")
    page = send(ada, content=upload, claimant="")
    assert page.context["form"].errors.keys() == {"claimant"}
    assert not Claim.objects.exists()
    capture = Capture.objects.get()
    assert f"/admin/claims/capture/{capture.pk}/content/" in page.content.decode()
    send(ada)
    assert Appearance.objects.get().capture == capture
    assert Capture.objects.count() == 1


@pytest.mark.parametrize(
    ("act", "given", "field"),
    [
        ("read", {"url": "javascript:alert(1)"}, "url"),
        ("read", {"url": ""}, "url"),
        ("keep", {"words": "  "}, "words"),
        ("keep", {"words": "Text", "content": SimpleUploadedFile("a.txt", b"x")}, "words"),
        ("keep", {"content": SimpleUploadedFile("a.txt", b"")}, "content"),
    ],
)
def test_bad_input_is_one_sentence_and_what_was_typed_stays(
    ada: Client, act: str, given: dict[str, Any], field: str
) -> None:
    page = send(ada, act, **given)
    assert field in page.context["form"].errors
    assert page.context["form"]["statement"].value() == FORM["statement"]
    assert not Capture.objects.exists()
    assert not Page.objects.exists()


def test_of_two_presses_one_records(ada: Client) -> None:
    send(ada, "save")
    sent = {**FORM, "sitting": str(Sitting.objects.get().public_id), "version": "1", "all_the_same": "1"}
    Sitting.objects.update(version=2)
    page = ada.post(ADD, sent)
    assert "press Record again" in page.content.decode()
    assert not Claim.objects.exists()
    assert page.context["form"]["version"].value() == "2"
    assert ada.post(ADD, {**sent, "version": "2"}).status_code == 302
    assert not Sitting.objects.exists()


def test_what_is_saved_is_listed_for_its_writer_alone(ada: Client) -> None:
    send(ada, "save", statement="A rumour about a minister")
    sitting = Sitting.objects.get()
    assert "A rumour about a minister" in ada.get(ADD).content.decode()
    carl = signed_in(factories.carl())
    assert "A rumour" not in carl.get(ADD).content.decode()
    hidden = carl.get(f"{ADD}?sitting={sitting.public_id}")
    never = carl.get(f"{ADD}?sitting=01a21a76-826f-7c53-b83e-a8beedb733b4")
    assert (hidden.status_code, hidden.content) == (404, never.content)
    assert carl.get(f"/admin/sittings/{sitting.public_id}/beside/").status_code == 404
    carl.post(ADD, {"sitting": str(sitting.public_id), "act": "discard"})
    assert Sitting.objects.filter(pk=sitting.pk).exists()


def test_a_save_answers_with_its_version_and_what_the_words_suggest(ada: Client) -> None:
    told = ada.post(SAVE, {**FORM, "quotation": "It <b>could</b> leave"}).json()
    assert told["version"] == 1
    assert "perhaps <strong>could</strong> (“could”)" in " ".join(told["hints"].split())
    again = ada.post(SAVE, {**FORM, "sitting": told["sitting"], "version": "1"}).json()
    assert (again["sitting"], again["version"], again["apart"]) == (told["sitting"], 2, "")
    late = ada.post(SAVE, {**FORM, "sitting": told["sitting"], "version": "1", "statement": "Mine"}).json()
    assert late["sitting"] != told["sitting"]
    assert "Both are kept" in late["apart"]


def test_a_save_asks_for_the_page_and_says_what_is_wrong_with_its_address(ada: Client) -> None:
    told = ada.post(SAVE, {**FORM, "url": URL, "read": "1"}).json()
    assert told["beside"] == f"/admin/sittings/{told['sitting']}/beside/"
    assert "waits for a worker" in ada.get(told["beside"]).content.decode()
    wrong = ada.post(SAVE, {**FORM, "url": "https://u:p@outlet.example/", "read": "1"}).json()
    assert wrong["address_refused"] == "Leave user name and password out of the address."
    assert Sitting.objects.count() == 2


def test_words_that_do_not_stand_beside_the_form_are_told(ada: Client) -> None:
    send(ada, "read", url=URL)
    fetched()
    sitting = Sitting.objects.get()
    named = {"sitting": str(sitting.public_id), "version": str(sitting.version), "url": URL}
    told = ada.post(SAVE, {**FORM, **named, "quotation": "never written"}).json()
    assert "do not stand in the text beside" in told["hints"]
    named["version"] = str(told["version"])
    assert "do not stand" not in ada.post(SAVE, {**FORM, **named, "quotation": "movements alone"}).json()["hints"]


def test_a_capture_sealed_from_its_writer_is_not_shown(ada: Client) -> None:
    carl = factories.carl()
    sealed = captures.record(
        kind="typed", content=b"Halyna", media_type="text/plain", readers=[carl], editor=carl, now=factories.NOON
    )
    sitting = sittings.save(sitting=None, version=0, typed=FORM, editor=factories.ada(), now=factories.NOON)[0]
    sittings.put_beside(sitting=sitting, capture=sealed, now=factories.NOON)
    assert "Halyna" not in ada.get(f"{ADD}?sitting={sitting.public_id}").content.decode()


def test_only_those_who_record_save_and_are_proposed_names() -> None:
    factories.claimant(name="Igor Konashenkov")
    asked = {"of": "claimant", "typed": "konash"}
    people = (factories.ada(), factories.ben(), factories.rosa(), factories.carl(), factories.olga())
    for path in (SAVE, "/admin/names/"):
        codes = [signed_in(who).post(path, asked).status_code for who in people]
        assert codes == [200, 403, 200, 200, 403]
    told = signed_in(factories.ada()).post("/admin/names/", asked).json()
    assert told == {"names": ["Igor Konashenkov"], "told": "New: “konash” is written down with the claim."}
    known = signed_in(factories.ada()).post("/admin/names/", {"of": "claimant", "typed": "igor konashenkov"}).json()
    assert known["told"] == ""
    assert signed_in(factories.ada()).post("/admin/names/", {"of": "user", "typed": "a"}).status_code == 404


def test_a_name_in_other_letters_is_found_in_any_case() -> None:
    factories.claimant(name="Игорь Конашенков")
    found = signed_in(factories.ada()).post("/admin/names/", {"of": "claimant", "typed": "игорь"}).json()
    assert found["names"] == ["Игорь Конашенков"]


def test_the_form_asks_as_often_for_many_names_and_forms_as_for_few(ada: Client) -> None:
    asked = []
    for _ in range(2):
        for number in range(6):
            factories.claimant(), factories.outlet(), factories.story()
            typed = {**FORM, "statement": f"Claim {number}"}
            one = sittings.save(sitting=None, version=0, typed=typed, editor=factories.ada(), now=factories.NOON)[0]
            page = factories.page(article=factories.article())
            sittings.put_beside(sitting=one, page=page, now=factories.NOON)
        for path in (ADD, f"{ADD}?sitting={one.public_id}", f"/admin/sittings/{one.public_id}/beside/"):
            with CaptureQueriesContext(connection) as queries:
                assert ada.get(path).status_code == 200
            asked.append(len(queries))
    assert asked[:3] == asked[3:]
    assert max(asked) <= MOST_QUERIES


def test_a_quotation_is_found_again_on_the_claims_page_and_said_to_be_gone(ada: Client) -> None:
    article = factories.article(text="The ministry said that units are leaving. Nobody saw it.")
    seen = factories.appearance(quotation="units are leaving", revision=article.revisions.get())
    place = page_of("claim", seen.claim_id)
    assert "Found in" in ada.get(place).content.decode()
    factories.revise(article, title="Later", text="New words first. The ministry said that units  are leaving.")
    assert "Found in" in ada.get(place).content.decode()
    factories.revise(article, title="Later", text="The ministry said nothing.")
    told = ada.get(place).content.decode()
    assert "no longer in its source" in told
    assert "that <strong>units are leaving</strong>." in told


def test_a_page_that_was_read_after_the_claim_was_recorded_shows_the_quotation(ada: Client) -> None:
    ada.post(ADD, {**FORM, "url": URL, "quotation": "movements alone do not confirm"})
    place = page_of("claim", Claim.objects.get().pk)
    assert "Found in" not in ada.get(place).content.decode()
    fetched()
    assert "Found in" in ada.get(place).content.decode()
