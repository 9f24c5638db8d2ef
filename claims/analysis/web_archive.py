"""Ask the Wayback Machine for the copy of a page."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urldefrag, urlencode, urlsplit

import w3lib.url

from claims.analysis import addresses

ARCHIVE: Final = "https://web.archive.org"
LONGEST_COPY_ADDRESS: Final = 2_000  # characters, as the column that keeps it
MOST_BYTES: Final = 1_000_000  # an answer has three hundred
_FAILED: Final = re.compile(r"[45][0-9]{2}")  # the copy of an error page shows nothing of the page


@dataclass(frozen=True, slots=True)
class ArchivedPlace:
    """A copy in the archive: its http(s) address there, and the second (UTC) at which the archive made it."""

    url: str
    archived_at: datetime


def availability_address(url: str, *, base: str = "https://archive.org/wayback/available") -> str:
    """The address that answers whether the archive has a copy of `url`. ValueError if that is no web address.

    https://archive.org/help/wayback_api.php; without a timestamp it names the newest copy.
    """
    return f"{base}?{urlencode({'url': _asked(url)})}"


def read_availability(content: bytes, *, base: str = ARCHIVE) -> ArchivedPlace | None:
    """The copy that an answer of the availability API names; None when there is none or nothing can be read.

    base: scheme and host of the archive. The API still writes http:// for it; the copy's address has base's scheme.
    """
    closest = _closest(content)
    if closest.get("available") is not True or _FAILED.fullmatch(str(closest.get("status", ""))[:9]):
        return None
    return _place(closest.get("url"), base=base)


def save_address(url: str, *, base: str = "https://web.archive.org/save/") -> str:
    """The address that has the archive copy `url` now (Save Page Now). ValueError if `url` is no web address."""
    return base + _asked(url)


def read_saved(*, final_url: str, headers: Mapping[str, str], base: str = ARCHIVE) -> ArchivedPlace | None:
    """The copy that Save Page Now made; None when neither its headers nor the final address name one.

    headers: of the last answer, names in any case. Content-Location is how the archive says it without a redirect,
    Location how it says it with one that was not followed.
    """
    named = {name.lower(): value for name, value in headers.items()}
    said = (named.get("content-location"), named.get("location"), final_url)
    return next((place for one in said if (place := _place(one, base=base)) is not None), None)


def _asked(url: str) -> str:
    addresses.canonical_url(url)
    # As written but for the fragment: the archive keeps a page under every spelling that it was given.
    return urldefrag(w3lib.url.safe_url_string(url.strip())).url


def _closest(content: bytes) -> Mapping[str, Any]:
    try:
        answer: Any = json.loads(content) if len(content) <= MOST_BYTES else {}
    except (ValueError, RecursionError):
        return {}
    for name in ("archived_snapshots", "closest"):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, dict) else {}


def _place(written: object, *, base: str) -> ArchivedPlace | None:
    """The copy at an address of the archive's own host, or at a path on it; None for anything else."""
    if not isinstance(written, str) or len(written) > LONGEST_COPY_ADDRESS:
        return None
    found = _copy_at(base).fullmatch(written.strip())
    if found is None:
        return None
    try:
        addresses.canonical_url(found["original"])
        archived_at = datetime.strptime(found["stamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return _short_enough(ArchivedPlace(base.rstrip("/") + found["path"], archived_at))


def _copy_at(base: str) -> re.Pattern[str]:
    host = re.escape(urlsplit(base).netloc)
    return re.compile(
        # A letter code after the moment asks for the copy without the archive's frame (id_, if_).
        rf"(?:(?i:https?://{host})(?::80|:443)?)?(?P<path>/web/(?P<stamp>[0-9]{{14}})(?:[a-z]{{2}}_)?/"
        rf"(?P<original>(?i:https?)://\S+))"
    )


def _short_enough(place: ArchivedPlace) -> ArchivedPlace | None:
    return place if len(place.url) <= LONGEST_COPY_ADDRESS else None
