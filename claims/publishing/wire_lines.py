"""Put a claim into a few plain lines for a live page: who said it, what is confirmed and by whom, the links."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from claims.publishing import source_groups
from claims.publishing.public_claim import Moment, PublicAppearance, PublicClaim, PublicEvidence
from claims.publishing.source_groups import SourceGroup
from claims.vocabulary import AppearanceRole, Basis, Hedge, Interest, Precision, Stance, VerificationStatus

MOST_LINKS: Final = 3  # of one Source


def line(claim: PublicClaim, *, zone: tzinfo, page_url: str = "", caution: str = "") -> str:
    """Plain text, a line each for the attribution, every side with its Sources, and where it stands.

    `zone`: the newsroom's, for minutes. `page_url`: the claim's own page, where readers find one. `caution` stands
    first. All of it is of the public read model, so nothing in it is restricted.
    """
    told = [caution, *_said(claim, zone), *_sides(claim, zone), _standing(claim, zone), page_url]
    return "\n".join(" ".join(one.split()) for one in told if one)


def _said(claim: PublicClaim, zone: tzinfo) -> Iterator[str]:
    first = claim.first_appearance
    if first is None:
        yield _("Not attributed yet: %(statement)s") % {"statement": claim.statement}
        return
    yield _attribution(first, zone) % {"who": _who(first), "when": _when(first.moment, zone), "what": claim.statement}
    words = claim.quotation or first.quotation
    about = [
        _("“%(words)s”") % {"words": words} if words else "",
        _("how certain they sounded: %(hedge)s") % {"hedge": Hedge(first.hedge).label} if first.hedge else "",
        first.outlet,
        first.url,
    ]
    yield _listed(about)


def _attribution(appearance: PublicAppearance, zone: tzinfo) -> str:
    dated = bool(_when(appearance.moment, zone))
    if appearance.role == AppearanceRole.DENIED:
        return _("%(who)s denied on %(when)s: %(what)s") if dated else _("%(who)s denied: %(what)s")
    if appearance.role == AppearanceRole.IMPLIED or appearance.claimant is None:
        return _("Implied by a headline on %(when)s: %(what)s") if dated else _("Implied by a headline: %(what)s")
    if appearance.role == AppearanceRole.RELAYED:
        return _("Relayed by %(who)s on %(when)s: %(what)s") if dated else _("Relayed by %(who)s: %(what)s")
    return _("%(who)s said on %(when)s: %(what)s") if dated else _("%(who)s said: %(what)s")


def _who(appearance: PublicAppearance) -> str:
    if appearance.claimant is None:
        return ""
    name = appearance.claimant.name
    return f"{name} ({appearance.position})" if appearance.position else name


def _sides(claim: PublicClaim, zone: tzinfo) -> Iterator[str]:
    groups = source_groups.grouped(claim.evidence)
    sides = (Stance.FOR, Stance.AGAINST)
    for stance in sides:
        for group in groups:
            bearing = [one for one in group.evidence if one.stance == stance]
            if bearing:
                yield f"{_side(bearing[0]) % {'who': _source(group, bearing)}}: {_shown(bearing, zone)}"
    if not any(one.stance in sides for one in claim.evidence):
        yield _("Nobody has confirmed or contradicted it.")


def _side(first: PublicEvidence) -> str:
    if first.stance == Stance.AGAINST:
        return _("Contradicted by %(who)s")
    # A party's own words confirm nothing (rule 8).
    return _("Confirmed by %(who)s") if first.interest == Interest.INDEPENDENT else _("Supported by %(who)s")


def _source(group: SourceGroup, bearing: list[PublicEvidence]) -> str:
    """The Source, its interest and how it knows; while nobody has grouped it, who carried it."""
    if not group.source:
        carried = ", ".join(_outlets(bearing))
        return _("%(outlets)s (source not yet grouped)") % {"outlets": carried or _("unnamed reports")}
    first = bearing[0]
    interest = _("interest unknown") if first.interest == Interest.UNKNOWN else str(Interest(first.interest).label)
    basis = "" if first.basis == Basis.UNKNOWN else str(Basis(first.basis).label)
    return f"{group.source} ({_listed([interest, basis], ', ')})"


def _shown(bearing: list[PublicEvidence], zone: tzinfo) -> str:
    first = bearing[0]
    quoted = next((one for one in bearing if one.quotation), None)
    words = _("“%(words)s”") % {"words": quoted.quotation} if quoted else first.title
    lost = _("no longer in the source") if quoted and quoted.is_lost else ""
    links = list(dict.fromkeys(one.url for one in bearing if one.url))[:MOST_LINKS]
    return _listed([words, lost, ", ".join(_outlets(bearing)), _when(first.moment, zone), *links])


def _outlets(bearing: Iterable[PublicEvidence]) -> list[str]:
    return list(dict.fromkeys(one.outlet for one in bearing if one.outlet))[:MOST_LINKS]


def _standing(claim: PublicClaim, zone: tzinfo) -> str:
    status = str(VerificationStatus(claim.status).label)
    status = f"{status}: {claim.rating.label}" if claim.rating else status
    since = _when(claim.since, zone)
    told = _("%(status)s since %(when)s") % {"status": status, "when": since} if since else status
    count = claim.independence
    if count.number is None:
        return _("%(told)s. Sources not yet grouped.") % {"told": told}
    return _("%(told)s. Independent sources: %(supporting)d for, %(contradicting)d against.") % {
        "told": told,
        "supporting": count.supporting,
        "contradicting": count.contradicting,
    }


def _when(moment: Moment | None, zone: tzinfo) -> str:
    """No more precise than it is known; "" when it is not known at all."""
    if moment is None or moment.precision == Precision.UNKNOWN:
        return ""
    if moment.precision in {Precision.DAY, Precision.MONTH}:
        there = moment.at.astimezone(ZoneInfo(moment.zone))
        return formats.date_format(there, _("j F Y") if moment.precision == Precision.DAY else _("F Y"))
    here = moment.at.astimezone(zone)
    told = formats.date_format(here, _("j F Y, H:i"))
    return f"{told} {here.tzname() or ''}".rstrip()


def _listed(parts: Iterable[str], between: str = " · ") -> str:
    return between.join(part for part in parts if part)
