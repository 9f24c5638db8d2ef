"""Show a status before it holds: the public page as it would read, and who would be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims.models import Claim, JournalEntry, StatusChange, User, database_now
from claims.publishing import claim_pages, public_claims
from claims.verification import statuses
from claims.vocabulary import ChangeType, JournalKind, Publication


@dataclass(frozen=True, slots=True)
class Preview:
    """One claim's page as it would read, who would be told, and which claims would be queued."""

    page: Mapping[str, Any]
    told: tuple[str, ...]
    queued: tuple[Claim, ...]


def of(claim: Claim, judgement: Mapping[str, Any], *, editor: User, reader: User | None = None) -> Preview:
    """Change the status as `editor`, read what follows, and undo it. Raises what the change would."""
    now = database_now()
    with statuses.rehearsed(claim_id=claim.pk, editor=editor, now=now, **judgement) as change:
        page = claim_pages.page_of(public_claims.previewed(claim), at=now)
        return Preview(page, tuple(_told(claim, change, page)), tuple(_queued(change, reader or editor)))


def shown(request: HttpRequest, previews: Iterable[Preview]) -> HttpResponse:
    """The pages in the site's own clothes. Of several claims each shows what changes only."""
    return render(request, "admin/claims/preview.html", {"previews": tuple(previews)})


def _told(claim: Claim, change: StatusChange, page: Mapping[str, Any]) -> Iterable[str]:
    if claim.publication != Publication.PUBLISHED:
        yield _("Nobody outside the newsroom: the claim is %(publication)s. Readers see this once it is published.") % {
            "publication": claim.get_publication_display()
        }
    else:
        yield _("Readers: its page and every list it stands in, at once.")
        yield _("Feed readers: in the Atom feed it becomes the newest entry.")
        yield _("Machines: the API’s claim and list of status changes.")
        if page["jsonld"]:
            yield _("Search engines: the ClaimReview of our published check.")
        if change.change_type in {ChangeType.CORRECTION, ChangeType.REFILE}:
            yield _("Everybody: it joins the public list of corrections.")
    yield _("With a token: number %(number)d of the journal’s change feed.") % {"number": change.number}


def _queued(change: StatusChange, reader: User) -> Iterable[Claim]:
    entries = JournalEntry.objects.filter(kind=JournalKind.CLAIM_QUEUED).after(change.number)
    return Claim.objects.visible_to(reader).filter(pk__in=entries.values("claim")).order_by("pk")
