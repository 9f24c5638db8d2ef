"""Compare two claims: the same, the same about another period, the opposite, or another claim."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from claims.analysis import polarity, words
from claims.analysis.lexical_features import SHARED, Bag, PreparedClaim
from claims.analysis.lexical_model import Model
from claims.analysis.polarity import Opposition

DUPLICATE: Final = "duplicate"
REPEATS: Final = "repeats"
CONTRADICTS: Final = "contradicts"
ANOTHER: Final = "another"  # much the same words and a figure or name that differs
ALIKE: Final = "alike"  # near enough to show to somebody who is entering a claim, too far to propose
KINDS: Final = (DUPLICATE, REPEATS, CONTRADICTS, ANOTHER, ALIKE)

LONGEST: Final = 2_000  # characters read of a statement or a quotation
HEAVIEST: Final = 16  # roots by which a claim is found
ASKED: Final = 10  # of them are asked for

# Chosen on labelled headlines (docs/matching.md): from here on most pairs are what they are called.
LIKELY: Final = 0.62
NEAR_CERTAIN: Final = 0.9
OPPOSED: Final = 0.5
SAME_SUBJECT: Final = 0.45
_WORTH_READING: Final = 0.3
_NAME_DIFFERS: Final = 0.75  # what is left of the likeness when each side names somebody else

_MONTHS: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|"
    r"январ[ьея]|феврал[ьея]|март[ае]?|апрел[ьея]|ма[йея]|июн[ьея]|июл[ьея]|август[ае]?|сентябр[ьея]|октябр[ьея]|"
    r"ноябр[ьея]|декабр[ьея]|січ(?:ень|ня)|лют(?:ий|ого)|берез(?:ень|ня)|квіт(?:ень|ня)|трав(?:ень|ня)|"
    r"черв(?:ень|ня)|лип(?:ень|ня)|серп(?:ень|ня)|верес(?:ень|ня)|жовт(?:ень|ня)|листопада?|груд(?:ень|ня)"
)
_DATE: Final = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{_MONTHS})\b|"
    rf"\b(?P<month_first>{_MONTHS})\.?\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?\b|"
    rf"\b(?P<month_alone>{_MONTHS})\b|"
    r"\b(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PairText:
    """One of two claims as it reads now; claimants are ids of who said it (empty: nobody is named yet)."""

    claim_id: int
    statement: str
    quotation: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    claimants: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PairReasons:
    """Why, in the words of the two claims: what they share, what only one of them has, what turns one round."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    periods: tuple[str, str]
    opposition: Opposition | None
    is_claimant_known: bool

    def turned(self) -> "PairReasons":
        """The same reasons told from the other claim."""
        against = self.opposition
        return replace(
            self,
            only_here=self.only_there,
            only_there=self.only_here,
            periods=(self.periods[1], self.periods[0]),
            opposition=Opposition(against.other_word, against.word, against.kind) if against else None,
        )

    def as_json(self) -> dict[str, object]:
        """The reasons as JSON values."""
        against = self.opposition
        return {
            "words": list(self.words),
            "names": list(self.names),
            "numbers": list(self.numbers),
            "only_here": list(self.only_here),
            "only_there": list(self.only_there),
            "periods": list(self.periods),
            "opposition": [against.word, against.other_word, against.kind] if against else [],
            "is_claimant_known": self.is_claimant_known,
        }


@dataclass(frozen=True, slots=True)
class Pair:
    """How a claim bears on another; likeness 0..1 is the share of their words that meet, weighed by rarity."""

    claim_id: int
    kind: str
    likeness: float
    reasons: PairReasons

    @property
    def is_near_certain(self) -> bool:
        """The same claim in all but its last word."""
        return self.kind == DUPLICATE and self.likeness >= NEAR_CERTAIN


class PreparedPair:
    """A claim read once for all the claims it is compared with."""

    __slots__ = ("claim", "lines")

    def __init__(self, claim: PairText, model: Model) -> None:
        self.claim = claim
        written = (claim.statement[:LONGEST], claim.quotation[:LONGEST])
        lines = [_Line(PreparedClaim(claim.claim_id, text, model)) for text in dict.fromkeys(written) if text.strip()]
        self.lines = tuple(line for line in lines if line.words.total)


