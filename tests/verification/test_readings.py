"""A reading belongs to a revision; when the article changes, editors carry it over, anchor it anew, or read again."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.models import Evidence, JournalEntry, Revision, StanceReading
from claims.refusals import NotAllowed, Refused, Stale
from claims.verification import evidence as evidences
from claims.verification import readings
from claims.vocabulary import JournalKind, Stance, Visibility
from tests import factories
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
QUOTED = "NATO has seen no sign of a withdrawal."
TEXT = f"Brussels. {QUOTED} The alliance watches."


def read(**values: Any) -> Evidence:
    article = factories.article(text=TEXT)
    return factories.evidence(claim=factories.claim(), article=article, **{"quotation": QUOTED, **values})


def revised(evidence: Evidence, text: str = f"Updated. {TEXT}") -> Revision:
    assert evidence.article is not None
    return factories.revise(evidence.article, title="NATO sees no sign of it", text=text, at=NOON + HOUR)


def newest(evidence: Evidence) -> StanceReading:
    return evidence.readings.select_related("revision").order_by("-number")[0]


def carry(evidence: Evidence, revision: Revision, **given: Any) -> StanceReading:
    return readings.carry_over(
        **{"evidence": evidence, "revision": revision, "editor": factories.ada(), "now": NOON, **given}
    )


def test_carrying_over_is_a_further_row_anchored_in_the_newer_revision() -> None:
    evidence = read()
    revision = revised(evidence)
    carried = carry(evidence, revision)
    assert evidence.readings.count() == 2
    assert (carried.stance, carried.revision, carried.quotation) == (Stance.AGAINST, revision, QUOTED)
    assert revision.body.text()[carried.quotation_start :].startswith(QUOTED)
    entry = JournalEntry.objects.get(kind=JournalKind.STANCE_CARRIED)
    assert (entry.number, entry.claim, entry.before["revision"], entry.after["revision"]) == (
        carried.number,
        evidence.claim,
        1,
        2,
    )


def test_evidence_is_outdated_until_it_is_carried_over() -> None:
    evidence = read()
    assert not Evidence.objects.changed().exists()
    revision = revised(evidence)
    assert Evidence.objects.changed().get() == evidence
    carry(evidence, revision)
    assert not Evidence.objects.changed().exists()


def test_a_better_reading_of_the_same_bytes_is_no_change() -> None:
    evidence = read()
    revision = revised(evidence)
    values = {field.name: getattr(revision, field.name) for field in Revision._meta.concrete_fields}
    for name in ("id", "public_id", "digest"):
        values.pop(name)
    carry(evidence, revision)
    Revision.objects.record(**{**values, "number": 3, "origin": "reread"})
    assert evidence.article is not None
    type(evidence.article).objects.filter(pk=evidence.article.pk).update(revision_count=3)
    assert not Evidence.objects.changed().exists()


def test_carrying_over_is_taken_back_by_a_further_row() -> None:
    evidence = read()
    carry(evidence, revised(evidence))
    with pytest.raises(Refused, match="why"):
        readings.take_back(evidence=evidence, reason=" ", editor=factories.ada(), now=NOON)
    back = readings.take_back(evidence=evidence, reason="It is one", editor=factories.ada(), now=NOON)
    assert evidence.readings.count() == 3
    assert (back.revision and back.revision.number, back.quotation_start) == (1, TEXT.index(QUOTED))
    assert Evidence.objects.changed().get() == evidence
    with pytest.raises(Refused, match="read it again instead"):
        readings.take_back(evidence=evidence, reason="Again", editor=factories.ada(), now=NOON)


def test_a_lost_quotation_is_not_carried_over() -> None:
    evidence = read()
    with pytest.raises(Refused, match="no longer in this revision"):
        carry(evidence, revised(evidence, "Nothing of the kind."))


def test_a_lost_quotation_is_anchored_in_other_words_and_the_stance_stays() -> None:
    evidence = read()
    revision = revised(evidence, "Brussels. NATO sees no sign of withdrawal. No sign of withdrawal.")
    anchored = readings.reanchor(
        evidence=evidence,
        revision=revision,
        quotation="o sign of withdrawal",
        start=50,
        editor=factories.ada(),
        now=NOON,
    )
    assert (anchored.stance, anchored.quotation_start) == (Stance.AGAINST, 44)
    assert (anchored.quotation_prefix[-9:], anchored.quotation_suffix) == ("drawal. N", ".")
    assert JournalEntry.objects.filter(kind=JournalKind.STANCE_REANCHORED, number=anchored.number).exists()


@pytest.mark.parametrize("words", ["", "Words that stand nowhere"])
def test_words_that_are_not_there_anchor_nothing(words: str) -> None:
    evidence = read()
    with pytest.raises(Refused):
        readings.reanchor(
            evidence=evidence, revision=revised(evidence), quotation=words, editor=factories.ada(), now=NOON
        )


def test_an_older_revision_and_another_article_are_refused() -> None:
    evidence = read()
    first = newest(evidence).revision
    other = factories.article().revisions.get()
    assert first is not None
    with pytest.raises(Refused, match="not newer"):
        carry(evidence, first)
    with pytest.raises(Refused, match="another article"):
        carry(evidence, other)
    with pytest.raises(Refused, match="another article"):
        readings.read(evidence=evidence, revision=other, stance="for", editor=factories.ada(), now=NOON)


def test_withdrawn_evidence_is_read_no_more() -> None:
    evidence = read()
    revision = revised(evidence)
    evidences.withdraw(evidence=evidence, reason="Gone", editor=factories.ada(), now=NOON)
    with pytest.raises(Refused, match="withdrawn"):
        carry(evidence, revision)


def test_who_saw_an_older_reading_overwrites_nothing() -> None:
    evidence = read()
    revision, seen = revised(evidence), newest(evidence).number
    readings.read(evidence=evidence, stance="for", editor=factories.carl(), now=NOON)
    for act in (
        lambda: carry(evidence, revision, seen=seen),
        lambda: readings.read(evidence=evidence, stance="for", editor=factories.ada(), now=NOON, seen=seen),
    ):
        with pytest.raises(Stale), transaction.atomic():
            act()
    assert newest(evidence).by == factories.carl()
    assert evidence.readings.count() == 2


@pytest.mark.parametrize("person", [factories.ben, factories.rosa, factories.olga])
def test_only_editors_read(person: Any) -> None:
    evidence = read()
    with pytest.raises(NotAllowed):
        carry(evidence, revised(evidence), editor=person())


def test_the_journal_says_nothing_of_what_restricted_evidence_reads() -> None:
    ada = factories.ada()
    evidence = read(quotation="", visibility=Visibility.RESTRICTED, readers=[ada])
    carry(evidence, revised(evidence))
    entry = JournalEntry.objects.get(kind=JournalKind.STANCE_CARRIED)
    assert (entry.before, entry.after) == ({}, {"visibility": "restricted"})


def test_no_reading_is_ever_changed() -> None:
    evidence = read()
    with pytest.raises(IntegrityError), transaction.atomic():
        StanceReading.objects.filter(evidence=evidence).update(stance="for")
