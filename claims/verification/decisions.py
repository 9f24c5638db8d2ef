"""Decide on suggestions: each becomes evidence or is dismissed, and each decision can be taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import (
    Appearance,
    Article,
    Capture,
    Claim,
    ContactAttempt,
    Decision,
    Evidence,
    FollowUpCheck,
    JournalEntry,
    Revision,
    Source,
    Suggestion,
    User,
)
from claims.refusals import NotAllowed, Refused, Stale
from claims.verification import contacts, evidence, readings
from claims.vocabulary import (
    DecisionAct,
    JournalKind,
    Precision,
    SuggestionOrigin,
    SuggestionState,
    Visibility,
)

# Stands where a reason must: words about restricted evidence are kept in no row.
UNTOLD: Final = "restricted"


@transaction.atomic
def confirm(
    *,
    suggestion_id: int,
    stance: str,
    editor: User,
    now: datetime,
    headline_stance: str = "",
    quotation: str | None = None,
    note: str = "",
    source: Source | None = None,
    interest: str | None = None,
    basis: str | None = None,
    shown_at: datetime | None = None,
    shown_precision: str = Precision.DAY,
    shown_zone: str = "UTC",
    visibility: str = Visibility.PUBLIC,
    readers: Sequence[User] = (),
    imported_at: datetime | None = None,
) -> Evidence:
    """Make a suggestion evidence, with the stance the editor read.

    `quotation` None: the sentence the suggestion marked. Of two editors who decide at once one wins; the other is
    told. Raises NotAllowed, or Refused when it was decided already or a value is wrong.
    """
    suggestion = _won(suggestion_id, SuggestionState.CONFIRMED, editor)
    _decide(suggestion, DecisionAct.CONFIRMED, "", editor, JournalKind.SUGGESTION_CONFIRMED, imported_at)
    bearer: dict[str, Any] = {"article": suggestion.article, "suggestion": suggestion}
    kept = evidence.keep(
        claim=suggestion.claim,
        bearer=bearer,
        source=source,
        interest=interest,
        basis=basis,
        shown_at=shown_at,
        shown_precision=shown_precision,
        shown_zone=shown_zone,
        visibility=visibility,
        note="" if visibility != Visibility.RESTRICTED else note,
        readers=readers,
        editor=editor,
        now=now,
        imported_at=imported_at,
    )
    marked = str(suggestion.reasons.get("sentence", "")) if quotation is None else quotation
    is_restricted = visibility == Visibility.RESTRICTED
    readings.read(
        evidence=kept,
        stance=stance,
        headline_stance=headline_stance,
        quotation="" if is_restricted else _in_text(suggestion.revision, marked, is_given=quotation is not None),
        note="" if is_restricted else note,
        revision=suggestion.revision,
        editor=editor,
        now=now,
        imported_at=imported_at,
    )
    return kept


@transaction.atomic
def dismiss(*, suggestion_id: int, reason: str, editor: User, now: datetime) -> Decision:
    """Say that an article does not follow up a claim. Raises NotAllowed or Refused."""
    if not reason.strip():
        raise Refused(_("Say in a word why it is dismissed."), field="reason")
    suggestion = _won(suggestion_id, SuggestionState.DISMISSED, editor)
    return _decide(suggestion, DecisionAct.DISMISSED, reason, editor, JournalKind.SUGGESTION_DISMISSED, None)


@transaction.atomic
def reverse(
    *, suggestion_id: int, reason: str, editor: User, now: datetime, seen_number: int | None = None
) -> Decision:
    """Take a decision back: the suggestion is open again, and its evidence withdrawn.

    `seen_number`: the journal number of the decision that is meant. Raises NotAllowed, Refused, or Stale when a later
    one stands there.
    """
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say why the decision is taken back."), field="reason")
    if seen_number is not None:
        _refuse_a_later_one(suggestion_id, seen_number)
    decided = Suggestion.objects.filter(pk=suggestion_id).exclude(state=SuggestionState.OPEN)
    if decided.update(state=SuggestionState.OPEN) != 1:
        raise Refused(_("Nobody has decided on this suggestion."))
    suggestion = Suggestion.objects.select_related("claim", "article", "revision").get(pk=suggestion_id)
    standing = Evidence.objects.standing().filter(suggestion=suggestion).first()
    if standing is not None:
        evidence.withdraw(evidence=standing, reason=reason, editor=editor, now=now)
        if standing.visibility == Visibility.RESTRICTED:
            reason = UNTOLD
    return _decide(suggestion, DecisionAct.REVERSED, reason, editor, JournalKind.SUGGESTION_REVERSED, None)


@transaction.atomic
def add_by_hand(
    *,
    claim: Claim,
    stance: str,
    editor: User,
    now: datetime,
    article: Article | None = None,
    capture: Capture | None = None,
    appearance: Appearance | None = None,
    contact_attempt: ContactAttempt | None = None,
    follow_up_check: FollowUpCheck | None = None,
    source: Source | None = None,
    interest: str | None = None,
    basis: str | None = None,
    shown_at: datetime | None = None,
    shown_precision: str = Precision.DAY,
    shown_zone: str = "UTC",
    visibility: str = Visibility.PUBLIC,
    note: str = "",
    quotation: str = "",
    readers: Sequence[User] = (),
    imported_at: datetime | None = None,
) -> Evidence:
    """Add evidence an editor found. An article becomes a suggestion of origin *editor*, confirmed at once.

    Raises NotAllowed, or Refused unless exactly one article, capture, appearance, contact attempt or check is given.
    """
    _refuse_unless_decider(editor)
    given = {
        "article": article,
        "capture": capture,
        "appearance": appearance,
        "contact_attempt": contact_attempt,
        "follow_up_check": follow_up_check,
    }
    bearers = {name: one for name, one in given.items() if one is not None}
    if len(bearers) != 1:
        raise Refused(_("Evidence is exactly one thing: an article, a capture, an appearance, a reply or a check."))
    if capture is not None and capture.seal_id is not None and visibility != Visibility.RESTRICTED:
        raise Refused(_("A sealed capture can only be restricted evidence."), field="visibility")
    if contact_attempt is not None:
        contacts.refuse_as_evidence(contact_attempt, claim=claim, visibility=visibility, editor=editor)
    if article is not None:
        return _add_article(
            claim,
            article,
            stance,
            editor,
            now,
            quotation,
            imported_at,
            {
                "note": note,
                "source": source,
                "interest": interest,
                "basis": basis,
                "shown_at": shown_at,
                "shown_precision": shown_precision,
                "shown_zone": shown_zone,
                "visibility": visibility,
                "readers": readers,
            },
        )
    kept = evidence.keep(
        claim=claim,
        bearer=dict(bearers),
        source=source,
        interest=interest,
        basis=basis,
        shown_at=shown_at or _moment_of(capture, appearance, contact_attempt, follow_up_check),
        shown_precision=shown_precision,
        shown_zone=shown_zone,
        visibility=visibility,
        note=note,
        readers=readers,
        editor=editor,
        now=now,
        imported_at=imported_at,
    )
    readings.read(
        evidence=kept,
        stance=stance,
        quotation="" if visibility == Visibility.RESTRICTED else quotation,
        editor=editor,
        now=now,
        imported_at=imported_at,
    )
    return kept


def _refuse_unless_decider(editor: User) -> None:
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not decide on suggestions and evidence."))


def _refuse_a_later_one(suggestion_id: int, seen_number: int) -> None:
    Suggestion.objects.select_for_update().get(pk=suggestion_id)  # nobody decides while this is asked
    newest = Decision.objects.filter(suggestion=suggestion_id).order_by("-number").first()
    if newest is not None and newest.number != seen_number:
        raise Stale(_("%(who)s has decided on this since: nothing was taken back.") % {"who": newest.by})


def _won(suggestion_id: int, state: SuggestionState, editor: User) -> Suggestion:
    """The suggestion, taken from open to `state` by this call and no other."""
    _refuse_unless_decider(editor)
    if Suggestion.objects.open().filter(pk=suggestion_id).update(state=state) != 1:
        raise Refused(_("Somebody has decided on this suggestion already."))
    return Suggestion.objects.select_related("claim", "article", "revision__body").get(pk=suggestion_id)


def _decide(
    suggestion: Suggestion, act: DecisionAct, reason: str, editor: User, kind: JournalKind, imported_at: datetime | None
) -> Decision:
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)
    decision = Decision.objects.record(
        suggestion=suggestion, act=act, reason=reason, by=editor, number=stamp.number, recorded_at=stamp.recorded_at
    )
    JournalEntry.objects.write(
        kind=kind,
        subject=suggestion,
        claim=suggestion.claim,
        after={"act": act, "article": suggestion.article.public_id},
        actor=editor,
        reason=reason,
        stamp=stamp,
    )
    return decision


def _in_text(revision: Revision, sentence: str, *, is_given: bool) -> str:
    """The sentence the suggestion marked, if it stands in the revision; what an editor gave is never dropped."""
    return sentence if is_given or sentence in revision.body.text() or sentence in revision.title else ""


def _moment_of(
    capture: Capture | None, appearance: Appearance | None, attempt: ContactAttempt | None, check: FollowUpCheck | None
) -> datetime | None:
    if capture is not None:
        return capture.shot_at
    if appearance is not None:
        return appearance.appeared_at
    if attempt is not None:
        return attempt.happened_at
    return check.finished_at if check else None


def _add_article(
    claim: Claim,
    article: Article,
    stance: str,
    editor: User,
    now: datetime,
    quotation: str,
    imported_at: datetime | None,
    about: dict[str, Any],
) -> Evidence:
    revision = article.revisions.order_by("-number").first()
    if revision is None:
        raise Refused(_("This article has not been read yet."), field="article")
    suggestion, is_new = Suggestion.objects.get_or_create(
        article=article,
        claim=claim,
        defaults={
            "revision": revision,
            "origin": SuggestionOrigin.EDITOR,
            "score": 1.0,
            "created_at": imported_at or now,
        },
    )
    if not is_new and suggestion.state == SuggestionState.DISMISSED:
        reverse(suggestion_id=suggestion.pk, reason="Added by hand.", editor=editor, now=now)
    return confirm(
        suggestion_id=suggestion.pk,
        stance=stance,
        quotation=quotation,
        editor=editor,
        now=now,
        imported_at=imported_at,
        **about,
    )
