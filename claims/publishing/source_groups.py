"""Group the evidence of a claim by the Source behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.publishing.public_claim import PublicEvidence
from claims.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """A Source ("" for what is not yet grouped) with what rests on it; `stances` as they first occur."""

    source: str
    interests: tuple[str, ...]
    bases: tuple[str, ...]
    stances: tuple[str, ...]
    evidence: tuple[PublicEvidence, ...]


def grouped(evidence: Iterable[PublicEvidence]) -> tuple[SourceGroup, ...]:
    """A group for each Source, those that take a side first; what is not yet grouped comes last."""
    by_source: dict[str, list[PublicEvidence]] = {}
    for one in evidence:
        by_source.setdefault(_source(one), []).append(one)
    groups = [_group(source, rows) for source, rows in by_source.items()]
    return tuple(sorted(groups, key=lambda group: (not group.source, not _takes_side(group), group.source)))


def _source(evidence: PublicEvidence) -> str:
    """The Source it counts as (rule 8): a copy stands with what it copies."""
    return evidence.counts_as if evidence.rests_on else evidence.source


def _group(source: str, rows: list[PublicEvidence]) -> SourceGroup:
    return SourceGroup(
        source=source,
        interests=tuple(dict.fromkeys(one.interest for one in rows)),
        bases=tuple(dict.fromkeys(one.basis for one in rows)),
        stances=tuple(dict.fromkeys(one.stance for one in rows)),
        evidence=tuple(rows),
    )


def _takes_side(group: SourceGroup) -> bool:
    return bool({Stance.FOR, Stance.AGAINST} & set(group.stances))
