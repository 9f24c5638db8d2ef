"""For whom a claimant spoke, from when until when, as precisely as it is known."""

from datetime import date
from typing import Any

import pytest

from claims.models import Affiliation, JournalEntry
from claims.recording import affiliations, merges
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def record(**given: Any) -> Affiliation:
    said = {"position": "minister", "editor": factories.ada(), "now": NOON, **given}
    said.setdefault("claimant", None)
    said["claimant"] = said["claimant"] or factories.claimant()
    said.setdefault("organisation", None)
    said["organisation"] = said["organisation"] or factories.claimant()
    return affiliations.record(**said)


def edit(affiliation: Affiliation, **given: Any) -> Affiliation:
    return affiliations.edit(affiliation=affiliation, **{"editor": factories.ada(), "now": NOON, **given})


def test_a_month_lasts_from_its_first_to_its_last_day() -> None:
    made = record(from_on=date(2020, 2, 14), from_precision="month", until_on=date(2020, 2, 3), until_precision="month")
    assert (made.from_on, made.until_on) == (date(2020, 2, 1), date(2020, 2, 29))


def test_it_is_said_later_when_it_ended() -> None:
    made = edit(record(from_on=date(2020, 1, 1)), until_on=date(2021, 5, 20), until_precision="month")
    assert made.until_on == date(2021, 5, 31)
    entry = JournalEntry.objects.get(kind=JournalKind.AFFILIATION_EDITED)
    assert (entry.before["until_on"], entry.after["until_on"], entry.after["until_precision"]) == (
        None,
        "2021-05-31",
        "month",
    )


def test_one_claimant_has_several() -> None:
    who = factories.claimant()
    first = record(claimant=who, from_on=date(2019, 1, 1))
    second = record(claimant=who, from_on=date(2021, 1, 1))
    third = record(claimant=who)
    assert list(Affiliation.objects.of([who.pk])) == [second, first, third]


def test_those_of_a_duplicate_are_theirs() -> None:
    who, twin = factories.claimant(), factories.claimant()
    of_twin = record(claimant=twin)
    merges.merge(duplicate=twin, into=who, reason="One", editor=factories.ada(), now=NOON)
    assert list(Affiliation.objects.of([who.pk])) == [of_twin]
    with pytest.raises(Refused, match="not with itself"):
        record(claimant=who, organisation=twin)


@pytest.mark.parametrize(
    ("given", "field"), [({"until_on": date(2019, 1, 1)}, "until_on"), ({"claimant": 3}, "claimant")]
)
def test_what_does_not_fit_is_refused(given: dict[str, Any], field: str) -> None:
    made = record(from_on=date(2020, 1, 1))
    with pytest.raises(Refused) as refused:
        edit(made, **given)
    assert refused.value.field == field
    assert Affiliation.objects.get(pk=made.pk).until_on is None


def test_withdrawing_is_an_act_with_a_reason() -> None:
    made = record()
    with pytest.raises(Refused, match="why"):
        affiliations.withdraw(affiliation=made, reason="", editor=factories.ada(), now=NOON)
    affiliations.withdraw(affiliation=made, reason="Another man", editor=factories.ada(), now=NOON)
    assert not Affiliation.objects.of([made.claimant_id]).exists()
    with pytest.raises(Refused, match="withdrawn already"):
        affiliations.withdraw(affiliation=made, reason="Again", editor=factories.ada(), now=NOON)
    with pytest.raises(Refused, match="withdrawn"):
        edit(made, position="general")


def test_a_stale_save_overwrites_nothing() -> None:
    made = record()
    seen = JournalEntry.objects.newest_number_about(made)
    edit(made, position="general", editor=factories.carl(), seen=seen)
    with pytest.raises(Stale, match="Carl"):
        edit(made, position="clerk", seen=seen)
    assert Affiliation.objects.get(pk=made.pk).position == "general"


def test_reporters_record_and_editors_withdraw() -> None:
    made = record(editor=factories.rosa())
    with pytest.raises(NotAllowed):
        record(editor=factories.ben())
    with pytest.raises(NotAllowed):
        affiliations.withdraw(affiliation=made, reason="No", editor=factories.rosa(), now=NOON)
