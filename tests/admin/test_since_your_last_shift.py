"""What happened since a person was last here: by claim, in words, and nothing that is hidden from that person."""

import pytest

from claims.models import Evidence
from claims.recording import shifts
from claims.verification import decisions, evidence, statuses
from claims.vocabulary import Visibility
from tests import factories
from tests.admin.desk import signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def up_to_date(person: object) -> None:
    shifts.read_up_to(number=shifts.newest_number(), editor=person, now=NOON)  # type: ignore[arg-type]


def page(person: object) -> str:
    return signed_in(person).get("/admin/shift/").content.decode()  # type: ignore[arg-type]


def test_acts_are_told_in_words_under_their_claim() -> None:
    claim = factories.claim(statement="Units are leaving")
    up_to_date(factories.carl())
    for _ in range(3):
        one = factories.suggestion(claim=claim)
        decisions.dismiss(suggestion_id=one.pk, reason="No", editor=factories.ada(), now=NOON)
    shown = factories.evidence(claim=claim)
    statuses.change(
        claim_id=claim.pk, to="disputed", reason="NATO sees none.", evidence=shown, editor=factories.ada(), now=NOON
    )
    told = signed_in(factories.carl()).get("/admin/shift/").context["told"]
    assert [one.name for one in told] == ["Units are leaving"]
    lines = {(line.who, line.what, line.times, line.reason) for line in told[0].lines}
    assert ("Ada", "dismissed a suggestion", 3, "") in lines
    assert ("Ada", "changed the status from Unverified to Disputed", 1, "NATO sees none.") in lines


def test_one_s_own_acts_are_no_news() -> None:
    factories.claim()
    assert signed_in(factories.ada()).get("/admin/shift/").context["count"] == 0
    assert signed_in(factories.ben()).get("/admin/shift/").context["count"] == 1


def test_the_number_on_the_dashboard_is_what_the_page_tells() -> None:
    up_to_date(factories.ben())
    for _ in range(3):
        factories.claim()
    ben = signed_in(factories.ben())
    assert ben.get("/admin/").context["since"].count == ben.get("/admin/shift/").context["count"] == 3


def test_up_to_date_holds_as_far_as_the_page_was_read() -> None:
    factories.claim()
    ben = signed_in(factories.ben())
    read = ben.get("/admin/shift/").context["newest"]
    factories.claim(statement="It came while Ben was reading")
    answer = ben.post("/admin/shift/", {"number": read}, follow=True)
    assert "You are up to date" in answer.content.decode()
    told = ben.get("/admin/shift/").context["told"]
    assert [one.name for one in told] == ["It came while Ben was reading"]


@pytest.mark.parametrize("number", ["", "x", "999", "-1", "1" * 30, "²"])
def test_a_bad_number_is_one_sentence(number: str) -> None:
    answer = signed_in(factories.ben()).post("/admin/shift/", {"number": number}, follow=True)
    assert answer.status_code == 200
    assert "You are up to date" not in answer.content.decode()


def test_drafts_and_notes_are_no_news_for_readers_and_operators() -> None:
    secret = "Unpublishable rumour about a minister"
    factories.claim(statement=secret, publication="draft")
    factories.note()
    for person in (factories.ben(), factories.olga()):
        told = page(person)
        assert secret not in told
        assert "wrote a note" not in told
    assert secret in page(factories.carl())
    assert "wrote a note" in page(factories.carl())


def test_what_is_restricted_to_others_is_no_news() -> None:
    claim = factories.claim(editor=factories.carl())
    up_to_date(factories.rosa())
    up_to_date(factories.carl())
    sealed = factories.evidence(claim=claim, visibility=Visibility.RESTRICTED, readers=[factories.carl()])
    evidence.withdraw(evidence=Evidence.objects.get(pk=sealed.pk), reason="x", editor=factories.ada(), now=NOON)
    assert "evidence" not in str(signed_in(factories.rosa()).get("/admin/shift/").context["told"])
    assert "withdrew evidence" in str(signed_in(factories.carl()).get("/admin/shift/").context["told"])


def test_it_asks_as_often_for_100_acts_as_for_2() -> None:
    """The budget is kept in test_query_budgets; here the page holds no more than its most."""
    for _ in range(3):
        factories.claim()
    assert signed_in(factories.ben()).get("/admin/shift/?hours=24").context["count"] == 3
