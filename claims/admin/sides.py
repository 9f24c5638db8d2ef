"""Lay what is known of a claim out for whoever judges it: for and against, by whom it comes from in the end."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.admin.claim_sections import Bearing
from claims.analysis import independence
from claims.models import Claim, Criterion, Derivation, Source, StatusChange
from claims.vocabulary import Interest, Stance, Visibility

SIDES: list[tuple[str, Promise, set[str]]] = [
    ("for", _("For it"), {Stance.FOR}),
    ("against", _("Against it"), {Stance.AGAINST}),
    ("", _("Takes no side"), {Stance.OBSERVING, Stance.IGNORING}),
    ("", _("Nobody has read it yet"), {""}),
]


@dataclass(frozen=True, slots=True)
class Voice:
    """One Source with what comes from it in the end. `counts`: it is one of the independent Sources."""

    source: Source | None
    interests: tuple[str, ...]
    counts: bool
    bearings: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What takes one side."""

    stance: str
    label: str | Promise
    voices: tuple[Voice, ...]

    @property
    def counted(self) -> int:
        return sum(voice.counts for voice in self.voices)


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion, and the change that says it is met."""

    criterion: Criterion
    met_by: StatusChange | None


def of(known: Mapping[str, Any]) -> tuple[Side, ...]:
    """The sides that have something on them, from what `claim_sections.knowledge` read."""
    origins = _origins(known["bearings"], known["derivations"])
    told = [Side(stance, label, _voices(known["bearings"], stances, origins)) for stance, label, stances in SIDES]
    return tuple(side for side in told if side.voices or side.stance)


def criteria(claim: Claim, changes: Iterable[StatusChange]) -> list[Asked]:
    """What would settle it, each with the change that cites it, unless that was corrected since."""
    changes = list(changes)
    corrected = {one.corrects_id for one in changes}
    cited = {one.criterion_id: one for one in changes if one.pk not in corrected}
    rows = claim.criteria.filter(withdrawn_at=None).order_by("pk")
    return [Asked(one, cited.get(one.pk)) for one in rows]


_Origin = tuple[int | None, str]


def _origins(bearings: Iterable[Bearing], below: Iterable[Derivation]) -> dict[tuple[int, str], list[_Origin]]:
    """The Sources, with their interest, that each article rests on in the end, by article and stance."""
    bearing = [
        independence.Bearing(one.source_id, one.evidence.interest, one.stance, one.evidence.article_id)
        for one in bearings
    ]
    origins = defaultdict[tuple[int, str], list[_Origin]](list)
    for one in independence.resting(bearing, [derivation.rests() for derivation in below]):
        if one.article is not None:
            origins[one.article, one.stance].append((one.source, one.interest))
    return origins


def _voices(
    bearings: Iterable[Bearing], stances: set[str], origins: Mapping[tuple[int, str], list[_Origin]]
) -> tuple[Voice, ...]:
    """One voice a Source, those that count first and what has none last."""
    heard = defaultdict[int | None, list[tuple[str, Bearing]]](list)
    for one in bearings:
        if one.stance in stances:
            own = [(one.source_id, one.evidence.interest)]
            for source, interest in origins.get((one.evidence.article_id or 0, one.stance)) or own:
                heard[source].append((interest, one))
    sources = Source.objects.select_related("claimant").in_bulk([pk for pk in heard if pk is not None])
    takes_a_side = bool(stances & {Stance.FOR, Stance.AGAINST})
    voices = [_voice(sources.get(pk) if pk else None, told, takes_a_side) for pk, told in heard.items()]
    return tuple(sorted(voices, key=lambda voice: (voice.source is None, not voice.counts)))


def _voice(source: Source | None, told: list[tuple[str, Bearing]], takes_a_side: bool) -> Voice:
    public = [interest for interest, one in told if one.evidence.visibility == Visibility.PUBLIC]
    return Voice(
        source=source,
        interests=tuple(dict.fromkeys(str(Interest(interest).label) for interest, _one in told)),
        counts=takes_a_side and source is not None and Interest.INDEPENDENT in public,
        bearings=tuple(one for _interest, one in told),
    )
