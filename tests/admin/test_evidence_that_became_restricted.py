"""That an article is restricted evidence of a claim is told to nobody who is not named, nor how it came to be so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from claims.models import Decision, JournalEntry, Suggestion, User
from claims.publishing.table_layouts import LAYOUTS
from claims.recording import captures
from claims.verification import decisions, protection
from claims.vocabulary import JournalKind, Visibility
from tests import factories
from tests.admin.desk import NOUNS, listed, page_of, signed_in
from tests.api.machines import client_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db
CANARY = "canary-5c2e"
WORDS = f"{CANARY} was told"
HEADLINE = f"Neighbours {CANARY}"
# A page of the web that a feed brought is nobody's secret: what it bears on is.
OF_ARTICLES = {"article", "feed", "feedcheck", "page"}
MACHINES = ("suggestions", "journal", "evidence", "derivations", "status-changes", "checks", "stories", "claims")


def restricted() -> Suggestion:
    """Confirmed for Ada's eyes only."""
    suggestion, ada = suggested(), factories.ada()
    decisions.confirm(
        suggestion_id=suggestion.pk,
        stance="for",
        visibility=Visibility.RESTRICTED,
        readers=[ada],
        editor=ada,
        now=NOON,
    )
    return suggestion


def sealed_later() -> Suggestion:
    """Confirmed in the open; then its Source turned out to be at risk."""
    suggestion, source, ada = suggested(), factories.source(), factories.ada()
    decisions.confirm(suggestion_id=suggestion.pk, stance="for", source=source, editor=ada, now=NOON)
    protection.protect(source=source, readers=[ada], editor=ada, now=NOON)
    return suggestion


def taken_back() -> Suggestion:
    """Restricted, and withdrawn since: the suggestion is open again."""
    suggestion = restricted()
    decisions.reverse(suggestion_id=suggestion.pk, reason=WORDS, editor=factories.ada(), now=NOON)
    return suggestion


@transaction.atomic
def suggested() -> Suggestion:
    article = factories.article(title=HEADLINE, outlet=factories.outlet())
    suggestion = factories.suggestion(article=article, claim=factories.published_claim(story=factories.story()))
    made = {"suggestion": suggestion.public_id, "claim": suggestion.claim.public_id, "article": article.public_id}
    for subject, claim in ((article, None), (suggestion.claim, suggestion.claim)):
        JournalEntry.objects.write(
            kind=JournalKind.SUGGESTIONS_MADE, subject=subject, claim=claim, after={"suggestions": [made]}
        )
    return suggestion


def pages(suggestions: list[Suggestion]) -> list[str]:
    """Every list with its search and its files, every page of a row, and the pages that tell several things."""
    nouns = [noun for noun in NOUNS if noun not in OF_ARTICLES]
    handed_on = [name for model in LAYOUTS if (name := str(model._meta.model_name)) not in OF_ARTICLES]
    return [
        *("/admin/", "/admin/waiting/", "/admin/shift/?hours=24", "/admin/review/", "/admin/quality/"),
        *(f"/admin/review/?{asked}=1" for asked in ("strong", "weaker", "said_again")),
        f"/admin/review/?done={','.join(str(one.pk) for one in suggestions)}",
        *(f"/admin/review/{one.pk}/" for one in suggestions),
        *(f"{listed(noun)}{query}" for noun in nouns for query in ("", f"?q={CANARY}")),
        *(reverse(f"admin:{noun}_{ending}") for noun in handed_on for ending in ("csv", "jsonl")),
        *(f"/admin/claims/claim/{one.claim_id}/status/" for one in suggestions),
        *(path for one in suggestions for path in _of_row("suggestion", one.pk)),
        *(path for one in suggestions for path in _of_row("claim", one.claim_id)),
        *(page_of("story", one.claim.story_id or 0) for one in suggestions),
        *(page_of("decision", one.pk) for one in Decision.objects.all()),
        *(page_of("journalentry", one.pk) for one in JournalEntry.objects.all()),
    ]


def _of_row(noun: str, pk: int) -> list[str]:
    page = page_of(noun, pk)
    return [page, page.replace("change", "history")]


def tells(told: str, suggestions: list[Suggestion]) -> bool:
    return any(word in told for word in (HEADLINE, WORDS, *(str(one.article.public_id) for one in suggestions)))


def telling(client: Client, suggestions: list[Suggestion]) -> list[str]:
    """The pages that name an article where the claim is, or a claim where the article is."""
    told = {path: b"".join(client.get(path)).decode(errors="replace") for path in pages(suggestions)}
    articles = [(path, one) for one in suggestions for path in _of_row("article", one.article_id)]
    return [
        *(path for path, words in told.items() if tells(words, suggestions)),
        *(path for path, one in articles if str(one.claim) in client.get(path).content.decode()),
    ]


WAYS = (restricted, sealed_later, taken_back)


