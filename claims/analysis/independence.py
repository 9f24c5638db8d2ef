"""Rule 8: Sources are counted, not articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from claims.vocabulary import Interest, Outcome, Stance


@dataclass(frozen=True, slots=True)
class Bearing:
    """One public, standing evidence as the count sees it: its Source (None: not yet grouped), interest and stance.

    `article` when it is one: then confirmed derivations may say what it rests on.
    """

    source: int | None
    interest: str
    stance: str
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Rests:
    """A confirmed derivation: the article rests on the article `original`, or on `source` with its usual interest.

    `is_own_words`: the Source is whoever made the claim. Their words are never what contradicts it.
    """

    article: int
    original: int | None = None
    source: int | None = None
    interest: str = Interest.UNKNOWN
    is_own_words: bool = False


@dataclass(frozen=True, slots=True)
class Independence:
    """Distinct independent Sources. `number` is None until every evidence that takes a side has its Source."""

    number: int | None
    supporting: int
    contradicting: int
    ungrouped: int


def count(bearings: Iterable[Bearing], derivations: Iterable[Rests] = ()) -> Independence:
    """Count the distinct independent Sources behind evidence that is for or against a claim.

    A party's own words, and those of its allies, count 0. Two articles that rest on one Source count once.
    "Reports it only" and "not about it" take no side and count 0. Example: NATO against in two papers, a
    company's imagery against, the ministry for its own claim: contradicting 2, supporting 0, number 2.

    `derivations` are the confirmed ones, and no others: a suggested one does nothing. See `resting`. Examples:

    - An agency A is printed by B, and B's text by C; all are against, and A's Source is NATO: 1, not 3.
    - The same with no Source given to A: None, "not yet grouped", until somebody says whose word A is.
    - Two papers rest on one briefing, each under a Source of its own before: 1.
    - A paper that is for the claim and quotes the ministry, confirmed as resting on the ministry, a party: 0.
    - A paper that is against it by NATO's word and quotes the ministry as well: 1, NATO.
    """
    sided = [one for one in resting(bearings, derivations) if one.stance in {Stance.FOR, Stance.AGAINST}]
    ungrouped = sum(one.source is None for one in sided)
    independent = [one for one in sided if one.source is not None and one.interest == Interest.INDEPENDENT]
    supporting = {one.source for one in independent if one.stance == Stance.FOR}
    contradicting = {one.source for one in independent if one.stance == Stance.AGAINST}
    return Independence(
        number=None if ungrouped else len(supporting | contradicting),
        supporting=len(supporting),
        contradicting=len(contradicting),
        ungrouped=ungrouped,
    )


def behind(outcome: str, counted: Independence) -> int | None:
    """How many independent Sources stand behind a rating of this outcome; None where none could.

    A supported claim rests on those for it, a contradicted one on those against it, a mixed one on all of them: while
    some evidence has no Source, on the greater side at least. "Undetermined" says that nothing was found.
    """
    if outcome == Outcome.SUPPORTED:
        return counted.supporting
    if outcome == Outcome.CONTRADICTED:
        return counted.contradicting
    if outcome == Outcome.UNDETERMINED:
        return None
    return max(counted.supporting, counted.contradicting) if counted.number is None else counted.number


def resting(bearings: Iterable[Bearing], derivations: Iterable[Rests]) -> list[Bearing]:
    """The bearings with the Sources they rest on in the end, through derivations; one for each such Source.

    What an article rests on is followed to its roots: Sources, and articles that rest on nothing. A confirmed
    derivation outweighs the Source that the copy's own evidence names. The Source of a root article is the one its
    own evidence names; of one that bears on this claim by its copies only, the one these name, if they agree.
    Articles that rest on each other in a circle have one root, whichever of them: the circle counts once.
    """
    listed = list(bearings)
    rests = defaultdict[int, list[Rests]](list)
    for derivation in derivations:
        rests[derivation.article].append(derivation)
    rooted = [(one, _roots(one, rests)) for one in listed]
    owners = _owners(rooted)
    return [told for one, roots in rooted for told in _told(one, roots, owners)]


class _Owner(NamedTuple):
    source: int | None
    interest: str


_Root = int | _Owner  # an article, or a Source


def _roots(one: Bearing, rests: Mapping[int, list[Rests]]) -> tuple[_Root, ...]:
    """Where following what its article rests on ends, each once; () when it rests on nothing."""
    waiting, passed = [one.article], set[int]()
    roots: dict[_Root, None] = {}
    while waiting:
        current = waiting.pop()
        if current is None or current in passed:
            continue
        passed.add(current)
        below = [rest for rest in rests.get(current, ()) if not (rest.is_own_words and one.stance == Stance.AGAINST)]
        roots.update({_Owner(rest.source, rest.interest): None for rest in below if rest.source is not None})
        waiting.extend(rest.original for rest in below)
        if not below and current != one.article:
            roots[current] = None
    circle = (min(passed),) if len(passed) > 1 else ()
    return tuple(roots) or circle


def _owners(rooted: Iterable[tuple[Bearing, tuple[_Root, ...]]]) -> dict[int, _Owner]:
    """The Source of each root article, as the evidence of this claim names it."""
    own, named = dict[int, _Owner](), defaultdict[int, list[_Owner]](list)
    for one, roots in rooted:
        said = _Owner(one.source, one.interest)
        if one.article is not None and roots in {(), (one.article,)}:
            own[one.article] = said
        for root in roots:
            if isinstance(root, int) and one.source is not None:
                named[root].append(said)
    agreed = {
        root: min(said, key=_least_interested) for root, said in named.items() if len({one.source for one in said}) == 1
    }
    return {**agreed, **own}


def _least_interested(owner: _Owner) -> bool:
    return owner.interest != Interest.INDEPENDENT


def _told(one: Bearing, roots: tuple[_Root, ...], owners: Mapping[int, _Owner]) -> Iterable[Bearing]:
    if not roots:
        yield one
    for root in roots:
        owner = root if isinstance(root, _Owner) else owners.get(root, _Owner(None, one.interest))
        yield replace(one, source=owner.source, interest=owner.interest)
