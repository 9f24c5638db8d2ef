"""Labelled claims and articles as files, and the feeds and pages a wire makes of them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape as xml_escape

CLAIMS, ARTICLES = "emergent_claims.jsonl", "emergent_articles.jsonl"


class UnreadableRows(ValueError):
    """The folder does not hold what is replayed; the text names the file and the line."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article, and every claim it may be said to follow up (`gold`). `body` "" where only the headline is known."""

    id: str
    gold: frozenset[str]
    title: str
    source: str
    date: str
    body: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything to replay; `digest` names it."""

    claims: tuple[ClaimRow, ...]
    articles: tuple[ArticleRow, ...]
    digest: str

    def sources(self) -> dict[str, str]:
        """A loopback address of its own for each outlet, in the order of their names."""
        names = sorted({row.source for row in self.articles})
        return {name: f"127.60.{number // 250}.{number % 250 + 1}" for number, name in enumerate(names)}


def read(folder: Path) -> Rows:
    """The rows of a folder. Raises UnreadableRows with one sentence."""
    digest = hashlib.sha256()
    claims = [_claim(row) for row in _lines(folder / CLAIMS, digest)]
    articles = [_article(row) for row in _lines(folder / ARTICLES, digest)]
    if not claims or not articles:
        raise UnreadableRows(f"{folder} holds no claims or no articles.")
    return Rows(tuple(claims), tuple(articles), digest.hexdigest()[:16])


def _lines(path: Path, digest: Any) -> Iterable[dict[str, Any]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableRows(f"{path} cannot be read: {error.strerror}.") from error
    digest.update(content)
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                row["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise UnreadableRows(f"{path}, line {number}, is not a row with an id.") from error
            yield row


def _claim(row: dict[str, Any]) -> ClaimRow:
    return ClaimRow(str(row["id"]), str(row.get("text", "")))


def _article(row: dict[str, Any]) -> ArticleRow:
    return ArticleRow(
        id=str(row["id"]),
        gold=frozenset(str(one) for one in row.get("gold") or [row.get("claim_id")]),
        title=str(row.get("title") or ""),
        source=str(row.get("source") or "unknown"),
        date=str(row.get("date") or ""),
        body=str(row.get("body") or ""),
    )


def address(row: ArticleRow, *, host: str, port: int) -> str:
    """Where a row's page is. The id is hashed: whatever it is written with, the address is plain."""
    return f"http://{host}:{port}/{hashlib.sha256(row.id.encode()).hexdigest()[:24]}"


def page_of(row: ArticleRow) -> str:
    """The page of a row; one without a body has nothing to extract."""
    words = "".join(f"<p>{escape(part)}</p>" for part in row.body.split("\n") if part.strip())
    article = f"<article><h1>{escape(row.title)}</h1>{words}</article>" if words else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(row.title)}</title></head>'
        f"<body>{article}</body></html>"
    )


def feed_of(source: str, rows: Iterable[ArticleRow], *, host: str, port: int) -> str:
    """The RSS feed of an outlet."""
    items = "".join(
        f"<item><title>{_xml(row.title)}</title><link>{address(row, host=host, port=port)}</link>"
        f'<guid isPermaLink="false">{_xml(row.id)}</guid></item>'
        for row in rows
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{_xml(source)}</title>'
        f"<link>http://{host}:{port}/</link><description>replayed</description>{items}</channel></rss>"
    )


def _xml(text: str) -> str:
    return xml_escape("".join(sign for sign in text if sign.isprintable()))
