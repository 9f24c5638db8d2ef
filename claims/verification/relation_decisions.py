"""Decide on suggested relations: each is confirmed by the relation an editor makes of it, or dismissed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import JournalEntry, Relation, RelationDecision, RelationSuggestion, User
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import DecisionAct, JournalKind, SuggestionState


@transaction.atomic
def confirm(*, suggestion_id: int, relation: Relation, editor: User, now: datetime) -> RelationDecision:
    """Say that the relation, which stands, is what was suggested of its two claims.

    The door makes the relation first, in the same transaction. Of two editors who decide at once one wins; the other
    is told. Raises NotAllowed, or Refused when it was decided already or the relation is between others.
    """
    _refuse_unless_decider(editor)
    suggestion = RelationSuggestion.objects.get(pk=suggestion_id)
    ends = {suggestion.claim_id, suggestion.other_id}
    if relation.withdrawn_at is not None or {relation.claim_id, relation.other_id} != ends:
        raise Refused(_("The relation is not one that stands between these two claims."), field="relation")
    _win(suggestion_id, SuggestionState.CONFIRMED, relation)
    return _decide(suggestion, DecisionAct.CONFIRMED, JournalKind.RELATION_CONFIRMED, "", editor, relation)


@transaction.atomic
def dismiss(*, suggestion_id: int, reason: str, editor: User, now: datetime) -> RelationDecision:
    """Say that two claims are not so related. Raises NotAllowed or Refused."""
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say in a word why it is dismissed."), field="reason")
    _win(suggestion_id, SuggestionState.DISMISSED, None)
    suggestion = RelationSuggestion.objects.get(pk=suggestion_id)
    return _decide(suggestion, DecisionAct.DISMISSED, JournalKind.RELATION_DISMISSED, reason, editor, None)


@transaction.atomic
def reverse(*, suggestion_id: int, reason: str, editor: User, now: datetime) -> Relation | None:
    """Take a decision back: the suggestion is open again. The relation that confirmed it, for the door to withdraw.

    Raises NotAllowed or Refused.
    """
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say why the decision is taken back."), field="reason")
    suggestion = RelationSuggestion.objects.select_related("relation__claim").get(pk=suggestion_id)
    decided = RelationSuggestion.objects.filter(pk=suggestion_id).exclude(state=SuggestionState.OPEN)
    if decided.update(state=SuggestionState.OPEN, relation=None) != 1:
        raise Refused(_("Nobody has decided on this suggestion."))
    _decide(suggestion, DecisionAct.REVERSED, JournalKind.RELATION_REVERSED, reason, editor, suggestion.relation)
    return suggestion.relation


def _refuse_unless_decider(editor: User) -> None:
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not decide on suggested relations."))


def _win(suggestion_id: int, state: SuggestionState, relation: Relation | None) -> None:
    undecided = RelationSuggestion.objects.filter(pk=suggestion_id, state=SuggestionState.OPEN)
    if undecided.update(state=state, relation=relation) != 1:
        raise Refused(_("Somebody has decided on this suggestion already."))


def _decide(
    suggestion: RelationSuggestion,
    act: DecisionAct,
    kind: JournalKind,
    reason: str,
    editor: User,
    relation: Relation | None,
) -> RelationDecision:
    stamp = JournalEntry.objects.stamp()
    decision = RelationDecision.objects.record(
        suggestion=suggestion,
        act=act,
        relation=relation,
        reason=reason,
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=kind,
        subject=suggestion,
        claim=suggestion.claim,
        after={"act": act, "other": suggestion.other.public_id, "relation": relation and relation.public_id},
        actor=editor,
        reason=reason,
        stamp=stamp,
    )
    return decision
