"""Look again for each claim, and record every look, also one that found nothing."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Q

from claims.analysis import timing
from claims.models import Claim, ClaimWatch, Evidence, Feed, FollowUpCheck, JournalEntry, Page, Suggestion
from claims.vocabulary import FollowUpOutcome, JournalKind, SuggestionOrigin

# With the sweep's rhythm, what a dead worker held is searched again within two minutes.
LEASE = timedelta(seconds=100)
# A cited page is read again at most this often because of its claims.
CITED_REST = timedelta(minutes=15)
MOST_FLAGGED = 200  # at one time: the next sweep flags the next


class Searched(Protocol):
    """How far a search went: articles searched, how many of them read, up to which revision, how many wait.

    shown_from: a suggestion of a lower probability is kept for measuring, and was not found.
    """

    @property
    def articles(self) -> int: ...
    @property
    def read(self) -> int: ...
    @property
    def last_revision_id(self) -> int: ...
    @property
    def remaining(self) -> int: ...
    @property
    def shown_from(self) -> float: ...


class Search(Protocol):
    """How the articles are searched; tasks.py hands in matching's, because stages never call each other."""

    def __call__(self, *, claim_id: int, after_revision: int, now: datetime) -> Searched: ...


def check_claim(*, claim_id: int, now: datetime, search: Search) -> FollowUpCheck | None:
    """Search what came since the last look and write down what was searched and found.

    None when the claim is not due, is closed, or another worker is at it.
    """
    watch = ClaimWatch.objects.select_related("claim").filter(claim_id=claim_id).first()
    if watch is None:
        return None
    token = ClaimWatch.objects.open().reserve(pk=watch.pk, now=now, lease=LEASE)
    if token is None:
        return None
    searched = search(claim_id=claim_id, after_revision=watch.last_revision_id, now=now)
    return _store(watch=watch, token=token, searched=searched, now=now)


def flag_late(*, now: datetime) -> tuple[int, ...]:
    """Say of each search that should have run and did not that it is late: once, until it runs again."""
    overdue = ClaimWatch.objects.overdue(now).select_related("claim").order_by("late_at", "pk")[:MOST_FLAGGED]
    return tuple(watch.claim_id for watch in overdue if _flag(watch, now))


@transaction.atomic
def _flag(watch: ClaimWatch, now: datetime) -> bool:
    unflagged = ClaimWatch.objects.filter(pk=watch.pk, late_since=None, next_check_at=watch.next_check_at)
    if unflagged.update(late_since=now) != 1:
        return False
    after = {"late_since": now, "due_at": watch.next_check_at}
    JournalEntry.objects.write(kind=JournalKind.WATCH_LATE, subject=watch.claim, claim=watch.claim, after=after)
    return True


@transaction.atomic
def _store(*, watch: ClaimWatch, token: uuid.UUID, searched: Searched, now: datetime) -> FollowUpCheck | None:
    """The look and its consequences, or nothing when the watch is no longer ours."""
    held = ClaimWatch.objects.held(pk=watch.pk, token=token)
    if held.update(**_next_look(watch, searched, now), lease_until=None, lease_token=None) != 1:
        return None
    found = _found(watch, searched, now)
    cited = _read_again(watch.claim, now)
    check = FollowUpCheck.objects.record(
        claim=watch.claim,
        started_at=now,
        finished_at=now,
        searched={**_in_words_and_numbers(watch, searched), "cited": cited},
        found=found,
        outcome=FollowUpOutcome.FOUND if found else FollowUpOutcome.NOTHING,
        recorded_at=now,
    )
    _say_that_it_runs_again(watch, now)
    after = {"searched": check.searched, "found": found, "outcome": check.outcome}
    JournalEntry.objects.write(kind=JournalKind.CHECK_FINISHED, subject=check, claim=watch.claim, after=after)
    return check


def _next_look(watch: ClaimWatch, searched: Searched, now: datetime) -> dict[str, Any]:
    pause = _pause(watch.claim, now)
    return {
        "last_checked_at": now,
        "last_revision_id": searched.last_revision_id,
        # A first look through many articles goes on at once.
        "next_check_at": now if searched.remaining else now + pause,
        "late_at": timing.late_at(due_at=now if searched.remaining else now + pause, interval=pause),
        "late_since": None,
        # What a look goes on with was asked for already.
        "asked_at": now if searched.remaining else watch.asked_at,
        "asked": [],
    }


def _pause(claim: Claim, now: datetime) -> timedelta:
    due = claim.criteria.filter(withdrawn_at=None, due_at__isnull=False).order_by("-due_at").first()
    ends = due.due_at if due is not None else claim.speaks_about_until
    # How long we have been looking, not how old the claim is: an old one that was brought in today is young to us.
    first = claim.checks.order_by("pk").values_list("started_at", flat=True).first()
    return timing.next_claim_check(
        made_age=now - first if first else timedelta(0),
        status_open=True,
        deadline=ends - now if ends is not None else None,
    )


def _read_again(claim: Claim, now: datetime) -> int:
    """Make the pages that the claim rests on due, for a silent edit may wait there; how many."""
    cited = Evidence.objects.standing().filter(claim=claim).values("article_id")
    rested = Q(last_read_at=None) | Q(last_read_at__lte=now - CITED_REST)
    pages = Page.objects.filter(rested, article_id__in=cited, next_check_at__isnull=False)
    pages.filter(next_check_at__gt=now).update(next_check_at=now)
    return pages.count()


def _found(watch: ClaimWatch, searched: Searched, now: datetime) -> int:
    """The software's suggestions for the claim since the look before, whichever worker made them."""
    shown = Suggestion.objects.filter(claim=watch.claim, score__gte=searched.shown_from)
    made = shown.filter(origin=SuggestionOrigin.SOFTWARE, created_at__lte=now)
    return (made.filter(created_at__gt=watch.last_checked_at) if watch.last_checked_at else made).count()


def _in_words_and_numbers(watch: ClaimWatch, searched: Searched) -> dict[str, Any]:
    read = Feed.objects.exclude(last_success_at=None)
    if watch.last_checked_at is not None:
        read = read.filter(last_success_at__gt=watch.last_checked_at)
    return {
        "articles": searched.articles,
        "read": searched.read,
        "remaining": searched.remaining,
        "feeds": read.count(),
        "since": watch.last_checked_at and watch.last_checked_at.isoformat(),
        "providers": watch.asked,
    }


def _say_that_it_runs_again(watch: ClaimWatch, now: datetime) -> None:
    if watch.late_since is not None:
        before, after = {"late_since": watch.late_since}, {"recovered_at": now}
        JournalEntry.objects.write(
            kind=JournalKind.WATCH_RECOVERED, subject=watch.claim, claim=watch.claim, before=before, after=after
        )
