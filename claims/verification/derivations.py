"""Decide what an article rests on: only what an editor confirms is counted by."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import (
    Article,
    Claimant,
    Derivation,
    DerivationDecision,
    JournalEntry,
    Source,
    Stamp,
    User,
)
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import (
    Basis,
    ClaimantKind,
    DecisionAct,
    Interest,
    JournalKind,
    Naming,
    SourceKind,
    SuggestionState,
)


@transaction.atomic
def confirm(
    *,
    derivation_id: int,
    editor: User,
    now: datetime,
    source: Source | None = None,
    interest: str = "",
    imported_at: datetime | None = None,
) -> Derivation:
    """Say that the article rests on it. Where that is a Source nobody has written down yet, it is made by this act.

    `source`: another Source than the proposed one; `interest`: the usual interest of one that is made, a claimant's
    being `party` unless said. Raises NotAllowed, or Refused when it was decided already, when the original is the
    later of the two, when they would rest on each other, or for a restricted Source.
    """
    _refuse_unless_decider(editor)
    derivation = _rows().select_for_update(of=("self",)).get(pk=derivation_id)
    if derivation.state != SuggestionState.OPEN:
        raise Refused(_("Somebody has decided on this derivation already."))
    if derivation.original is None:
        named = source or _proposed(derivation) or _made(derivation, interest, editor, imported_at)
        _refuse_source(derivation, named)
        derivation.source = named
    elif source is not None:
        raise Refused(_("This article rests on another article, not on a source."), field="source")
    stamp = JournalEntry.objects.stamp(imported_at=imported_at)  # from here on nobody else decides
    if derivation.original is not None:
        _refuse_order(derivation.article, derivation.original)
    derivation.state = SuggestionState.CONFIRMED
    derivation.save(update_fields=["state", "source"])
    _decide(derivation, DecisionAct.CONFIRMED, "", editor, JournalKind.DERIVATION_CONFIRMED, stamp)
    return derivation


@transaction.atomic
def dismiss(*, derivation_id: int, reason: str, editor: User, now: datetime) -> DerivationDecision:
    """Say that the article does not rest on it. Raises NotAllowed or Refused."""
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say in a word why it is dismissed."), field="reason")
    if Derivation.objects.open().filter(pk=derivation_id).update(state=SuggestionState.DISMISSED) != 1:
        raise Refused(_("Somebody has decided on this derivation already."))
    derivation = _rows().get(pk=derivation_id)
    return _decide(derivation, DecisionAct.DISMISSED, reason, editor, JournalKind.DERIVATION_DISMISSED)


@transaction.atomic
def reverse(*, derivation_id: int, reason: str, editor: User, now: datetime) -> DerivationDecision:
    """Take a decision back: the derivation is open again and counts for nothing. Raises NotAllowed or Refused."""
    _refuse_unless_decider(editor)
    if not reason.strip():
        raise Refused(_("Say why the decision is taken back."), field="reason")
    decided = Derivation.objects.filter(pk=derivation_id).exclude(state=SuggestionState.OPEN)
    if decided.update(state=SuggestionState.OPEN) != 1:
        raise Refused(_("Nobody has decided on this derivation."))
    derivation = _rows().get(pk=derivation_id)
    return _decide(derivation, DecisionAct.REVERSED, reason, editor, JournalKind.DERIVATION_REVERSED)


def _refuse_unless_decider(editor: User) -> None:
    if not permissions.may_decide(editor):
        raise NotAllowed(_("Your role may not decide what an article rests on."))


def _rows() -> "QuerySet[Derivation]":
    related = ("article", "original", "source__merged_into", "claimant__merged_into", "claim")
    return Derivation.objects.select_related(*related)


def _proposed(derivation: Derivation) -> Source | None:
    """The Source that it names; the claimant's; the one that another report of the same briefing rests on."""
    if derivation.source is not None:
        return derivation.source.survivor
    if derivation.claimant is not None:
        return Source.objects.that_are(derivation.claimant.survivor).order_by("pk").first()
    siblings = Derivation.objects.confirmed().filter(briefing=derivation.briefing).exclude(source=None)
    first = siblings.select_related("source__merged_into").order_by("pk").first()
    return first.source.survivor if first and first.source else None


def _made(derivation: Derivation, interest: str, editor: User, imported_at: datetime | None) -> Source:
    """The Source that is the claimant, or the briefing as it is described."""
    claimant = derivation.claimant and derivation.claimant.survivor
    source = Source.objects.create(
        name=str(claimant) if claimant else derivation.described,
        kind=_kind_of(claimant) if claimant else SourceKind.BRIEFING,
        naming=Naming.DESCRIBED if claimant is None or claimant.kind == ClaimantKind.UNNAMED else Naming.NAMED,
        interest=interest or (Interest.PARTY if claimant else Interest.UNKNOWN),
        basis=Basis.UNKNOWN,
        claimant=claimant,
    )
    JournalEntry.objects.write(
        kind=JournalKind.SOURCE_RECORDED,
        subject=source,
        # Not the name: one who is at risk tomorrow must be able to go.
        after={
            "kind": source.kind,
            "naming": source.naming,
            "interest": source.interest,
            "basis": source.basis,
        },
        actor=editor,
        stamp=JournalEntry.objects.stamp(imported_at=imported_at),
    )
    return source


def _kind_of(claimant: Claimant) -> SourceKind:
    return SourceKind.PERSON if claimant.kind == ClaimantKind.PERSON else SourceKind.BODY


def _refuse_source(derivation: Derivation, source: Source) -> None:
    """Public numbers come of it: a Source at risk is named at restricted evidence only."""
    if source.naming == Naming.RESTRICTED:
        raise Refused(_("What rests on a restricted source is restricted evidence."), field="source")
    others = Derivation.objects.filter(article=derivation.article, kind=derivation.kind, source=source)
    if others.exclude(pk=derivation.pk).exists():
        raise Refused(_("This article rests on this source already."), field="source")


def _refuse_order(article: Article, original: Article) -> None:
    if original.appeared_at > article.appeared_at:
        raise Refused(_("The original appeared later than this article: it cannot rest on it."))
    if article.pk in _all_below(original.pk):
        raise Refused(_("The original rests on this article: they cannot rest on each other."))


def _all_below(article_id: int) -> set[int]:
    """The article and every one that it rests on by confirmed derivations."""
    found, newest = {article_id}, {article_id}
    while newest:
        rows = Derivation.objects.confirmed().filter(article__in=newest, original__isnull=False)
        newest = set(rows.values_list("original_id", flat=True)) - found
        found |= newest
    return found


def _decide(
    derivation: Derivation,
    act: DecisionAct,
    reason: str,
    editor: User,
    kind: JournalKind,
    stamp: Stamp | None = None,
) -> DerivationDecision:
    stamp = stamp or JournalEntry.objects.stamp()
    source = derivation.source if act == DecisionAct.CONFIRMED else None
    decision = DerivationDecision.objects.record(
        derivation=derivation,
        act=act,
        source=source,
        reason=reason.strip(),
        by=editor,
        number=stamp.number,
        recorded_at=stamp.recorded_at,
    )
    JournalEntry.objects.write(
        kind=kind,
        subject=derivation,
        claim=derivation.claim,
        after={
            "act": act,
            "kind": derivation.kind,
            "article": derivation.article.public_id,
            "original": derivation.original and derivation.original.public_id,
            "source": source and source.public_id,
        },
        actor=editor,
        reason=reason.strip(),
        stamp=stamp,
    )
    return decision
