"""What waits for a person: each number with its list, all counted by one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import proposals
from claims.admin.acting import editor_of
from claims.admin.desk import without_drafts
from claims.analysis.thresholds import Thresholds
from claims.matching import thresholds
from claims.models import (
    Claim,
    ClaimWatch,
    Complaint,
    ContactAttempt,
    Derivation,
    Evidence,
    Feed,
    Mention,
    Page,
    RelationSuggestion,
    Story,
    Suggestion,
    User,
)
from claims.vocabulary import PageState, Publication, ReviewCause


class CountOf(Subquery):
    """How many rows a question finds, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


@dataclass(frozen=True, slots=True)
class Number:
    """One number, and where exactly that many rows are listed."""

    label: str | Promise
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together."""

    title: str | Promise
    numbers: tuple[Number, ...]

    @property
    def total(self) -> int:
        return sum(one.count for one in self.numbers)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A number before it is counted."""

    group: str | Promise
    label: str | Promise
    rows: "QuerySet[Any]"
    link: str


@dataclass(frozen=True, slots=True)
class Badges:
    """The numbers beside the navigation."""

    suggestions: int
    derivations: int
    mentions: int


SUGGESTED, CLAIMS, SOURCES, YOURS = _("Suggestions"), _("Claims"), _("What they rest on"), _("Yours")


def held_for(request: HttpRequest) -> Thresholds:
    """The thresholds that hold, read once for a page."""
    if not hasattr(request, "held_thresholds"):
        setattr(request, "held_thresholds", thresholds.current())  # noqa: B010  # not a request's own field
    held: Thresholds = getattr(request, "held_thresholds")  # noqa: B009  # likewise
    return held


def badges(request: HttpRequest) -> Badges:
    """The numbers beside the navigation: one question for a page, none for a page that counts them itself."""
    if not hasattr(request, "badges"):
        asked = [*_suggestions(request)[:1], *_pairs(request)[1:], *_yours(request)[:1]]
        _remember(request, _counts(asked, editor_of(request)))
    kept: Badges = getattr(request, "badges")  # noqa: B009  # not a request's own field
    return kept


def groups(request: HttpRequest, *, now: datetime) -> tuple[Group, ...]:
    """Everything that waits on the desk, for whoever asks. One question to the database."""
    suggestions, pairs, yours = _suggestions(request), _pairs(request), _yours(request)
    others = [*_claims(request, now), *_answers(request, now), *_sources(request), *_machines()]
    asked = [*suggestions, *pairs, *others, *yours]
    counts = _counts(asked, editor_of(request))
    _remember(request, [counts[asked.index(one)] for one in (suggestions[0], pairs[1], yours[0])])
    return _grouped(asked, counts)


def of_story(request: HttpRequest, story: Story, *, now: datetime) -> tuple[Group, ...]:
    """What waits in one story. One question to the database."""
    asked = [*_suggestions(request, story), *_claims(request, now, story), *_sources(request, story)]
    return _grouped(asked, _counts(asked, editor_of(request)))


def _remember(request: HttpRequest, counts: Iterable[int]) -> None:
    setattr(request, "badges", Badges(*counts))  # noqa: B010  # not a request's own field


def _counts(asked: Iterable[Asked], person: User) -> list[int]:
    counts = {f"number_{place}": CountOf(one.rows.order_by().values("pk")) for place, one in enumerate(asked)}
    row = User.objects.filter(pk=person.pk).annotate(**counts).values(*counts).get()
    return [int(row[name]) for name in counts]


def _grouped(asked: Iterable[Asked], counts: Iterable[int]) -> tuple[Group, ...]:
    found: dict[str | Promise, list[Number]] = {}
    for one, count in zip(asked, counts, strict=True):
        found.setdefault(one.group, []).append(Number(one.label, count, one.link))
    return tuple(Group(title, tuple(numbers)) for title, numbers in found.items())


def _suggestions(request: HttpRequest, story: Story | None = None) -> list[Asked]:
    held = held_for(request)
    rows = Suggestion.objects.visible_to(editor_of(request)).open().shown(held)
    within: dict[str, Any] = {}
    if story is not None:
        rows, within = rows.filter(claim__story=story), {"story": story.pk}
    strong = rows.filter(score__gte=held.strict)
    again = rows.exclude(said_again_at=None)
    return [
        Asked(SUGGESTED, _("suggestions waiting"), rows, _link("review", within)),
        Asked(SUGGESTED, _("of them strong"), strong, _link("review", within, strong=1)),
        Asked(SUGGESTED, _("said again after a verdict"), again, _link("review", within, said_again=1)),
    ]


