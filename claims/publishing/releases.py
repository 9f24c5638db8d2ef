"""Publish a claim, at once or after an embargo, and take it back in the open."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Claim, JournalEntry, User
from claims.models.naming import free_slug
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Publication

LONGEST_SLUG = 100
READABLE_SLUG = 80


@transaction.atomic
def publish(
    *,
    claim_id: int,
    editor: User,
    now: datetime,
    slug: str = "",
    embargo_until: datetime | None = None,
    imported_at: datetime | None = None,
) -> Claim:
    """Publish now, or order it for when the embargo ends. The slug is fixed at first publication.

    Raises NotAllowed, or Refused for a published claim, an embargo that ended before it began, or a slug that is
    malformed, taken, or not the first one.
    """
    if not permissions.may_publish(editor):
        raise NotAllowed(_("Only a chief publishes."))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    if claim.publication == Publication.PUBLISHED:
        raise Refused(_("This claim is published already."))
    JournalEntry.objects.be_only_writer()  # of two who ask for one slug at once the second sees it taken
    _refuse_bad_slug(claim, slug)
    if embargo_until is not None:
        if embargo_until <= now:
            sentence = _("This embargo has ended already: choose a time to come, or leave it empty to publish at once.")
            raise Refused(sentence, field="embargo_until")
        return _order(claim, slug, embargo_until, editor)
    return _release(claim, slug=slug, editor=editor, imported_at=imported_at)


@transaction.atomic
def hold(*, claim_id: int, reason: str = "", editor: User, now: datetime) -> Claim:
    """Take back the order to publish when the embargo ends: it stays internal. Raises NotAllowed or Refused."""
    if not permissions.may_publish(editor):
        raise NotAllowed(_("Only a chief takes back an embargo."))
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    until = claim.embargo_until
    waiting = Claim.objects.filter(pk=claim_id).exclude(embargo_until=None)
    if waiting.exclude(publication=Publication.PUBLISHED).update(embargo_until=None) != 1:
        raise Refused(_("This claim waits for no embargo to end."))
    claim.refresh_from_db()
    _write(
        JournalKind.CLAIM_EDITED, claim, editor, {"embargo_until": None}, before={"embargo_until": until}, reason=reason
    )
    return claim


@transaction.atomic
def release_due(*, claim_id: int, now: datetime) -> Claim | None:
    """Publish a claim whose embargo has ended; None when it waits no longer."""
    claim = Claim.objects.select_for_update().awaiting_release(now).filter(pk=claim_id).first()
    return None if claim is None else _release(claim, slug="", editor=None, imported_at=None)


@transaction.atomic
def unpublish(*, claim_id: int, reason: str, editor: User, now: datetime) -> Claim:
    """Take a claim off the public pages; its address says so, with the reason. Raises NotAllowed or Refused."""
    if not permissions.may_publish(editor):
        raise NotAllowed(_("Only a chief takes a claim off the public pages."))
    if not reason.strip():
        raise Refused(_("Readers are told why it was taken down: write a reason."), field="reason")
    won = Claim.objects.published().filter(pk=claim_id)
    if won.update(publication=Publication.UNPUBLISHED, unpublished_reason=reason.strip()) != 1:
        raise Refused(_("This claim is not published."))
    claim = Claim.objects.get(pk=claim_id)
    _write(JournalKind.CLAIM_UNPUBLISHED, claim, editor, {"publication": claim.publication}, reason=reason)
    return claim


def _refuse_bad_slug(claim: Claim, slug: str) -> None:
    if claim.published_at and slug and slug != claim.slug:
        raise Refused(_("The slug was fixed when the claim was first published."), field="slug")
    if slug and slug != slugify(slug):
        raise Refused(_("A slug is made of small Latin letters, digits and hyphens."), field="slug")
    if slug and Claim.objects.filter(slug=slug).exclude(pk=claim.pk).exists():
        raise Refused(_("Another claim has this slug: choose another."), field="slug")


def _order(claim: Claim, slug: str, embargo_until: datetime, editor: User) -> Claim:
    values: dict[str, Any] = {"publication": Publication.INTERNAL, "embargo_until": embargo_until}
    if slug:
        values["slug"] = slug
    Claim.objects.filter(pk=claim.pk).update(**values)
    claim.refresh_from_db()
    _write(JournalKind.CLAIM_EDITED, claim, editor, values)
    return claim


def _release(claim: Claim, *, slug: str, editor: User | None, imported_at: datetime | None) -> Claim:
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    values: dict[str, Any] = {
        "publication": Publication.PUBLISHED,
        "slug": slug or claim.slug or free_slug(Claim, _in_whole_words(claim.statement), longest=LONGEST_SLUG),
        "published_at": claim.published_at or stamp.recorded_at,
        "embargo_until": None,
    }
    Claim.objects.filter(pk=claim.pk).update(**values, unpublished_reason="")
    claim.refresh_from_db()
    JournalEntry.objects.write(
        kind=JournalKind.CLAIM_PUBLISHED, subject=claim, claim=claim, after=values, actor=editor, stamp=stamp
    )
    return claim


def _write(
    kind: JournalKind,
    claim: Claim,
    editor: User,
    after: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    JournalEntry.objects.write(
        kind=kind, subject=claim, claim=claim, before=before, after=after, actor=editor, reason=reason
    )


def _in_whole_words(statement: str) -> str:
    """The beginning of a statement that makes a readable slug; all of it where one word is longer."""
    words = slugify(statement).split("-")
    fitting = [end for end in range(1, len(words) + 1) if len("-".join(words[:end])) <= READABLE_SLUG]
    return "-".join(words[: fitting[-1]]) if fitting else statement
