"""A web that answers as the test says, and an encoder that needs no model."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from claims.analysis.encoders import Matrix, of_length_one
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Reply

Answer = Reply | FetchFailed


def reply(
    content: str | bytes,
    *,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    etag: str = "",
    url: str = "",
    **headers: str,
) -> Reply:
    """An answer; header names are given with underscores: `retry_after="60"`."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    named["content-type"] = content_type
    if etag:
        named["etag"] = etag
    data = content.encode() if isinstance(content, str) else content
    return Reply(url=url, final_url=url, status=status, headers=named, content=data)


class FakeWeb:
    """Hand it to a stage as `fetch`. A list is answered one by one, its last item for ever. Others are a 404.

    A robots.txt that the test does not give is a 404 nobody counts.
    """

    def __init__(self, answers: Mapping[str, Answer | Sequence[Answer]]) -> None:
        self._answers = {
            url: [one] if isinstance(one, Reply | FetchFailed) else list(one) for url, one in answers.items()
        }
        self.asked: list[str] = []

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = "*/*") -> Reply:
        if url in self._answers or not url.endswith("/robots.txt"):
            self.asked.append(url)
        waiting = self._answers.get(url, [reply("not here", status=404)])
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(answer, FetchFailed):
            raise answer
        if etag and answer.etag == etag:
            return Reply(url=url, final_url=url, status=304, headers=answer.headers, content=b"")
        final = answer.final_url or url
        return Reply(url, final, answer.status, answer.headers, answer.content, answer.redirects)


class FakeEncoder:
    """An encoder whose vectors are random, and the same for the same text; it remembers what it was asked."""

    def __init__(self, *, name: str = "fake", size: int = 64, languages: frozenset[str] = frozenset({"en"})) -> None:
        self.name, self.version, self.size, self.languages = name, f"{name}-1", size, languages
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return of_length_one(np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, self.size))

    def _vector(self, text: str) -> Any:
        if not text.strip():
            return np.zeros(self.size)
        return np.random.default_rng(zlib.crc32(text.encode("utf-8", "replace"))).normal(size=self.size)