def _pairs(request: HttpRequest) -> list[Asked]:
    pairs = RelationSuggestion.objects.open().visible_to(request.user)
    derivations = Derivation.objects.visible_to(editor_of(request)).open()
    return [
        Asked(SUGGESTED, _("pairs of claims to compare"), pairs, _link("pairs")),
        Asked(SUGGESTED, _("derivations to decide"), derivations, _link("derivations")),
    ]


def _claims(request: HttpRequest, now: datetime, story: Story | None = None) -> list[Asked]:
    claims = Claim.objects.visible_to(request.user)
    late = without_drafts(ClaimWatch.objects.late(), request, "claim")
    within: dict[str, Any] = {}
    if story is not None:
        claims, late, within = (
            claims.filter(story=story),
            late.filter(claim__story=story),
            {"story__id__exact": story.pk},
        )
    again = claims.to_look_at_again()
    related = again.filter(review_wanted_for=ReviewCause.RELATED_SETTLED)
    drafts = claims.filter(publication=Publication.DRAFT)
    listed = "claims_claim_changelist"
    asked = [
        Asked(CLAIMS, _("claims to look at again"), again, _link(listed, within, waiting_for="review")),
        Asked(
            CLAIMS,
            _("of them for a related claim that was settled"),
            related,
            _link(listed, within, waiting_for="related"),
        ),
        Asked(
            CLAIMS,
            _("promises and predictions past their deadline"),
            claims.past_deadline(now),
            _link(listed, within, waiting_for="deadline"),
        ),
        Asked(CLAIMS, _("searches that are late"), late, _link(listed, within, waiting_for="late")),
    ]
    if permissions.may_see_drafts(request.user):
        asked.append(
            Asked(CLAIMS, _("drafts waiting for review"), drafts, _link(listed, within, publication__exact="draft"))
        )
    return asked


def _answers(request: HttpRequest, now: datetime) -> list[Asked]:
    """What somebody waits for an answer to: verdicts of colleagues, complaints, and our own questions."""
    contacts = without_drafts(ContactAttempt.objects.visible_to(request.user).overdue(now), request, "claim")
    complaints = Complaint.objects.visible_to(request.user).open()
    asked = [
        Asked(
            CLAIMS,
            _("replies that are overdue"),
            contacts,
            _link("claims_contactattempt_changelist", waiting_for="reply"),
        ),
        Asked(CLAIMS, _("complaints to answer"), complaints, _link("claims_complaint_changelist", state="open")),
    ]
    if settings.SETTLE_NEEDS_TWO_EDITORS:
        asked.append(Asked(CLAIMS, _("verdicts to approve"), proposals.waiting(request.user), _link("proposals")))
    return asked


def _sources(request: HttpRequest, story: Story | None = None) -> list[Asked]:
    rows = without_drafts(Evidence.objects.visible_to(request.user), request, "claim")
    within: dict[str, Any] = {}
    if story is not None:
        rows, within = rows.filter(claim__story=story), {"claim__story__id__exact": story.pk}
    listed = "claims_evidence_changelist"
    return [
        Asked(SOURCES, _("evidence whose source changed"), rows.changed(), _link(listed, within, source="changed")),  # type: ignore[attr-defined]  # an EvidenceQuerySet
        Asked(SOURCES, _("of it with the quotation gone"), rows.unquoted(), _link(listed, within, source="unquoted")),  # type: ignore[attr-defined]  # likewise
    ]


def _machines() -> list[Asked]:
    copies = Page.objects.filter(state=PageState.NEEDS_COPY)
    return [
        Asked(SOURCES, _("feeds that fail"), Feed.objects.failing(), _link("claims_feed_changelist", health="failing")),
        Asked(SOURCES, _("pages that need a copy"), copies, _link("claims_page_changelist", state__exact="needs_copy")),
    ]


def _yours(request: HttpRequest) -> list[Asked]:
    mentions = Mention.objects.reaching(request.user).unseen()
    stories = Story.objects.filter(assignee=editor_of(request))
    return [
        Asked(YOURS, _("mentions of you"), mentions, _link("mentions")),
        Asked(YOURS, _("stories you look after"), stories, _link("claims_story_changelist", whose="mine")),
    ]


def _link(name: str, within: dict[str, Any] | None = None, **more: Any) -> str:
    query = urlencode({**(within or {}), **more})
    return f"{reverse(f'admin:{name}')}?{query}" if query else reverse(f"admin:{name}")
