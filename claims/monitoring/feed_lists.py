"""Take over the feeds of another feed reader, and hand ours on (OPML)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import addresses, kept_sentences, opml
from claims.analysis.opml import NotOpml, Outline
from claims.models import Feed, User
from claims.monitoring import watched_feeds
from claims.refusals import NotAllowed, Refused


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: the feeds added, how many were watched before, and each refused address with why."""

    added: tuple[Feed, ...]
    known: int
    refused: tuple[tuple[str, str], ...]


@transaction.atomic
def import_opml(*, content: bytes, editor: User, now: datetime) -> Imported:
    """Watch every feed of an OPML file; all are stored, or, when the file is none, nothing. Each is read at its poll.

    Its title in the list is its outlet's name. Raises NotAllowed, or Refused for a file that is no OPML.
    """
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not add feeds."))
    try:
        outlines = opml.read_opml(content)
    except NotOpml as error:
        raise Refused(kept_sentences.told(str(error)), field="file") from error
    added, refused = [], []
    known = set(Feed.objects.values_list("url", flat=True))
    seen = 0
    for outline in outlines:
        if _spelled(outline.url) in known:
            seen += 1
            continue
        try:
            feed = watched_feeds.add(url=outline.url, outlet_name=outline.title, editor=editor, now=now, fetch=None)
        except Refused as error:
            refused.append((outline.url[:200], error.sentence))
            continue
        known.add(feed.url)
        added.append(feed)
    return Imported(tuple(added), seen, tuple(refused))


def _spelled(url: str) -> str:
    try:
        return addresses.canonical_url(url)
    except ValueError:
        return ""


def export_opml(*, now: datetime) -> bytes:
    """Every feed that is watched or paused, an outlet a folder."""
    feeds = Feed.objects.select_related("outlet__merged_into").order_by("outlet__name", "title", "pk")
    outlines = (Outline(feed.url, feed.title, feed.outlet.survivor.name) for feed in feeds.iterator(chunk_size=500))
    return opml.write_opml(outlines, title=settings.NEWSROOM_NAME, made_at=now)
