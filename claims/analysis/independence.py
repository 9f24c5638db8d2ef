"""Rule 8: Sources are counted, not articles."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.vocabulary import Interest, Stance


@dataclass(frozen=True, slots=True)
class Bearing:
    """One public, standing evidence as the count sees it: its Source (None: not yet grouped), interest and stance."""

    source: int | None
    interest: str
    stance: str


@dataclass(frozen=True, slots=True)
class Independence:
    """Distinct independent Sources. `number` is None until every evidence that takes a side has its Source."""

    number: int | None
    supporting: int
    contradicting: int
    ungrouped: int


def count(bearings: Iterable[Bearing]) -> Independence:
    """Count the distinct independent Sources behind evidence that is for or against a claim.

    A party's own words, and those of its allies, count 0. Two articles that rest on one Source count once.
    "Reports it only" and "not about it" take no side and count 0. Example: NATO against in two papers, a
    company's imagery against, the ministry for its own claim: contradicting 2, supporting 0, number 2.
    """
    sided = [one for one in bearings if one.stance in {Stance.FOR, Stance.AGAINST}]
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
