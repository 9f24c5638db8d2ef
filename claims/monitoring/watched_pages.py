"""Watch single pages that no feed lists: a statement, a casualty count, an order."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import addresses
from claims.models import JournalEntry, Page, User
from claims.models.pages import address_digest
from claims.monitoring.watched_feeds import checked_address, outlet_named
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind

LONGEST_SECONDS = 3600


@transaction.atomic
def watch(
    *, url: str, outlet_name: str = "", editor: User, now: datetime, longest_seconds: int = LONGEST_SECONDS
) -> Page:
    """Read a page from now on at least every `longest_seconds`, due at once; every change becomes a revision.

    A page that a feed brought is watched from now on as well. Raises NotAllowed, or Refused for an address that is
    none or a pause that is none. A new page's outlet is found or made by name, else by host.
    """
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not watch pages."))
    if longest_seconds <= 0:
        raise Refused(_("A pause is at least one second."), field="longest_seconds")
    address = checked_address(url)
    page = Page.objects.filter(url_sha256=address_digest(address)).first()
    if page is None:
        outlet = outlet_named(outlet_name.strip() or addresses.host_of(address), editor)
        page = Page.objects.at({address: outlet.pk}, now=now)[0][address]
    Page.objects.filter(pk=page.pk).update(longest_seconds=longest_seconds, next_check_at=now, attempts=0)
    page.refresh_from_db()
    _say(page, editor, longest_seconds)
    return page


@transaction.atomic
def unwatch(*, page: Page, editor: User) -> None:
    """Read the page only as often as any other from now on. Raises NotAllowed."""
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not watch pages."))
    if Page.objects.filter(pk=page.pk).exclude(longest_seconds=None).update(longest_seconds=None):
        _say(page, editor, None)


def read_now(*, page: Page, editor: User, now: datetime) -> None:
    """Make the page due at once, also one that was set aside. Raises NotAllowed."""
    if not permissions.may_run_feeds(editor):
        raise NotAllowed(_("Your role may not watch pages."))
    Page.objects.filter(pk=page.pk).update(next_check_at=now, attempts=0)


def _say(page: Page, editor: User, longest_seconds: int | None) -> None:
    after = {"url": page.url, "longest_seconds": longest_seconds}
    JournalEntry.objects.write(kind=JournalKind.PAGE_WATCHED, subject=page, after=after, actor=editor)
