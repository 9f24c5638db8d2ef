"""Any complete answer is a Reply, decoded and spelled in one way; connections are kept for the next one."""

import gzip
import socket
import threading

import pytest

from tests.fetching.origins import NAME, QUICK, answer, fetching, serving


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified", "404 Not Found", "410 Gone", "429 Busy", "500 Oops"])
def test_every_complete_answer_is_a_reply(status: str) -> None:
    body = b"" if status.startswith("304") else b"words"
    with serving({"/": answer(body, status=status, Retry_After="60")}) as origin, fetching(origin) as fetch:
        found = fetch(origin.url())
    assert (found.status, found.content, found.headers["retry-after"]) == (int(status[:3]), body, "60")
    assert found.is_not_modified == (found.status == 304)


def test_a_reply_tells_what_the_headers_say() -> None:
    headers = {
        "Content_Type": "Text/HTML; charset=utf-8",
        "ETag": '"v1"',
        "Last_Modified": "Mon, 23 Nov 2026 09:00:00 GMT",
    }
    with serving({"/": answer(b"hello", **headers)}) as origin, fetching(origin) as fetch:
        found = fetch(origin.url())
    assert (found.media_type, found.etag) == ("text/html", '"v1"')
    assert found.last_modified == "Mon, 23 Nov 2026 09:00:00 GMT"


def test_the_request_says_who_asks_and_what_is_known() -> None:
    with serving({"/a%20b?q=%C3%A9": answer()}) as origin, fetching(origin) as fetch:
        fetch(origin.url("/a%20b?q=é#part"), etag='W/"1"', last_modified="then", accept="text/html")
    assert sorted(origin.requests[0].strip().split("\r\n")) == [
        "Accept-Encoding: gzip",
        "Accept: text/html",
        "GET /a%20b?q=%C3%A9 HTTP/1.1",
        f"Host: {NAME}:{origin.port}",
        "If-Modified-Since: then",
        'If-None-Match: W/"1"',
        "User-Agent: Said/1 (+me)",
    ]


def test_a_path_of_two_slashes_stays_a_path() -> None:
    with serving({"//evil.example/x": answer(b"path")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url("//evil.example/x")).content == b"path"


def test_an_odd_etag_is_sent_back_as_it_came() -> None:
    odd = b'HTTP/1.1 200 OK\r\nETag: "\xc3\xa9"\r\nContent-Length: 0\r\n\r\n'
    with serving({"/": odd}) as origin, fetching(origin) as fetch:
        fetch(origin.url(), etag=fetch(origin.url()).etag)
        fetch(origin.url(), etag="a\r\nX-Evil: b")
    assert 'If-None-Match: "é"' in origin.requests[1]
    assert "Evil" not in origin.requests[2]


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0), gzip.compress(b"one two", mtime=0) + b"\0\0"],
)
def test_gzip_is_decoded_whole(packed: bytes) -> None:
    with serving({"/": answer(packed, Content_Encoding="gzip")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url()).content == b"one two"


def test_gzip_that_decodes_to_exactly_a_step_is_whole() -> None:
    for size in (65535, 65536, 65537, 131072, 300_000):
        body = answer(gzip.compress(b"a" * size), Content_Encoding="gzip")
        with serving({"/": body}) as origin, fetching(origin) as fetch:
            assert len(fetch(origin.url()).content) == size


def test_an_empty_answer_that_calls_itself_gzip_is_empty() -> None:
    with serving({"/": answer(b"", Content_Encoding="gzip")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url()).content == b""


def test_no_cookie_is_kept() -> None:
    with serving({"/": answer(Set_Cookie="id=1; Path=/")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url()).headers["set-cookie"] == "id=1; Path=/"
        fetch(origin.url())
    assert "cookie" not in origin.requests[1].lower()


def test_one_connection_serves_requests_that_follow_each_other() -> None:
    with serving({"/": answer()}) as origin, fetching(origin) as fetch:
        for _ in range(5):
            fetch(origin.url())
        assert (origin.connections, len(origin.requests)) == (1, 5)


def test_a_waiting_connection_that_was_hung_up_is_replaced() -> None:
    def once(connection: socket.socket) -> None:
        connection.sendall(answer(b"first"))
        connection.recv(65536)

    with serving({"/": once, "/again": answer(b"again")}) as origin, fetching(origin) as fetch:
        assert fetch(origin.url()).content == b"first"
        assert fetch(origin.url("/again")).content == b"again"
        assert origin.connections == 2


def test_a_forked_process_does_not_read_from_its_parents_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/": answer()}) as origin, fetching(origin) as fetch:
        fetch(origin.url())
        inherited = fetch._pool
        with monkeypatch.context() as child:
            child.setattr("os.getpid", lambda: 1)
            fetch(origin.url())
            fetch.close()
        inherited.close()
        assert origin.connections == 2


def test_threads_share_a_fetcher() -> None:
    with serving({f"/{n}": answer(str(n).encode()) for n in range(30)}) as origin, fetching(origin) as fetch:
        found: dict[int, bytes] = {}
        threads = [
            threading.Thread(target=lambda n=n: found.update({n: fetch(origin.url(f"/{n}")).content}))
            for n in range(30)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(QUICK.total_seconds * 5)
    assert found == {n: str(n).encode() for n in range(30)}