class _Line:
    __slots__ = ("bag", "dates", "words")

    def __init__(self, words: PreparedClaim) -> None:
        self.words = words
        self.bag = Bag(words.rarities)
        self.dates = _dates(words.text)


def heaviest_roots(statement: str, quotation: str, model: Model, *, most: int = HEAVIEST) -> tuple[str, ...]:
    """The rarest roots of a claim, by which others like it are found; at most `most`, the rarest first."""
    rarities: dict[str, float] = {}
    for text in (statement[:LONGEST], quotation[:LONGEST]):
        rarities |= PreparedClaim(0, text, model).rarities
    ranked = sorted((root for root in rarities if rarities[root] > 0), key=lambda root: (-rarities[root], root))
    return tuple(ranked[:most])


def similar(claim: PairText, others: Iterable[PairText], *, model: Model, most: int) -> tuple[Pair, ...]:
    """Those of the others that are like the claim, most alike first; nothing is said of the rest."""
    prepared = PreparedPair(claim, model)
    pairs = [compare(prepared, PreparedPair(other, model)) for other in others if other.claim_id != claim.claim_id]
    found = [pair for pair in pairs if pair is not None]
    return tuple(sorted(found, key=lambda pair: (-pair.likeness, pair.claim_id))[:most])


def compare(claim: PreparedPair, other: PreparedPair) -> Pair | None:
    """How `other` bears on `claim`, by the two lines (statement or quotation) that are most alike.

    Opposite polarity about one subject is a contradiction when somebody else says it. The same words about another
    period repeat; with another number they are another claim. None: they have too little in common to say.
    """
    here, there, likeness = _closest(claim, other)
    if here is None or there is None or likeness < _WORTH_READING:
        return None
    reasons = _reasons(here, there, claim.claim, other.claim)
    if reasons.opposition is not None and reasons.opposition.kind == polarity.ANTONYM:
        # The two words that make them opposites are about one thing: they do not part the subjects.
        likeness = _likeness(here, there, apart=_roots(reasons.opposition.word, reasons.opposition.other_word))
    if likeness < SAME_SUBJECT:
        return None
    kind = _kind(here, there, likeness, reasons, claim.claim, other.claim)
    return Pair(other.claim.claim_id, kind, likeness, reasons)


def _closest(one: PreparedPair, other: PreparedPair) -> tuple[_Line | None, _Line | None, float]:
    best: tuple[_Line | None, _Line | None, float] = (None, None, 0.0)
    for here in one.lines:
        for there in other.lines:
            likeness = _likeness(here, there)
            if likeness > best[2]:
                best = (here, there, likeness)
    return best


def _roots(*written: str) -> frozenset[str]:
    return frozenset(word.root for text in written for word in words.words_of(text))


def _likeness(here: _Line, there: _Line, *, apart: frozenset[str] = frozenset()) -> float:
    """The harmonic mean of the shares of each that the other covers; less when each names somebody else."""
    mine, theirs = _covered(here, there, apart), _covered(there, here, apart)
    if not mine or not theirs:
        return 0.0
    names_differ = bool(_missing(here.words.names, there.bag)) and bool(_missing(there.words.names, here.bag))
    return min(1.0, 2 * mine * theirs / (mine + theirs) * (_NAME_DIFFERS if names_differ else 1.0))


def _covered(one: _Line, other: _Line, apart: frozenset[str]) -> float:
    weighed = {root: rarity for root, rarity in one.words.rarities.items() if root not in apart}
    total = math.fsum(weighed.values())
    return math.fsum(rarity * other.bag.meets(root) for root, rarity in weighed.items()) / total if total else 0.0


def _missing(names: Iterable[str], bag: Bag) -> list[str]:
    return [root for root in names if bag.meets(root) < SHARED]


