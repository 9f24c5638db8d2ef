"""The feeds of another reader are taken over, and ours handed on."""

import pytest

from claims.analysis.opml import Outline, read_opml, write_opml
from claims.models import Feed, JournalEntry
from claims.monitoring import feed_lists, feeds
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def opml(*outlines: Outline) -> bytes:
    return write_opml(outlines, title="Theirs", made_at=NOON)


def test_every_feed_of_the_list_is_watched_and_due_with_its_title_as_its_outlet() -> None:
    told = opml(Outline("https://bell.example/feed", "The Bell"), Outline("https://post.example/rss"))
    done = feed_lists.import_opml(content=told, editor=factories.ada(), now=NOON)
    assert (len(done.added), done.known, done.refused) == (2, 0, ())
    assert sorted(Feed.objects.ready(NOON).values_list("outlet__name", flat=True)) == ["The Bell", "post.example"]
    assert JournalEntry.objects.filter(kind=JournalKind.FEED_ADDED).count() == 2


def test_importing_twice_adds_nothing() -> None:
    told = opml(Outline("https://bell.example/feed"), Outline("HTTPS://bell.example:443/feed#x"))
    feed_lists.import_opml(content=told, editor=factories.ada(), now=NOON)
    again = feed_lists.import_opml(content=told, editor=factories.ada(), now=NOON)
    assert (len(again.added), again.known) == (0, 2)
    assert Feed.objects.count() == 1


def test_a_bad_address_is_told_and_stops_nothing() -> None:
    told = opml(Outline("ftp://old.example/feed"), Outline("https://bell.example/feed"))
    done = feed_lists.import_opml(content=told, editor=factories.ada(), now=NOON)
    assert done.refused == (("ftp://old.example/feed", "The address must start with http:// or https://."),)
    assert len(done.added) == 1


def test_what_is_no_list_is_refused_and_ben_may_not_import() -> None:
    with pytest.raises(Refused, match="no OPML file"):
        feed_lists.import_opml(content=b"<rss/>", editor=factories.ada(), now=NOON)
    with pytest.raises(NotAllowed):
        feed_lists.import_opml(content=opml(Outline("https://a.example/")), editor=factories.ben(), now=NOON)
    assert not Feed.objects.exists()


def test_what_is_exported_can_be_imported() -> None:
    feeds.add(url="https://bell.example/feed", outlet_name="The Bell", now=NOON, fetch=None)
    assert read_opml(feed_lists.export_opml(now=NOON)) == (Outline("https://bell.example/feed", "", "The Bell"),)
