"""No origin holds a worker longer, or fills more of its memory, than the limits say."""

import gzip
import resource
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetcher, Limits
from tests.fetching.origins import QUICK, Deed, answer, dripping, fetching, serving

HASTY = replace(QUICK, total_seconds=0.3)
SLACK = 2.0  # what a busy machine may add


@contextmanager
def failing(deed: bytes | Deed, *, limits: Limits, says: str) -> Iterator[None]:
    began = time.monotonic()
    with serving({"/": deed}) as origin, fetching(origin, limits=limits) as fetch:
        with pytest.raises(FetchFailed, match=says) as caught:
            fetch(origin.url())
        assert time.monotonic() - began < limits.total_seconds + SLACK
        assert caught.value.permanent == ("larger" in says)
        yield


@pytest.mark.parametrize(
    "deed",
    [
        dripping(b"", b""),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"y"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"y"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\ny\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"a" * 99)[:12], b""),
    ],
    ids=["silence", "headers", "one header", "hints", "body", "length", "chunks", "gzip"],
)
def test_a_slow_origin_is_left_at_the_deadline(deed: Deed) -> None:
    with failing(deed, limits=HASTY, says=r"It did not answer in time\."):
        pass


def test_redirects_share_one_deadline() -> None:
    def slowly(connection: socket.socket) -> None:
        threading.Event().wait(0.1)
        connection.sendall(answer(b"", status="302 Found", Location="/"))

    with failing(slowly, limits=replace(HASTY, redirects=1000), says=r"It did not answer in time\."):
        pass


def test_a_name_server_that_never_answers_is_left_at_the_deadline() -> None:
    never, began = threading.Event(), time.monotonic()

    def resolve(host: str) -> list[str]:
        never.wait(10)
        return []

    fetch = Fetcher(user_agent="Said/1", limits=HASTY, resolve=resolve)
    with pytest.raises(FetchFailed, match=r"It did not answer in time\."):
        fetch("http://example.org/")
    never.set()
    assert time.monotonic() - began < HASTY.total_seconds + SLACK


def test_a_declared_length_over_the_cap_is_refused_before_the_body() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 200001\r\n\r\n"
    with failing(dripping(head, b""), limits=QUICK, says=r"The response is larger than 200,000 bytes\."):
        pass


def test_a_body_without_an_end_is_left_at_the_cap() -> None:
    endless = dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"y" * 50_000)
    with failing(endless, limits=QUICK, says=r"The response is larger than 200,000 bytes\."):
        pass


def test_a_gzip_bomb_is_left_while_it_bursts() -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    bomb = b"".join(squeeze.compress(b"\0" * 1_000_000) for _ in range(500)) + squeeze.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with failing(
        answer(bomb, Content_Encoding="gzip"), limits=replace(Limits(), total_seconds=10), says="larger than 20 MB"
    ):
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "deflate", "gzip, br", "zstd"])
def test_an_encoding_nobody_asked_for_is_refused(encoding: str) -> None:
    body = answer(gzip.compress(gzip.compress(b"x")), Content_Encoding=encoding)
    with serving({"/": body}) as origin, fetching(origin) as fetch, pytest.raises(FetchFailed, match="not asked for"):
        fetch(origin.url())


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (answer(gzip.compress(b"article " * 999)[:-20], Content_Encoding="gzip"), "broke off before its end"),
        (answer(b"no gzip at all", Content_Encoding="gzip"), "not the gzip"),
        (answer(b"short").replace(b"Length: 5", b"Length: 50"), "time"),
        (b"this is not http\r\n\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "broke off"),
    ],
    ids=["cut gzip", "false gzip", "cut body", "no http", "long header"],
)
def test_half_an_answer_is_no_answer(body: bytes, says: str) -> None:
    limits = replace(QUICK, total_seconds=0.5)
    with (
        serving({"/": body}) as origin,
        fetching(origin, limits=limits) as fetch,
        pytest.raises(FetchFailed, match=says),
    ):
        fetch(origin.url())


def test_a_connection_that_is_cut_is_no_answer() -> None:
    def deed(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf")

    with failing(deed, limits=QUICK, says=r"The connection broke off\."):
        pass


def test_a_fetch_that_failed_leaves_the_next_one_room() -> None:
    answers: dict[str, bytes | Deed] = {"/": answer(b"well"), "/slow": dripping(b"", b"")}
    with serving(answers) as origin, fetching(origin, limits=replace(QUICK, total_seconds=0.05)) as fetch:
        for _ in range(22):
            with pytest.raises(FetchFailed):
                fetch(origin.url("/slow"))
        assert fetch(origin.url()).content == b"well"
