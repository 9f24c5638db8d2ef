"""Read what an editor supplied as text, where it is one: typed words, an e-mail, a saved page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.analysis import article_html, emails, plain_text

LONGEST: Final = 1_000_000  # characters
EMAIL: Final = "message/rfc822"
_PAGES: Final = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class CapturedText:
    """The words of a capture: its headline and when it was written or published, where it says so."""

    title: str
    text: str
    at: datetime | None = None


def read(content: bytes, *, media_type: str, url: str = "", now: datetime) -> CapturedText | None:
    """The words in a capture's bytes; None for a picture, a video and whatever else is no text."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == EMAIL:
        read_email = emails.read(content, now=now)
        return CapturedText(read_email.subject, read_email.told(), read_email.sent_at)
    if kind in _PAGES:
        page = article_html.extract(content, url=url, content_type=media_type, now=now)
        return CapturedText(page.title, page.text, page.published_at)
    if kind.startswith("text/"):
        words = content[: 4 * LONGEST].decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        return CapturedText("", plain_text.shortened(plain_text.harmless(words).strip(), most=LONGEST))
    return None
