"""Say in an editor's words why two claims are shown together, and mark what they share in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims.analysis import claim_pairs, marking
from claims.analysis.marking import Run
from claims.models import Claim, RelationSuggestion

WORDS_TOLD = 10
SEEN_AS = {
    claim_pairs.DUPLICATE: lambda: _("Looks like the same claim"),
    claim_pairs.CONTRADICTS: lambda: _("Looks like the opposite"),
    claim_pairs.REPEATS: lambda: _("Looks like the same about another period"),
    claim_pairs.ALIKE: lambda: _("Somewhat like it"),
    claim_pairs.ANOTHER: lambda: _("Much the same words, another number"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims, its shared words marked."""

    claim: Claim
    statement: tuple[Run, ...]
    quotation: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A pair as the desk shows it."""

    older: Side
    newer: Side
    seen_as: str
    reasons: tuple[str, ...]


def tell(suggestion: RelationSuggestion) -> Told:
    """Both claims marked, and the reasons in words."""
    reasons: Mapping[str, Any] = suggestion.reasons
    words = list(map(str, reasons.get("words", ())))
    return Told(
        older=side(suggestion.claim, words),
        newer=side(suggestion.other, words),
        seen_as=SEEN_AS[suggestion.kind](),
        reasons=tuple(in_words(reasons, here=_("the older claim"), there=_("the newer claim"))),
    )


def side(claim: Claim, words: list[str]) -> Side:
    return Side(
        claim=claim,
        statement=marking.mark(claim.statement, matched=words, best=None),
        quotation=marking.mark(claim.quotation, matched=words, best=None),
    )


def in_words(reasons: Mapping[str, Any], *, here: str, there: str) -> list[str]:
    """What turns one round, when each was, what both share, and what only one of them has."""
    told = [*_opposite(reasons, here, there)]
    periods = reasons.get("periods") or ["", ""]
    if all(periods) and periods[0] != periods[1]:
        told.append(_("Periods: %(one)s and %(other)s.") % {"one": periods[0], "other": periods[1]})
    for name, sentence in (
        ("words", _("Both say: %(them)s.")),
        ("only_here", _("Only %(side)s says: %(them)s.")),
        ("only_there", _("Only %(side)s says: %(them)s.")),
    ):
        if words := reasons.get(name, [])[:WORDS_TOLD]:
            told.append(sentence % {"side": here if name == "only_here" else there, "them": ", ".join(words)})
    return told


def _opposite(reasons: Mapping[str, Any], here: str, there: str) -> list[str]:
    if not reasons.get("opposition"):
        return []
    mine, theirs, _kind = reasons["opposition"]
    sides = [(here, mine), (there, theirs)]
    told = [_("“%(word)s” in %(side)s turns it round.") % {"word": word, "side": side} for side, word in sides if word]
    if not reasons.get("is_claimant_known"):
        told.append(_("Who said it is not recorded for both: they may be one claimant’s."))
    return told
