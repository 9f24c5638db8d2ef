"""Read a page because somebody is recording from it, and say how that goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import addresses, article_html, page_metadata
from claims.models import BodyDestroyed, Feed, Host, Page, Revision, User
from claims.monitoring.watched_feeds import checked_address
from claims.refusals import NotAllowed
from claims.vocabulary import PageState, Precision

FRESH = timedelta(minutes=10)  # a page read since is not asked for again
SOON = timedelta(seconds=5)  # a host that rests no longer than this is not worth a sentence
_LONGEST_DAY = 10  # letters of a date without a time


@dataclass(frozen=True, slots=True)
class Reading:
    """How the reading of a page goes, and what it says.

    waits_until: the moment before which its host is not to be asked. obstacle: what is in the way, in a sentence.
    """

    is_waiting: bool
    is_being_read: bool
    waits_until: datetime | None
    obstacle: str
    revision: Revision | None
    text: str
    outlet_name: str
    published_at: datetime | None
    published_precision: str

    @property
    def is_over(self) -> bool:
        return not (self.is_waiting or self.is_being_read)


@transaction.atomic
def ask(*, url: str, editor: User, now: datetime) -> Page:
    """The page at an address, due at once; one that was read a moment ago, or is never read again, is left alone.

    Raises NotAllowed, or Refused for an address that is none.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not record claims."))
    address = checked_address(url)
    page = Page.objects.at({address: _outlet_of(addresses.host_of(address))}, now=now)[0][address]
    rests = Page.objects.filter(pk=page.pk, next_check_at__gt=now).exclude(last_read_at__gte=now - FRESH)
    rests.filter(Q(lease_until=None) | Q(lease_until__lte=now)).update(next_check_at=now)
    page.refresh_from_db()
    return page


def reading(*, page: Page, now: datetime) -> Reading:
    """What is known of the page at this moment; its outlet, article and the outlet's are loaded with it."""
    is_held = page.lease_until is not None and page.lease_until > now
    is_due = page.next_check_at is not None and page.next_check_at <= now
    revision = _newest(page)
    return Reading(
        is_waiting=is_due and not is_held,
        is_being_read=is_held,
        waits_until=_host_rests_until(page, now) if is_due and not is_held else None,
        obstacle=page.obstacle if page.state not in {PageState.LIVE, PageState.WAITING} else "",
        revision=revision,
        text=(revision.kept_text or "") if revision else "",
        outlet_name=_outlet_name(page, revision),
        published_at=page.article.published_at if page.article and revision else None,
        published_precision=Precision.DAY if _is_day(revision) else Precision.MINUTE,
    )


def text(page: Page) -> str:
    """The page's text as it was read last; its article is loaded with it."""
    revision = _newest(page)
    return (revision.kept_text or "") if revision is not None else ""


def _newest(page: Page) -> Revision | None:
    if page.article is None:
        return None
    return page.article.revisions.select_related("body", "snapshot__body").order_by("-number").first()


def _host_rests_until(page: Page, now: datetime) -> datetime | None:
    rests = Host.objects.filter(name=page.host, next_check_at__gt=now + SOON)
    return rests.values_list("next_check_at", flat=True).first()


def _is_day(revision: Revision | None) -> bool:
    return revision is None or len(revision.published_raw.strip()) <= _LONGEST_DAY


def _outlet_of(host: str) -> int | None:
    """The outlet of whatever else we read at this host."""
    feed = Feed.objects.filter(host=host).order_by("pk").values_list("outlet_id", flat=True)
    page = Page.objects.filter(host=host).exclude(outlet=None).order_by("-pk").values_list("outlet_id", flat=True)
    return feed.first() or page.first()


def _outlet_name(page: Page, revision: Revision | None) -> str:
    """The outlet we know, else what the page calls its site."""
    outlet = page.outlet or (page.article.outlet if page.article else None)
    if outlet is not None:
        return (outlet.merged_into or outlet).name
    if revision is None or revision.snapshot is None:
        return ""
    try:
        content = revision.snapshot.body.content()
    except BodyDestroyed:
        return ""
    tree = article_html.parsed(content, content_type=str(revision.snapshot.headers.get("content-type", "")))
    return page_metadata.read_metadata(tree, url=page.url).site_name[:200] if tree is not None else ""
