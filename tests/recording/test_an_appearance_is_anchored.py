"""A quotation is anchored in the text it was read in, as W3C's TextQuoteSelector: exact, prefix, suffix."""

import pytest

from claims.analysis import quotations
from claims.models import Appearance, JournalEntry
from claims.recording import captures
from claims.refusals import Refused
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TEXT = "The ministry said that units are leaving. Nobody saw it. Later it said again that units are leaving."


def test_the_words_around_it_are_kept_and_find_it_again() -> None:
    revision = factories.article(text=TEXT).revisions.get()
    one = factories.appearance(quotation="units are leaving", quotation_start=80, revision=revision)
    assert (one.quotation_prefix, one.quotation_suffix) == ("aw it. Later it said again that ", ".")
    assert one.quotation_start == TEXT.rindex("units")
    anchor = quotations.Anchor(one.quotation, one.quotation_prefix, one.quotation_suffix, one.quotation_start)
    longer = "A new first paragraph.\n\n" + TEXT
    assert quotations.find(longer, anchor) == longer.rindex("units")


def test_it_is_anchored_in_a_capture_too() -> None:
    capture = captures.record(
        kind="typed", content=TEXT.encode(), media_type="text/plain", editor=factories.ada(), now=NOON
    )
    one = factories.appearance(quotation="Nobody  saw it", capture=capture)
    assert (one.quotation, one.quotation_start) == ("Nobody saw it", TEXT.index("Nobody"))


def test_words_that_do_not_stand_there_are_kept_as_given() -> None:
    revision = factories.article(text=TEXT).revisions.get()
    one = factories.appearance(quotation="something else", revision=revision)
    assert (one.quotation, one.quotation_prefix, one.quotation_start) == ("something else", "", -1)


def test_without_a_text_the_quotation_is_as_given() -> None:
    one = factories.appearance(quotation="as heard on the radio")
    assert (one.quotation, one.quotation_start, one.revision) == ("as heard on the radio", -1, None)


def test_the_journal_names_the_text_and_holds_none_of_what_stands_around() -> None:
    revision = factories.article(text=TEXT).revisions.get()
    factories.appearance(quotation="Nobody saw it", revision=revision)
    after = JournalEntry.objects.order_by("-number").values_list("after", flat=True)[0]
    assert after["revision"] == str(revision.public_id)
    assert "Later" not in str(after)


def test_nothing_rests_on_a_sealed_capture() -> None:
    ada = factories.ada()
    sealed = captures.record(
        kind="typed", content=b"Secret", media_type="text/plain", readers=[ada], editor=ada, now=NOON
    )
    with pytest.raises(Refused, match="stays sealed"):
        factories.appearance(quotation="Secret", capture=sealed)
    assert not Appearance.objects.exists()
