"""What the public may see of the evidence behind a claim, as of any time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from claims.analysis import quotations
from claims.analysis.independence import Bearing
from claims.analysis.quotations import shorten
from claims.analysis.replaying import Key
from claims.models import BodyDestroyed, Claim, Evidence, Revision, StanceReading
from claims.publishing.public_claim import Moment, PublicEvidence
from claims.vocabulary import Naming, Visibility

PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")

Seen = tuple[PublicEvidence, Bearing]


def seen(claim: Claim, states: dict[Key, dict[str, Any]], *, as_of: datetime | None) -> list[Seen]:
    """The public evidence that stood at `as_of`, by the moment it shows, each with what the count of Sources needs."""
    then = {
        public_id: state
        for (kind, public_id), state in states.items()
        if kind == "evidence" and state.get("visibility") == Visibility.PUBLIC
    }
    rows = [row for row in _rows(then) if _is_public_today(row)]
    readings = _readings(rows, as_of)
    newest = _newest_revisions(rows, as_of)
    made = [_one(row, readings.get(row.pk), newest.get(row.article_id or 0), as_of) for row in rows]
    return sorted(made, key=lambda pair: pair[0].moment.at if pair[0].moment else pair[0].recorded_at)


def _rows(then: Iterable[str]) -> list[Evidence]:
    return list(
        Evidence.objects.filter(public_id__in=list(then)).select_related(
            "article__outlet",
            "capture__body",
            "appearance__claimant",
            "appearance__outlet",
            "follow_up_check",
            "source__merged_into",
        )
    )


def _is_public_today(row: Evidence) -> bool:
    """A person at risk comes before the record: what is restricted now was never public."""
    is_sealed = row.capture is not None and row.capture.seal_id is not None
    is_protected = row.source is not None and row.source.naming == Naming.RESTRICTED
    return row.visibility == Visibility.PUBLIC and not is_sealed and not is_protected


def _readings(rows: list[Evidence], as_of: datetime | None) -> dict[int, StanceReading]:
    """The newest reading of each, as of then."""
    found = StanceReading.objects.filter(evidence__in=rows).select_related("revision").order_by("number")
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    return {reading.evidence_id: reading for reading in found}


def _newest_revisions(rows: list[Evidence], as_of: datetime | None) -> dict[int, Revision]:
    found = Revision.objects.filter(article__in=[row.article_id for row in rows if row.article_id]).order_by("number")
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    return {revision.article_id: revision for revision in found.select_related("body")}


def _one(row: Evidence, reading: StanceReading | None, newest: Revision | None, as_of: datetime | None) -> Seen:
    article = row.article
    disappeared = article.disappeared_at if article else None
    stance = reading.stance if reading else ""
    made = PublicEvidence(
        public_id=str(row.public_id),
        kind=_kind(row),
        title=_title(row, newest),
        outlet=_outlet(row),
        url=_url(row),
        source=str(row.source) if row.source else "",
        interest=row.interest,
        basis=row.basis,
        stance=stance,
        headline_stance=reading.headline_stance if reading else "",
        quotation=shorten(reading.quotation) if reading else "",
        note=shorten(row.note),
        moment=Moment(row.shown_at, row.shown_precision, row.shown_zone) if row.shown_at else None,
        recorded_at=row.created_at,
        is_lost=_is_lost(reading, newest),
        has_changed=_has_changed(reading, newest),
        disappeared_at=disappeared if disappeared and (as_of is None or disappeared <= as_of) else None,
        picture=str(row.capture.public_id) if row.capture and row.capture.media_type in PICTURES else "",
    )
    source = row.source and (row.source.merged_into_id or row.source_id)
    return made, Bearing(source=source or None, interest=row.interest, stance=stance)


def _kind(row: Evidence) -> str:
    return next(name for name in ("article", "capture", "appearance", "follow_up_check") if getattr(row, f"{name}_id"))


def _title(row: Evidence, newest: Revision | None) -> str:
    if row.article is not None:
        return newest.title if newest else row.article.title
    if row.capture is not None:
        return shorten(row.capture.shows) or row.capture.get_kind_display()
    if row.appearance is not None:
        return str(row.appearance.claimant or row.appearance.get_role_display())
    return str(row.follow_up_check and row.follow_up_check.get_outcome_display())


def _outlet(row: Evidence) -> str:
    if row.article is not None:
        return row.article.outlet.name if row.article.outlet else ""
    return row.appearance.outlet.name if row.appearance and row.appearance.outlet else ""


def _url(row: Evidence) -> str:
    if row.article is not None:
        return row.article.url
    if row.capture is not None:
        return row.capture.url
    return row.appearance.url if row.appearance else ""


def _is_lost(reading: StanceReading | None, newest: Revision | None) -> bool:
    """Whether the quotation stands no longer in the newest revision: "no longer in source"."""
    if reading is None or newest is None or not reading.quotation:
        return False
    anchor = quotations.Anchor(
        reading.quotation, reading.quotation_prefix, reading.quotation_suffix, reading.quotation_start
    )
    try:
        text = newest.body.text()
    except BodyDestroyed:
        return False
    return quotations.find(text, anchor) < 0 and quotations.find(newest.title, anchor) < 0


def _has_changed(reading: StanceReading | None, newest: Revision | None) -> bool:
    """Whether the article was revised since the editor read it."""
    return bool(reading and newest and reading.revision and newest.number > reading.revision.number)
