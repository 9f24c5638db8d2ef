"""Feeds and pages as an outlet sends them, in our own words."""

from html import escape

from claims.fetching.http import Reply
from tests.fakes import reply

FEED = "https://outlet.example/feed.xml"
STORY = "https://outlet.example/story-1"
TEXT = (
    "NATO's secretary general said on Tuesday that the alliance has not seen any sign of de-escalation on the ground. "
    "He said that troops and heavy equipment are still in place near the border with Ukraine. "
    "Some units have moved, he added, but movements alone do not confirm a withdrawal of the forces from the region."
)


def rss(*items: tuple[str, str], summary: str = "A short summary.") -> str:
    """An RSS feed of (title, address) items."""
    listed = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>"
        f"<description>{escape(summary)}</description><pubDate>Tue, 15 Feb 2022 09:00:00 GMT</pubDate></item>"
        for title, url in items
    )
    return f'<rss version="2.0"><channel><title>The Outlet</title>{listed}</channel></rss>'


def rss_reply(*items: tuple[str, str], **headers: str) -> Reply:
    return reply(rss(*items), content_type="application/rss+xml", **headers)


def article_html(title: str = "NATO sees no sign of a withdrawal", text: str = TEXT, head: str = "") -> str:
    """A page with one story."""
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in text.split("\n"))
    return (
        f"<html lang='en'><head><title>{escape(title)}</title>{head}</head>"
        f"<body><article><h1>{escape(title)}</h1>{paragraphs}</article></body></html>"
    )