def _kind(here: _Line, there: _Line, likeness: float, reasons: PairReasons, claim: PairText, other: PairText) -> str:
    is_another_time = _periods_differ(claim, other) or _dates_differ(here, there)
    if reasons.opposition is not None:
        is_same_voice = bool(claim.claimants & other.claimants)
        is_one_subject = likeness >= OPPOSED and not is_another_time and _is_one_subject(reasons, likeness)
        return CONTRADICTS if is_one_subject and not is_same_voice else ALIKE
    if likeness < LIKELY:
        return ALIKE
    if is_another_time:
        return REPEATS
    return ANOTHER if _numbers_differ(here, there) else DUPLICATE


def _is_one_subject(reasons: PairReasons, likeness: float) -> bool:
    """Three shared words, or two with a name or number or little else beside them: fewer are met by chance."""
    is_pointed = bool(reasons.names or reasons.numbers) or likeness >= LIKELY
    return len(reasons.words) >= (2 if is_pointed else 3)


def _periods_differ(claim: PairText, other: PairText) -> bool:
    """Each names the period it speaks about, and no moment belongs to both."""
    mine, theirs = _period(claim), _period(other)
    if mine is None or theirs is None:
        return False
    return mine[1] < theirs[0] or theirs[1] < mine[0]


def _period(claim: PairText) -> tuple[datetime, datetime] | None:
    begins, ends = claim.begins or claim.ends, claim.ends or claim.begins
    return (begins, ends) if begins and ends else None


def _dates_differ(here: _Line, there: _Line) -> bool:
    """Each says when, in words, and they say different times."""
    mine, theirs = here.dates, there.dates
    return bool(mine - theirs) and bool(theirs - mine)


def _dates(text: str) -> frozenset[str]:
    """Years, and months with or without their day, in one spelling: "16 Feb" and "February 16th" are one."""
    return frozenset(_date(found) for found in _DATE.finditer(text) if not _is_modal(found))


def _date(found: re.Match[str]) -> str:
    month = found["month"] or found["month_first"] or found["month_alone"] or ""
    return f"{found['day'] or found['day_after'] or ''} {month[:3].lower()}{found['year'] or ''}".strip()


def _is_modal(found: re.Match[str]) -> bool:
    """ "They may leave", "a march": a month alone has its capital."""
    return bool(found["month_alone"]) and found["month_alone"].isascii() and found["month_alone"].islower()


def _numbers_differ(here: _Line, there: _Line) -> bool:
    mine, theirs = set(here.words.numbers), set(there.words.numbers)
    return bool(mine - theirs) and bool(theirs - mine)


def _reasons(here: _Line, there: _Line, claim: PairText, other: PairText) -> PairReasons:
    shared = _by_weight(here, [root for root in here.words.rarities if there.bag.meets(root) >= SHARED])
    met = frozenset(shared)
    opposite = polarity.opposition(here.words.text, there.words.text, subject=[*shared, *_shown(there, here)])
    return PairReasons(
        words=shared,
        names=tuple(word for word in _written(here, here.words.names) if word in met),
        numbers=tuple(word for word in _written(here, here.words.numbers) if word in met),
        only_here=_by_weight(here, [root for root in here.words.rarities if there.bag.meets(root) < SHARED]),
        only_there=_by_weight(there, [root for root in there.words.rarities if here.bag.meets(root) < SHARED]),
        periods=(_told(claim), _told(other)),
        opposition=opposite,
        is_claimant_known=bool(claim.claimants and other.claimants),
    )


def _shown(line: _Line, other: _Line) -> tuple[str, ...]:
    return _by_weight(line, [root for root in line.words.rarities if other.bag.meets(root) >= SHARED])


def _by_weight(line: _Line, roots: Iterable[str]) -> tuple[str, ...]:
    """Roots as the line writes them, the rarest first."""
    ranked = sorted(roots, key=lambda root: (-line.words.rarities[root], root))
    return tuple(_written(line, ranked))


def _written(line: _Line, roots: Iterable[str] | Mapping[str, object]) -> list[str]:
    first: dict[str, str] = {}
    for word in line.words.words:
        first.setdefault(word.root, line.words.text[word.start : word.end])
    return [first[root] for root in roots]


def _told(claim: PairText) -> str:
    period = _period(claim)
    return f"{period[0]:%Y-%m-%d}/{period[1]:%Y-%m-%d}" if period else ""
