"""What the public may see of the evidence behind a claim, as of any time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from claims.analysis.independence import Bearing
from claims.analysis.quotations import shorten
from claims.analysis.replaying import Key
from claims.models import BEARERS, ArchivedCopy, Body, Evidence, Revision, Source, StanceReading
from claims.publishing.public_appearances import moment
from claims.publishing.public_claim import PublicEvidence
from claims.vocabulary import Naming, RevisionOrigin, Visibility

# What can keep evidence from readers beside its own visibility.
PROTECTING = ("source", "capture", "contact_attempt")
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")

Seen = tuple[PublicEvidence, Bearing]


def seen(states: Mapping[Key, dict[str, Any]], *, as_of: datetime | None) -> list[Seen]:
    """The public evidence that stood at `as_of`, by the moment it shows, each with what the count of Sources needs."""
    then = {
        public_id: state
        for (kind, public_id), state in states.items()
        if kind == "evidence" and state.get("visibility") == Visibility.PUBLIC
    }
    sources = _sources(then)
    rows = [row for row in _rows(then) if is_public_today(row)]
    readings, newest, archived = _readings(rows, as_of), _newest_revisions(rows, as_of), _archived(rows, as_of)
    made = []
    for row in rows:
        state = then[str(row.public_id)]
        source = sources.get(state["source"] or "")
        if source is None or source.naming != Naming.RESTRICTED:
            made.append(
                _one(
                    row,
                    state,
                    source,
                    readings.get(row.pk),
                    newest.get(row.article_id or 0),
                    archived.get(row.article_id or 0, ""),
                    as_of,
                )
            )
    return sorted(made, key=lambda pair: pair[0].moment.at if pair[0].moment else pair[0].recorded_at)


def is_public_today(row: Evidence) -> bool:
    """A person at risk comes before the record: what is restricted now was never public."""
    is_sealed = row.capture is not None and row.capture.seal_id is not None
    is_protected = row.source is not None and row.source.naming == Naming.RESTRICTED
    is_private = row.contact_attempt is not None and row.contact_attempt.visibility != Visibility.PUBLIC
    return row.visibility == Visibility.PUBLIC and not (is_sealed or is_protected or is_private)


def _rows(then: Mapping[str, Any]) -> list[Evidence]:
    return list(
        Evidence.objects.filter(public_id__in=list(then)).select_related(
            "article__outlet__merged_into",
            "capture__body",
            "appearance__claimant__merged_into",
            "appearance__outlet__merged_into",
            "contact_attempt__answers",
            "follow_up_check",
            "source",
        )
    )


def _sources(then: Mapping[str, dict[str, Any]]) -> dict[str, Source]:
    wanted = [state["source"] for state in then.values() if state["source"]]
    found = Source.objects.filter(public_id__in=wanted).select_related("merged_into")
    return {str(one.public_id): one.survivor for one in found}


def _readings(rows: list[Evidence], as_of: datetime | None) -> dict[int, StanceReading]:
    """The newest reading of each, as of then."""
    found = StanceReading.objects.filter(evidence__in=rows).select_related("revision__body").order_by("number")
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    return {reading.evidence_id: reading for reading in found.defer("revision__body__compressed")}


def _newest_revisions(rows: list[Evidence], as_of: datetime | None) -> dict[int, Revision]:
    """The newest revision of each article as of then; only these load their texts."""
    found = Revision.objects.filter(article__in=[row.article_id for row in rows if row.article_id]).order_by("number")
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    newest = {revision.article_id: revision for revision in found}
    bodies = Body.objects.in_bulk([revision.body_id for revision in newest.values()])
    for revision in newest.values():
        revision.body = bodies[revision.body_id]
    return newest


def _archived(rows: list[Evidence], as_of: datetime | None) -> dict[int, str]:
    """Where a web archive keeps each article, as we knew then."""
    found = ArchivedCopy.objects.filter(article__in=[row.article_id for row in rows if row.article_id]).order_by("-pk")
    if as_of is not None:
        found = found.filter(recorded_at__lte=as_of)
    return {copy.article_id: copy.url for copy in found}


def _one(
    row: Evidence,
    state: dict[str, Any],
    source: Source | None,
    reading: StanceReading | None,
    newest: Revision | None,
    archived_url: str,
    as_of: datetime | None,
) -> Seen:
    gone = row.article.disappeared_at if row.article else None
    is_redacted = _is_redacted(row, reading)
    stance = reading.stance if reading else ""
    made = PublicEvidence(
        public_id=str(row.public_id),
        kind=_kind(row),
        title=_title(row, newest),
        outlet=_outlet(row),
        url=_url(row),
        source=str(source) if source else "",
        interest=state["interest"],
        basis=state["basis"],
        stance=stance,
        headline_stance=reading.headline_stance if reading else "",
        quotation="" if is_redacted else _quotation(row, reading),
        note="" if is_redacted else shorten(state["note"] or (reading.note if reading else "")),
        moment=moment(state, "shown"),
        recorded_at=row.created_at,
        language=newest.language if newest else "",
        is_lost=not is_redacted and _is_lost(reading, newest),
        has_changed=_has_changed(reading, newest),
        is_redacted=is_redacted,
        disappeared_at=gone if gone and (as_of is None or gone <= as_of) else None,
        archived_url=archived_url,
        picture=_picture(row),
        place=row.capture.place if row.capture else "",
    )
    bearing = Bearing(source.pk if source else None, made.interest, stance, article=row.article_id)
    return made, bearing


def _kind(row: Evidence) -> str:
    return next(name for name in BEARERS if getattr(row, f"{name}_id"))


def _title(row: Evidence, newest: Revision | None) -> str:
    if row.article is not None:
        return newest.title if newest else row.article.title
    if row.capture is not None:
        return shorten(row.capture.shows) or row.capture.get_kind_display()
    if row.appearance is not None:
        claimant = row.appearance.claimant
        return str(claimant.survivor) if claimant else row.appearance.get_role_display()
    if row.contact_attempt is not None:
        return str(row.contact_attempt)
    return str(row.follow_up_check and row.follow_up_check.get_outcome_display())


def _quotation(row: Evidence, reading: StanceReading | None) -> str:
    read = reading.quotation if reading else ""
    bearer = row.appearance or row.contact_attempt
    return shorten(read or (bearer.quotation if bearer else ""))


def _outlet(row: Evidence) -> str:
    bearer = row.article or row.appearance
    return bearer.outlet.survivor.name if bearer and bearer.outlet else ""


def _url(row: Evidence) -> str:
    bearer = row.article or row.capture or row.appearance
    return bearer.url if bearer else ""


def _picture(row: Evidence) -> str:
    """The public id of a capture that is a picture and still here; else ""."""
    capture = row.capture
    if capture is None or capture.body is None or capture.body.destroyed_at is not None:
        return ""
    return str(capture.public_id) if capture.media_type in PICTURES else ""


def _is_redacted(row: Evidence, reading: StanceReading | None) -> bool:
    """Whether the text or bytes that were read are gone today: then their words are not repeated either."""
    read = reading.revision.body if reading and reading.revision else None
    held = row.capture.body if row.capture else None
    return any(body is not None and body.destroyed_at is not None for body in (read, held))


def _is_lost(reading: StanceReading | None, newest: Revision | None) -> bool:
    """Whether the quotation stands no longer in the newest revision: "no longer in source"."""
    return reading is not None and newest is not None and bool(reading.quotation) and newest.has_lost(reading.anchor)


def _has_changed(reading: StanceReading | None, newest: Revision | None) -> bool:
    """Whether the article was revised since the editor read it; that we read the same bytes better is no revision."""
    if reading is None or newest is None or reading.revision is None:
        return False
    own = newest.origin == RevisionOrigin.REREAD
    return newest.number - own > reading.revision.number