@pytest.mark.parametrize("person", [factories.ben, factories.carl])
def test_no_page_of_the_desk_tells_those_who_are_not_named(person: Callable[[], User]) -> None:
    suggestions, client = [way() for way in WAYS], signed_in(person())
    assert telling(client, suggestions) == []


@pytest.mark.parametrize("person", [factories.ben, factories.rosa, factories.carl, factories.olga])
def test_no_address_of_the_api_tells_those_who_are_not_named(person: Callable[[], User]) -> None:
    suggestions, client = [way() for way in WAYS], client_of(person())
    paths = [
        *(f"/api/v1/{noun}/?limit=200" for noun in MACHINES),
        *(f"/api/v1/suggestions/{one.public_id}/" for one in suggestions),
        *(f"/api/v1/journal/{one.public_id}/" for one in JournalEntry.objects.all()),
    ]
    assert [path for path in paths if tells(client.get(path).content.decode(), suggestions)] == []


def test_no_number_counts_it_for_those_who_are_not_named() -> None:
    for way in WAYS:
        way()
    for person in (factories.ben(), factories.rosa(), factories.carl(), factories.olga()):
        client = signed_in(person)
        claims: list[Any] = list(client.get(listed("claim")).context["cl"].result_list)
        assert [(one.waiting_count, one.decided_count) for one in claims] == [(0, 0)] * len(WAYS)
        assert {one.waiting_count for one in client.get(listed("story")).context["cl"].result_list} == {0}
        assert client.get(listed("suggestion")).context["cl"].result_count == 0
        assert client.get(listed("decision")).context["cl"].result_count == 0
        assert client.get("/admin/review/").context["waiting"].number == 0
    ada = signed_in(factories.ada())
    assert ada.get(listed("suggestion")).context["cl"].result_count == len(WAYS)
    assert ada.get("/admin/review/").context["waiting"].number == 1


def test_nobody_decides_what_they_do_not_see() -> None:
    suggestion = restricted()
    carl = factories.carl()
    acted = signed_in(carl).post(f"/admin/review/{suggestion.pk}/", {"act": "undo", "reason": "No"})
    address = f"/api/v1/suggestions/{suggestion.public_id}/reverse/"
    by_machine = client_of(carl).post(address, {"reason": "No"}, format="json")
    assert (acted.status_code, by_machine.status_code) == (404, 404)


def test_the_reader_who_is_named_finds_it_everywhere() -> None:
    suggestion, ada = restricted(), signed_in(factories.ada())
    for path in (listed("suggestion"), f"/admin/review/{suggestion.pk}/", page_of("claim", suggestion.claim_id)):
        assert HEADLINE in ada.get(path).content.decode(), path
    kinds = {entry.kind for entry in ada.get(listed("journalentry")).context["cl"].result_list}
    assert {JournalKind.SUGGESTION_CONFIRMED, JournalKind.EVIDENCE_RECORDED, JournalKind.STANCE_READ} <= kinds


def test_no_file_holds_it_though_its_reader_asks() -> None:
    suggestions, ada = [way() for way in WAYS], signed_in(factories.ada())
    for noun in ("suggestion", "decision", "journalentry", "evidence"):
        for ending in ("csv", "jsonl"):
            told = b"".join(ada.get(reverse(f"admin:{noun}_{ending}"))).decode()
            assert not tells(told, suggestions), (noun, ending)


def test_a_capture_recorded_in_the_open_goes_with_its_source() -> None:
    ada, source = factories.ada(), factories.source()
    words = {"shows": HEADLINE, "file_name": f"{CANARY}.txt", "media_type": "text/plain", "kind": "phone_note"}
    capture = captures.record(content=CANARY.encode(), **words, editor=factories.carl(), now=NOON)
    factories.evidence(claim=factories.claim(), capture=capture, source=source)
    protection.protect(source=source, readers=[ada], editor=ada, now=NOON)
    carl, page = signed_in(factories.carl()), page_of("capture", capture.pk)
    for path in (listed("capture"), listed("journalentry"), page, reverse("admin:capture_csv")):
        assert CANARY not in b"".join(carl.get(path)).decode(), path
    assert carl.get(listed("capture"), {"q": CANARY}).context["cl"].result_count == 0
    assert carl.get(f"/admin/claims/capture/{capture.pk}/content/").status_code == 404
    assert HEADLINE in signed_in(ada).get(page).content.decode()
    assert CANARY not in b"".join(signed_in(ada).get(reverse("admin:capture_csv"))).decode()


def test_the_words_of_taking_it_back_are_in_no_row() -> None:
    taken_back()
    assert WORDS not in str([(one.reason, one.before, one.after) for one in JournalEntry.objects.all()])
    assert WORDS not in str([one.reason for one in Decision.objects.all()])


def test_what_stands_in_the_open_as_well_is_told_to_the_whole_desk() -> None:
    suggestion, ada = taken_back(), factories.ada()
    decisions.confirm(suggestion_id=suggestion.pk, stance="for", editor=ada, now=NOON)
    assert HEADLINE in signed_in(factories.ben()).get(listed("suggestion")).content.decode()
