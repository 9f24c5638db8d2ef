"""Whatever a server sends: this process lives, what is stored stays, and the feed says one plain sentence."""

import gzip
import os
import re
import socket
import struct

import pytest

from claims.fetching.http import DEFAULT_LIMITS
from claims.models import FeedItem, Page
from tests.fetching.origins import Deed, answer, dripping
from tests.monitoring.documents import rss
from tests.monitoring.origins import watched

pytestmark = pytest.mark.django_db
GOOD = answer(rss(("It stays", "https://outlet.example/1")).encode(), content_type="application/rss+xml")
XML = "application/xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = gzip.compress(b"<rss>" + b" " * 50_000_000)


def cut_off(connection: socket.socket) -> None:
    """Promises much, sends little, resets."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss><chan")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket) -> None:
    """Reads and never answers."""
    while connection.recv(1024):
        pass


HOSTILE: dict[str, bytes | Deed] = {
    "nothing at all": answer(b""),
    "a page": answer(b"<html><body>We have moved</body></html>", content_type="text/html"),
    "a picture": answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, content_type="image/png"),
    "a damaged feed": answer(b"<rss><channel><item><title>Half a", content_type=XML),
    "billion laughs": answer(
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><title>&l11;</title></channel>'.encode()
    ),
    "a file of ours": answer(b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><feed>&f;</feed>'),
    "deep XML": answer(b"<rss>" + b"<a>" * 60_000, content_type=XML),
    "deep JSON": answer(b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000),
    "a gzip bomb": answer(BOMB, content_encoding="gzip"),
    "gzip in gzip": answer(gzip.compress(gzip.compress(b"<rss/>")), content_encoding="gzip"),
    "gzip that is none": answer(b"<rss></rss>", content_encoding="gzip"),
    "a declared giant": b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<rss>",
    "an endless body": dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"<item>" * 2_000),
    "dripping headers": dripping(b"HTTP/1.1 200 OK\r\n", b"X"),
    "a dripping body": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"<"),
    "silence": silent,
    "a reset": cut_off,
    "no HTTP": b"220 ftp.example ready\r\n",
    "a server error": answer(b"oops", status="500 Internal Server Error"),
    "a teapot": answer(b"", status="418 I'm a teapot"),
    "a loop": answer(b"", status="302 Found", location="/feed"),
    "a way to ourselves": answer(b"", status="302 Found", location="http://127.0.0.1:6379/"),
    "a way to the cloud's secrets": answer(
        b"", status="301 Moved", location="http://169.254.169.254/latest/meta-data/"
    ),
    "a way nowhere": answer(b"", status="302 Found", location="javascript:alert(1)"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_stored_entries_stay_and_one_sentence_says_why(what: str) -> None:
    with watched({"/feed": GOOD}) as one:
        one.poll()
        pid = os.getpid()
        one.answers["/feed"] = HOSTILE[what]
        outcome = one.poll()
    assert os.getpid() == pid
    assert outcome.outcome == "failed", one.feed.last_error
    assert [item.title for item in FeedItem.objects.all()] == ["It stays"]
    assert Page.objects.count() == 1
    sentence = one.feed.last_error
    assert re.fullmatch(r"[A-Z][^\n]{8,200}[.]", sentence), sentence
    assert not re.search(r"Traceback|Error\(|Errno|0x[0-9a-f]{6}|127\.0\.0\.1|169\.254", sentence), sentence
    assert one.feed.failures == 1


def test_a_feed_without_entries_is_never_read_as_all_removed() -> None:
    with watched({"/feed": GOOD}) as one:
        one.poll()
        one.answers["/feed"] = answer(rss().encode(), content_type="application/rss+xml")
        one.poll()
    assert FeedItem.objects.count() == Page.objects.count() == 1
    assert one.feed.failures == 0


def test_texts_that_no_database_holds_are_stored_alike() -> None:
    title = "A" * 1_000_000
    told = (
        b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title><item><title>'
        + title.encode()
        + b"</title><link>https://outlet.example/1</link></item>"
        b"<item><title>NUL \0 and \xff\xfe and &#xD800; end</title><link>https://outlet.example/2</link></item></channel></rss>"
    )
    with watched({"/feed": answer(told, content_type="application/rss+xml")}, limits=DEFAULT_LIMITS) as one:
        one.poll()
    long, odd = FeedItem.objects.order_by("page__url")
    assert long.title == "A" * 999 + "…"
    assert "\0" not in odd.title
    assert odd.title.startswith("NUL ")
    assert odd.title.endswith(" end")


def test_a_feed_of_a_hundred_thousand_entries_gives_its_newest_and_says_so() -> None:
    days = (
        f"<item><title>Story {n}</title><link>https://outlet.example/{n}</link>"
        f"<pubDate>{1 + n % 28:02} Jan {2000 + n % 22} 12:00:00 GMT</pubDate></item>"
        for n in range(100_000)
    )
    told = f'<rss version="2.0"><channel><title>t</title>{"".join(days)}</channel></rss>'.encode()
    compressed = answer(gzip.compress(told), content_encoding="gzip", content_type="application/rss+xml")
    with watched({"/feed": compressed}, limits=DEFAULT_LIMITS) as one:
        outcome = one.poll()
        assert outcome.new_items == 2000, one.feed.last_error
        assert one.feed.notice == "98000 older entries are skipped."
        assert one.poll().new_items == 0
    assert FeedItem.objects.count() == 2000
