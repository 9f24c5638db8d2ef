"""What the public may know of what an article rests on, as of any time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from claims.analysis import independence
from claims.analysis.independence import Bearing, Independence, Rests
from claims.models import Derivation, Evidence, Source
from claims.publishing.public_claim import PublicEvidence, PublicRest
from claims.publishing.public_evidence import Seen
from claims.vocabulary import Naming, Visibility


def counted(seen: Iterable[Seen], *, as_of: datetime | None) -> tuple[tuple[PublicEvidence, ...], Independence]:
    """The evidence, each told what it rests on, and the independent Sources behind it (rule 8)."""
    pairs = list(seen)
    bearings = [bearing for _, bearing in pairs]
    below = Derivation.objects.below({one.article for one in bearings if one.article}, moment=as_of)
    if not below:
        return tuple(one for one, _ in pairs), independence.count(bearings)
    rests = [one.rests() for one in below]
    names, told = _names(bearings, rests), _told(below)
    evidence = tuple(
        replace(one, counts_as=names.get(bearing.article or 0, ""), rests_on=tuple(told.get(bearing.article or 0, ())))
        for one, bearing in pairs
    )
    return evidence, independence.count(bearings, rests)


def _names(bearings: list[Bearing], rests: list[Rests]) -> dict[int, str]:
    """The Sources each derived article counts as, by name; "" while that is nobody's."""
    derived = {one.article for one in rests}
    found = [one for one in independence.resting(bearings, rests) if one.article in derived]
    sources = Source.objects.filter(seal=None).in_bulk([one.source for one in found if one.source])
    names = defaultdict[int, list[str]](list)
    for one in found:
        if one.article and one.source in sources:
            names[one.article].append(str(sources[one.source]))
    return {article: ", ".join(dict.fromkeys(listed)) for article, listed in names.items()}


def _told(below: list[Derivation]) -> dict[int, list[PublicRest]]:
    """What each article rests on at once. An original that bears on anything under seal is not named."""
    originals = [one.original_id for one in below if one.original_id]
    hidden = set(
        Evidence.objects.filter(article__in=originals, visibility=Visibility.RESTRICTED).values_list(
            "article_id", flat=True
        )
    )
    told = defaultdict[int, list[PublicRest]](list)
    for one in below:
        is_protected = one.source is not None and one.source.naming == Naming.RESTRICTED
        if one.original_id not in hidden and not is_protected:
            told[one.article_id].append(_rest(one))
    return told


def _rest(derivation: Derivation) -> PublicRest:
    original, revision = derivation.original, derivation.original_revision
    return PublicRest(
        kind=derivation.kind,
        title=revision.title if revision else "",
        outlet=original.outlet.survivor.name if original and original.outlet else "",
        url=original.url if original else "",
        source=str(derivation.source.survivor) if derivation.source else "",
    )
