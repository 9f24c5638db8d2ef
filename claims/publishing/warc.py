"""Hand an article's stored pages to web archives, in their own format."""

import base64
import hashlib
import io
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, BinaryIO, Final

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.analysis import plain_text
from claims.models import Article, BodyDestroyed, Snapshot

FORMAT: Final = {
    "software": "Said & Seen",
    "format": "WARC File Format 1.1",
    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}
_FIELDS: Final = "application/warc-fields"
# They described the bytes on their way; what is kept are the bytes after that.
_OF_THE_WAY: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def write_warc(article: Article, stream: BinaryIO, *, now: datetime) -> int:
    """Write every snapshot of every page of the article, the first fetched first; returns how many.

    WARC 1.1 (ISO 28500:2017), each record gzipped by itself. A snapshot is a `response` record whose id is its public
    id; a `metadata` record stands beside it where the address asked for was another one, and in its stead where its
    content was destroyed. The bytes are those that we keep: decompressed, otherwise as they came.
    """
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    opening = uuid.uuid5(article.public_id, now.isoformat())
    about = {**FORMAT, "isPartOf": article.url, "description": f"Snapshots of {article.url}"}
    _write(writer, "warcinfo", "", _headers(opening, at=now), fields=about)
    written = 0
    for snapshot in _snapshots(article):
        _write_snapshot(writer, snapshot, opening=opening)
        written += 1
    return written


def _snapshots(article: Article) -> Any:
    # A post of a live blog was fetched with the whole of it.
    found = Snapshot.objects.filter(page__article=article.live_blog or article).select_related("page", "body")
    return found.order_by("fetched_at", "pk").iterator(chunk_size=10)  # each with all its bytes


def _write_snapshot(writer: Any, snapshot: Snapshot, *, opening: uuid.UUID) -> None:
    headers = _headers(snapshot.public_id, at=snapshot.fetched_at) | {"WARC-Warcinfo-ID": _urn(opening)}
    try:
        content = snapshot.body.content()
    except BodyDestroyed:
        _write(writer, "metadata", snapshot.final_url, headers, fields=_destroyed(snapshot))
    else:
        _write_response(writer, snapshot, content, headers)
    if snapshot.page.url != snapshot.final_url:
        beside = _headers(uuid.uuid5(snapshot.public_id, "requested"), at=snapshot.fetched_at)
        refers = {"WARC-Warcinfo-ID": _urn(opening), "WARC-Refers-To": _urn(snapshot.public_id)}
        _write(writer, "metadata", snapshot.page.url, beside | refers, fields=_requested(snapshot))


def _write_response(writer: Any, snapshot: Snapshot, content: bytes, headers: Mapping[str, str]) -> None:
    kept = [(name, _line(value)) for name, value in sorted(snapshot.headers.items()) if name.lower() not in _OF_THE_WAY]
    digest = base64.b32encode(hashlib.sha256(content).digest()).decode()
    record = writer.create_warc_record(
        snapshot.final_url,
        "response",
        payload=io.BytesIO(content),
        length=len(content),
        http_headers=StatusAndHeaders(_status(snapshot.http_status), kept, protocol="HTTP/1.1"),
        # SHA-256, not warcio's SHA-1: it is the digest by which our record knows the content.
        warc_headers_dict={**headers, "WARC-Payload-Digest": f"sha256:{digest}"},
    )
    writer.write_record(record)


def _write(writer: Any, kind: str, url: str, headers: Mapping[str, str], *, fields: Mapping[str, object]) -> None:
    block = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields.items()).encode()
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(block),
        length=len(block),
        warc_content_type=_FIELDS,
        warc_headers_dict=dict(headers),
    )
    writer.write_record(record)


def _destroyed(snapshot: Snapshot) -> dict[str, object]:
    at = snapshot.body.destroyed_at
    day = f" on {at.astimezone(UTC):%Y-%m-%d}" if at else ""
    return {
        "description": f"The content of this snapshot was destroyed{day}: it was redacted. Its digest remains.",
        "sha256": snapshot.sha256,
        "httpStatus": snapshot.http_status,
    }


def _requested(snapshot: Snapshot) -> dict[str, object]:
    return {
        "description": "This address was asked for; the answer came from another.",
        "requestedAddress": snapshot.page.url,
        "finalAddress": snapshot.final_url,
    }


def _headers(identity: uuid.UUID, *, at: datetime) -> dict[str, str]:
    moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return {"WARC-Record-ID": _urn(identity), "WARC-Date": f"{moment}Z"}


def _urn(identity: uuid.UUID) -> str:
    return f"<urn:uuid:{identity}>"


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"{code} Unassigned"


def _line(value: object) -> str:
    """One line, whatever a server sent: a line break would begin a header of its own."""
    return plain_text.one_line(plain_text.harmless(str(value)))
