"""Say in words what an act was, and fold what one person did many times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.analysis import kept_sentences
from claims.models import JournalEntry
from claims.vocabulary import JournalKind, VerificationStatus

# What a shift is told; searches, copies, tokens and the machine's own suggestions have their numbers and lists.
PHRASES: dict[str, str | Promise] = {
    JournalKind.CLAIM_RECORDED: gettext_lazy("recorded the claim"),
    JournalKind.CLAIM_EDITED: gettext_lazy("changed its wording"),
    JournalKind.CLAIM_PUBLISHED: gettext_lazy("published it"),
    JournalKind.CLAIM_UNPUBLISHED: gettext_lazy("took it down"),
    JournalKind.CLAIM_QUEUED: gettext_lazy("asked for another look"),
    JournalKind.CLAIM_REVIEWED: gettext_lazy("took another look"),
    JournalKind.APPEARANCE_RECORDED: gettext_lazy("added an appearance"),
    JournalKind.APPEARANCE_EDITED: gettext_lazy("changed an appearance"),
    JournalKind.APPEARANCE_WITHDRAWN: gettext_lazy("withdrew an appearance"),
    JournalKind.CRITERION_RECORDED: gettext_lazy("wrote what would settle it"),
    JournalKind.CRITERION_WITHDRAWN: gettext_lazy("withdrew a criterion"),
    JournalKind.RELATION_RECORDED: gettext_lazy("related it to another claim"),
    JournalKind.RELATION_WITHDRAWN: gettext_lazy("withdrew a relation"),
    JournalKind.SUGGESTION_CONFIRMED: gettext_lazy("confirmed a suggestion"),
    JournalKind.SUGGESTION_DISMISSED: gettext_lazy("dismissed a suggestion"),
    JournalKind.SUGGESTION_REVERSED: gettext_lazy("took a decision back"),
    JournalKind.EVIDENCE_RECORDED: gettext_lazy("added evidence"),
    JournalKind.EVIDENCE_EDITED: gettext_lazy("changed evidence"),
    JournalKind.EVIDENCE_WITHDRAWN: gettext_lazy("withdrew evidence"),
    JournalKind.STANCE_READ: gettext_lazy("read a stance"),
    JournalKind.STATUS_CHANGED: gettext_lazy("changed the status"),
    JournalKind.REVIEW_RECORDED: gettext_lazy("recorded a published review"),
    JournalKind.WATCH_LATE: gettext_lazy("noticed that its search is late"),
    JournalKind.WATCH_RECOVERED: gettext_lazy("searches for it again"),
    JournalKind.STORY_RECORDED: gettext_lazy("opened the story"),
    JournalKind.STORY_EDITED: gettext_lazy("changed the story"),
    JournalKind.STORY_NOTED: gettext_lazy("wrote a note"),
    JournalKind.FEED_ADDED: gettext_lazy("added the feed"),
    JournalKind.FEED_PAUSED: gettext_lazy("paused the feed"),
    JournalKind.FEED_RESUMED: gettext_lazy("resumed the feed"),
    JournalKind.FEED_GONE: gettext_lazy("found the feed gone for good"),
    JournalKind.FEED_DOWN: gettext_lazy("found that the feed does not answer"),
    JournalKind.FEED_RECOVERED: gettext_lazy("found that the feed answers again"),
    JournalKind.FEED_GIVEN_UP: gettext_lazy("gave the feed up"),
    JournalKind.FEED_QUARANTINED: gettext_lazy("set the feed aside"),
    JournalKind.FEED_MOVED: gettext_lazy("followed the feed to its new address"),
    JournalKind.THRESHOLDS_ADOPTED: gettext_lazy("adopted thresholds of matching"),
}
TOLD = tuple(PHRASES)
# Each of these is told by itself: no two of them say the same.
APART = {
    JournalKind.STATUS_CHANGED,
    JournalKind.CLAIM_QUEUED,
    JournalKind.CLAIM_REVIEWED,
    JournalKind.CLAIM_UNPUBLISHED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody did, how many times, when last, and why."""

    who: str
    what: str
    times: int
    at: datetime
    reason: str


def subject_of(entry: JournalEntry) -> str:
    """The story or feed that an act without a claim is about: a note is about its story."""
    return str(entry.after.get("story") or entry.subject_id)


def lines(entries: Iterable[JournalEntry], named: Mapping[str, Any]) -> tuple[Line, ...]:
    """The acts on one thing, from the first to the last; what one person did again is told once, with how often."""
    folded: dict[Any, list[JournalEntry]] = {}
    for entry in entries:
        key = entry.pk if entry.kind in APART else (entry.kind, entry.actor_id)
        folded.setdefault(key, []).append(entry)
    return tuple(_line(ones, named) for ones in folded.values())


def _line(entries: list[JournalEntry], named: Mapping[str, Any]) -> Line:
    last = entries[-1]
    return Line(
        who=str(last.actor) if last.actor else _("The software"),
        what=_what(last, named),
        times=len(entries),
        at=last.recorded_at,
        reason=_reason(last) if last.kind in APART else "",
    )


def _what(entry: JournalEntry, named: Mapping[str, Any]) -> str:
    if entry.kind != JournalKind.STATUS_CHANGED:
        return str(PHRASES[entry.kind])
    rating = named.get(str(entry.after.get("rating")))
    told = {"before": _status(entry.before), "after": _status(entry.after)}
    words = _("changed the status from %(before)s to %(after)s") % told
    return f"{words}: {rating}" if rating is not None else words


def _status(state: Mapping[str, Any]) -> str:
    return str(VerificationStatus(state["status"]).label)


def _reason(entry: JournalEntry) -> str:
    """Why; a claim that waits says it itself, as its queue does."""
    if entry.kind == JournalKind.CLAIM_QUEUED and not entry.reason and entry.claim is not None:
        return kept_sentences.told(entry.claim.review_wanted_because)
    return kept_sentences.told(entry.reason)
