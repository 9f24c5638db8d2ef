"""Read a host's robots.txt, and obey it for pages; feeds are published for machines."""

import time
from dataclasses import dataclass
from urllib.parse import urljoin

from claims.analysis import plain_text, politeness
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch, Reply

LONGEST_TEXT = 100_000  # characters that are kept; RFC 9309 asks for 500 kB at least, no newsroom's has 100
LONGEST_DELAY = 60.0  # seconds; a longer Crawl-delay would silence a feed of the same host
UNREADABLE = 500


class Unwelcome(FetchFailed):
    """The site's robots.txt asks us not to read this address."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says; `failure` where it could not be read: then nothing may be read either (RFC 9309)."""

    text: str = ""
    delay_seconds: float = 0.0
    failure: FetchFailed | None = None


def read(url: str, *, fetch: Fetch, pause_seconds: float) -> Robots:
    """The robots.txt of the address's host; the pause is kept after it, for the next request goes to the same host."""
    address = urljoin(url, "/robots.txt")
    try:
        reply = fetch(address, accept="text/plain, */*;q=0.1")
    except FetchFailed as failure:
        return Robots(failure=failure)
    time.sleep(pause_seconds)
    if reply.status == 429 or reply.status >= UNREADABLE:
        return Robots(failure=FetchFailed(address, "The site's robots.txt cannot be read at the moment."))
    text = _text(reply) if reply.status == 200 else ""
    delay = politeness.crawl_delay(text, user_agent=politeness.PRODUCT)
    return Robots(text=text, delay_seconds=min(delay.total_seconds(), LONGEST_DELAY) if delay else 0.0)


def refusal(url: str, *, text: str) -> Unwelcome | None:
    """Why the address may not be read by this robots.txt; None when it may."""
    if not text or politeness.may_read(text, url=url, user_agent=politeness.PRODUCT):
        return None
    return Unwelcome(url, "The site's robots.txt asks us not to read this page.", permanent=True)


def _text(reply: Reply) -> str:
    return plain_text.harmless(reply.content[: LONGEST_TEXT * 4].decode("utf-8", errors="replace"))[:LONGEST_TEXT]
