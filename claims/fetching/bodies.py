"""Read a body while it arrives, decoded, within a cap on what comes and a cap on what it becomes."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claims.fetching.errors import FetchFailed

CHUNK = 64 * 1024
MEGABYTE = 1024 * 1024
GZIP_BEGINS = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Caps:
    """The most bytes that may come over the wire, and the most they may decode to."""

    raw_bytes: int
    decoded_bytes: int


def read(pieces: Iterable[bytes], headers: Mapping[str, str], *, url: str, caps: Caps) -> bytes:
    """The decoded body. Raises FetchFailed for `url` when it is too large, cut short, or encoded as nobody asked for.

    A declared length over the cap is refused before the first piece is read.
    """
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchFailed(url, "It is encoded in a way that was not asked for.", permanent=True)
    is_plain = encoding in {"", "identity"}
    cap = min(caps.raw_bytes, caps.decoded_bytes) if is_plain else caps.raw_bytes
    if declared_length(headers) > cap:
        raise _too_large(url, cap)
    arriving = _capped(pieces, url, cap)
    return b"".join(arriving if is_plain else _capped(_inflated(arriving, url), url, caps.decoded_bytes))


def declared_length(headers: Mapping[str, str]) -> int:
    """The Content-Length, -1 where there is none."""
    declared = headers.get("content-length", "")
    return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 20 else -1


def _capped(pieces: Iterable[bytes], url: str, cap: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > cap:
            raise _too_large(url, cap)
        yield piece


def _inflated(pieces: Iterable[bytes], url: str) -> Iterator[bytes]:
    """Decompress in steps of at most CHUNK, so that a bomb is seen before it has burst."""
    inflate, has_begun = zlib.decompressobj(16 + zlib.MAX_WBITS), False
    try:
        for piece in pieces:
            has_begun = has_begun or bool(piece)
            yield from _steps(inflate, piece)
            while inflate.eof and inflate.unused_data.startswith(GZIP_BEGINS):
                rest, inflate = inflate.unused_data, zlib.decompressobj(16 + zlib.MAX_WBITS)
                yield from _steps(inflate, rest)
    except zlib.error:
        raise FetchFailed(url, "It is not the gzip it says it is.") from None
    if has_begun and not inflate.eof:
        # A cut body must never pass for an article that became shorter.
        raise FetchFailed(url, "The answer broke off before its end.")


def _steps(inflate: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while not inflate.eof:
        step = inflate.decompress(data, CHUNK)
        if step:
            yield step
        data = inflate.unconsumed_tail
        if not data and len(step) < CHUNK:
            return


def _too_large(url: str, cap: int) -> FetchFailed:
    size = f"{cap // MEGABYTE} MB" if cap >= MEGABYTE else f"{cap:,} bytes"
    return FetchFailed(url, f"The response is larger than {size}.", permanent=True)
