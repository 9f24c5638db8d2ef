"""What changed in an article since it was read: near the quotation first, and what follows of it is one act."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Evidence
from claims.verification import readings
from claims.vocabulary import Visibility
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
QUOTED = "NATO has seen no sign of a withdrawal."
TEXT = f"{'Brussels. ' * 100}{QUOTED} The alliance watches on Monday."


def read(**values: Any) -> Evidence:
    article = factories.article(text=TEXT)
    return factories.evidence(claim=factories.claim(), article=article, **{"quotation": QUOTED, **values})


def revise(evidence: Evidence, text: str) -> None:
    assert evidence.article is not None
    factories.revise(evidence.article, title="NATO sees no sign of it", text=text, at=NOON + HOUR)


def compared(evidence: Evidence, person: Any = None, query: str = "") -> str:
    client = signed_in(person or factories.ada())
    return client.get(f"/admin/claims/article/{evidence.article_id}/compare/{query}").content.decode()


def act(evidence: Evidence, name: str, person: Any = None, **given: Any) -> Any:
    seen = evidence.readings.order_by("-number")[0].number
    client = signed_in(person or factories.ada())
    return client.post(f"/admin/claims/evidence/{evidence.pk}/{name}/", {"seen": seen, **given})


def test_what_changed_stands_in_words_and_near_the_quotation_first() -> None:
    evidence = read()
    revise(evidence, TEXT.replace("Monday", "Tuesday"))
    page = compared(evidence)
    assert "changed near the quotation" in page
    assert page.index("Near the quotation") < page.index("Revision 1 → 2")
    assert page.count("[removed:") == 2
    assert "Words removed: 1. Words added: 1." in page
    assert f'<mark class="desk-best">{QUOTED}</mark>' in page


def test_a_change_far_from_the_quotation_is_called_so() -> None:
    evidence = read()
    revise(evidence, f"Updated. {TEXT}")
    assert "changed, not near the quotation" in compared(evidence)


def test_any_two_revisions_are_compared() -> None:
    evidence = read()
    for day in ("Tuesday", "Wednesday"):
        revise(evidence, TEXT.replace("Monday", day))
    assert "Revision 1 → 3" in compared(evidence, query="?from=1")
    assert "Revision 2 → 3" in compared(evidence)
    assert "Revision 1 → 2" in compared(evidence, query="?from=2&to=1")
    assert "Revision 2 → 3" in compared(evidence, query="?from=x&to=99")


def test_a_claim_says_which_of_its_evidence_changed_and_which_lost_its_quotation() -> None:
    evidence = read()
    claim = signed_in(factories.ada())
    assert "changed since it was read" not in claim.get(page_of("claim", evidence.claim_id)).content.decode()
    revise(evidence, TEXT.replace("Monday", "Tuesday"))
    assert "changed since it was read" in claim.get(page_of("claim", evidence.claim_id)).content.decode()
    revise(evidence, "It rained.")
    assert "no longer in source" in claim.get(page_of("claim", evidence.claim_id)).content.decode()


def test_not_a_change_in_substance_is_one_click_and_takes_the_claim_off_the_queue() -> None:
    evidence = read()
    revise(evidence, TEXT.replace("Monday", "Tuesday"))
    Claim.objects.filter(pk=evidence.claim_id).update(review_wanted_at=NOON)
    assert act(evidence, "carry-over", looked_at="on").status_code == 302
    assert not Evidence.objects.changed().exists()
    assert Claim.objects.get(pk=evidence.claim_id).review_wanted_at is None
    assert "read as it is" in compared(evidence)
    assert act(evidence, "take-back", reason="It is one").status_code == 302
    assert Evidence.objects.changed().exists()


def test_a_lost_quotation_is_shown_in_the_text_we_keep_and_anchored_in_a_proposal() -> None:
    evidence = read()
    revise(evidence, TEXT.replace("has seen no sign of a", "has not seen any sign of a"))
    page = compared(evidence)
    assert "no longer in source" in page
    assert f'<mark class="desk-best">{QUOTED}</mark>' in page
    form = signed_in(factories.ada()).get(f"/admin/claims/evidence/{evidence.pk}/anchor/").content.decode()
    assert "NATO has not seen any sign of a withdrawal" in form
    place = TEXT.index("NATO")
    assert act(evidence, "anchor", place=place).status_code == 302
    assert "read as it is" in compared(evidence)


def test_a_stale_form_shows_what_was_read_meanwhile_and_keeps_what_was_typed() -> None:
    evidence = read()
    seen = evidence.readings.get().number
    readings.read(evidence=evidence, stance="for", editor=factories.carl(), now=NOON)
    given = {"seen": seen, "stance": "observing", "note": "My own note"}
    answer = act(evidence, "read-again", **given)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody else read this evidence" in page
    assert "carl" in page.lower()
    assert "My own note" in page
    assert evidence.readings.count() == 2
    newest = evidence.readings.order_by("-number")[0].number
    assert act(evidence, "read-again", **given, seen_now=newest).status_code == 302
    assert evidence.readings.order_by("-number")[0].note == "My own note"


@pytest.mark.parametrize(("person", "code"), [("ada", 200), ("carl", 200), ("rosa", 403), ("ben", 403), ("olga", 403)])
def test_only_who_decides_opens_the_acts(person: str, code: int) -> None:
    evidence = read()
    client = signed_in(getattr(factories, person)())
    for name in ("carry-over", "anchor", "read-again", "take-back"):
        assert client.get(f"/admin/claims/evidence/{evidence.pk}/{name}/").status_code == code


def test_restricted_evidence_is_nowhere_for_others() -> None:
    statement = "A clerk saw lorries"
    evidence = read(quotation="", visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    Claim.objects.filter(pk=evidence.claim_id).update(statement=statement)
    revise(evidence, "It rained.")
    assert statement in compared(evidence)
    assert statement not in compared(evidence, factories.carl())
    answer = signed_in(factories.carl()).get(f"/admin/claims/evidence/{evidence.pk}/read-again/")
    assert answer.status_code == 404


def test_what_an_article_says_is_never_markup() -> None:
    evidence = read()
    revise(evidence, TEXT.replace("Monday", "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in compared(evidence)


def test_the_page_asks_as_often_for_twelve_evidences_as_for_two() -> None:
    article = factories.article(text=TEXT)

    def asked() -> int:
        client = signed_in(factories.ada())
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/admin/claims/article/{article.pk}/compare/")
        return len(queries)

    for _ in range(2):
        factories.evidence(claim=factories.claim(), article=article, quotation=QUOTED)
    factories.revise(article, title="NATO", text=TEXT.replace("Monday", "Tuesday"))
    few = asked()
    for _ in range(10):
        factories.evidence(claim=factories.claim(), article=article, quotation=QUOTED)
    assert asked() == few <= 20
