"""What is typed is kept until it is recorded: nothing is overwritten, and it is nobody else's."""

from datetime import timedelta

import pytest

from claims.models import JournalEntry, Sitting
from claims.recording import sittings
from claims.refusals import NotAllowed
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def begun(**typed: str) -> Sitting:
    return sittings.save(sitting=None, version=0, typed=typed, editor=factories.ada(), now=NOON)[0]


def test_a_later_save_takes_the_place_of_an_earlier_one() -> None:
    one = begun(statement="Units")
    sittings.save(sitting=one, version=1, typed={"statement": "Units left"}, editor=factories.ada(), now=NOON)
    one.refresh_from_db()
    assert (one.typed, one.version) == ({"statement": "Units left"}, 2)


def test_another_tab_overwrites_nothing() -> None:
    ada, one = factories.ada(), begun(statement="Units")
    page = factories.page()
    sittings.put_beside(sitting=one, page=page, now=NOON)
    sittings.save(sitting=one, version=1, typed={"statement": "Units left"}, editor=ada, now=NOON)
    late = Sitting.objects.get(pk=one.pk)
    other, is_apart = sittings.save(sitting=late, version=1, typed={"statement": "Units stay"}, editor=ada, now=NOON)
    assert is_apart
    assert (other.typed["statement"], other.page) == ("Units stay", page)
    one.refresh_from_db()
    assert one.typed["statement"] == "Units left"


def test_a_discarded_form_that_is_typed_in_elsewhere_comes_back() -> None:
    one = begun(statement="Units")
    sittings.discard(sitting=Sitting.objects.get(pk=one.pk))
    back, is_apart = sittings.save(sitting=one, version=1, typed={"statement": "U"}, editor=factories.ada(), now=NOON)
    assert is_apart
    assert Sitting.objects.get() == back


def test_recording_empties_what_was_said_and_keeps_where_it_was_seen() -> None:
    one = begun(statement="Units left", claimant="The ministry", outlet="The Wire", url="https://wire.example/1")
    typed = dict(one.typed)
    assert sittings.recorded(sitting=one, version=1, typed=typed, now=NOON)
    one.refresh_from_db()
    assert one.typed == {"outlet": "The Wire", "url": "https://wire.example/1"}
    assert one.recorded_count == 1
    assert not sittings.recorded(sitting=one, version=1, typed=typed, now=NOON)


def test_only_fields_of_the_form_are_kept_and_none_that_breaks_a_database() -> None:
    one = begun(statement="a\0b", status="settled", quotation="x" * 200_000, kind=" ")
    assert set(one.typed) == {"statement", "quotation"}
    assert one.typed["statement"] == "a\ufffdb"
    assert len(one.typed["quotation"]) == sittings.LONGEST


def test_it_leaves_no_line_in_the_journal() -> None:
    factories.ada()
    before = JournalEntry.objects.count()
    sittings.discard(sitting=begun(statement="A rumour"))
    assert JournalEntry.objects.count() == before


def test_what_was_emptied_long_ago_goes_when_the_next_begins() -> None:
    empty = begun(statement="Units left", url="https://wire.example/1")
    sittings.recorded(sitting=empty, version=1, typed=empty.typed, now=NOON)
    kept = begun(statement="Units")
    later = NOON + timedelta(days=2)
    sittings.save(sitting=None, version=0, typed={"statement": "More"}, editor=factories.ada(), now=later)
    assert not Sitting.objects.filter(pk=empty.pk).exists()
    assert Sitting.objects.filter(pk=kept.pk).exists()


def test_whoever_may_not_record_keeps_nothing() -> None:
    with pytest.raises(NotAllowed):
        sittings.save(sitting=None, version=0, typed={"statement": "U"}, editor=factories.ben(), now=NOON)
