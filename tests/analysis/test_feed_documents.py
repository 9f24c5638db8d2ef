"""A feed of any kind is read, however it is written."""

import contextlib
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import feed_documents
from claims.analysis.feed_documents import FeedDocument, NotAFeed

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent.parent / "samples" / "feeds"
HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>'
TAIL = "</channel></rss>"


def read(content: bytes, *, content_type: str = "application/rss+xml", most: int = 2000) -> FeedDocument:
    return feed_documents.read_feed(
        content, url="https://border.example/feed", content_type=content_type, now=NOW, most=most
    )


def rss(items: str) -> bytes:
    return f"{HEAD}{items}{TAIL}".encode()


def item(title: str = "t", link: str = "https://e.example/1", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def test_rss_two_is_read_with_absolute_links_and_plain_text() -> None:
    feed = read((SAMPLES / "rss20.xml").read_bytes())
    first = feed.entries[0]
    assert (feed.kind, feed.title, feed.language, feed.skipped) == ("rss", "The Border Post", "en-GB", 0)
    assert first.url == "https://border.example/2022/02/15/columns?utm_source=rss"
    assert first.title == "Ministry & army: columns are leaving"
    assert first.summary == "The ministry showed a film. Nobody else did."
    assert (first.guid, first.author) == ("post-1", "Ada Reporter")
    assert first.published_raw == "Tue, 15 Feb 2022 10:30:00 +0300"
    assert first.published_at == datetime(2022, 2, 15, 7, 30, tzinfo=UTC)


def test_an_entry_without_a_link_is_kept_only_for_its_permalink() -> None:
    feed = read((SAMPLES / "rss20.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["Ministry & army: columns are leaving", "Only a permalink"]
    assert feed.entries[1].url == "https://border.example/2022/02/16/permalink"


@pytest.mark.parametrize(
    ("sample", "kind", "url"),
    [
        ("rss091.xml", "rss", "http://bell.example/bridge"),
        ("rss090.rdf", "rdf", "http://bell.example/ferry"),
        ("rss10.rdf", "rdf", "http://harbour.example/1"),
        ("atom.xml", "atom", "https://ridge.example/news/bridge"),
        ("feed.json", "json", "https://border.example/lamp/1"),
    ],
)
def test_each_kind_of_feed_gives_its_first_entry(sample: str, kind: str, url: str) -> None:
    feed = read((SAMPLES / sample).read_bytes(), content_type="text/plain")
    assert (feed.kind, feed.entries[0].url) == (kind, url)


def test_atom_takes_its_author_date_and_content() -> None:
    entry = read((SAMPLES / "atom.xml").read_bytes(), content_type="application/atom+xml").entries[0]
    assert (entry.title, entry.author) == ("Bridge not rebuilt", "Cy Walker")
    assert entry.summary == "It was seen from the hill. Twice."
    assert entry.published_at == datetime(2022, 2, 16, 10, tzinfo=UTC)


def test_a_json_feed_survives_values_of_the_wrong_type() -> None:
    feed = read((SAMPLES / "feed.json").read_bytes(), content_type="application/feed+json")
    assert [entry.guid for entry in feed.entries] == ["1", "https://lamp.example/2"]
    assert feed.entries[0].author == "Ada, Ben"
    assert feed.entries[0].summary == "Seen by two people."
    assert feed.entries[0].published_at == datetime(2022, 2, 16, 1, tzinfo=UTC)
    assert feed.entries[1].summary == "No title, as JSON Feed allows."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        b"plain words",
        b"\x00\x01\x02\xff",
        b"<!doctype html><html><body><h1>Sign in</h1></body></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        b"{",
        b'{"version": "2.0", "items": []}',
        b'{"version": ["https://jsonfeed.org/version/1.1"]}',
        b'{"a":' * 100_000,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    ],
)
def test_what_is_no_feed_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(NotAFeed, match=r"^[^.]+\.?[^.]*\.$"):
        read(content)


def test_a_broken_feed_gives_what_can_be_read() -> None:
    feed = read((HEAD + item("Whole") + "<item><title>Half</tit").encode())
    assert feed.entries[0].title == "Whole"


def test_an_empty_feed_is_a_feed_without_entries() -> None:
    assert read(rss("")).entries == ()


def test_a_title_of_a_million_characters_is_shortened_with_a_mark() -> None:
    title = read(rss(item("x" * 1_000_000))).entries[0].title
    assert len(title) == 1_000
    assert title.endswith("x…")


def test_nul_bad_bytes_and_lone_surrogates_become_the_replacement_character() -> None:
    content = rss(item("Київ TITLE")).replace(b"TITLE", b"a\x00b\xffc\xed\xa0\x80d")
    assert read(content).entries[0].title == "Київ a\ufffdb\ufffdc\ufffdd"


def test_a_lone_surrogate_in_json_becomes_the_replacement_character() -> None:
    content = b'{"version":"https://jsonfeed.org/version/1","items":[{"url":"https://e.example/1","title":"a\\ud800\\u0000"}]}'
    assert read(content).entries[0].title == "a\ufffd\ufffd"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_other_encodings_are_read_as_declared(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    content = rss(item("Мост открыт")).decode().replace('encoding="utf-8"', f'encoding="{declared}"').encode(encoding)
    assert read(content).entries[0].title == "Мост открыт"


def test_undeclared_western_bytes_are_read_as_western() -> None:
    content = f'<rss version="2.0"><channel>{item("Café fermé")}{TAIL}'.encode("cp1252")
    assert read(content).entries[0].title == "Café fermé"


def test_a_less_than_sign_in_a_title_is_no_markup() -> None:
    assert read(rss(item("5 &lt; 6 &amp;amp; 7"))).entries[0].title == "5 < 6 & 7"


@pytest.mark.parametrize(
    "written",
    ["", "soon", "Fri, 31 Dec 9999 23:59:60 -1200", "Mon, 01 Jan 0001 00:00:00 +1400", "Tue, 15 Feb 2050 10:00:00 GMT"],
)
def test_an_odd_date_is_kept_as_written_and_not_believed(written: str) -> None:
    entry = read(rss(item(more=f"<pubDate>{written}</pubDate>"))).entries[0]
    assert entry.published_raw == written
    assert entry.published_at is None


def test_a_leap_second_and_a_date_without_a_zone_are_believed() -> None:
    entries = read(
        rss(
            item(more="<pubDate>Sat, 31 Dec 2016 23:59:60 GMT</pubDate>")
            + item(more="<pubDate>Tue, 15 Feb 2022 10:00:00</pubDate>")
        )
    ).entries
    assert entries[0].published_at == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert entries[1].published_at == datetime(2022, 2, 15, 10, tzinfo=UTC)


def test_two_entries_with_one_guid_are_both_there() -> None:
    twice = item(more="<guid isPermaLink='false'>g</guid>") * 2
    assert [entry.guid for entry in read(rss(twice)).entries] == ["g", "g"]


def test_only_the_newest_of_too_many_entries_are_kept_in_the_order_of_the_feed() -> None:
    days = [(NOW - timedelta(days=age)).strftime("%a, %d %b %Y %H:%M:%S GMT") for age in (5, 1, 9, 2)]
    feed = read(rss("".join(item(f"d{n}", more=f"<pubDate>{day}</pubDate>") for n, day in enumerate(days))), most=2)
    assert [entry.title for entry in feed.entries] == ["d1", "d3"]
    assert feed.skipped == 2


def test_too_many_json_items_are_cut_too() -> None:
    items = [{"id": str(n), "url": f"https://e.example/{n}"} for n in range(5)]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), most=3)
    assert [entry.guid for entry in feed.entries] == ["0", "1", "2"]
    assert feed.skipped == 2


def test_a_hundred_thousand_entries_take_seconds() -> None:
    began = time.perf_counter()
    feed = read(rss(item(more="<pubDate>Tue, 15 Feb 2022 10:00:00 GMT</pubDate>") * 100_000))
    assert (len(feed.entries), feed.skipped) == (2_000, 98_000)
    assert time.perf_counter() - began < 30


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>'
        f'<rss version="2.0"><channel><title>&l11;</title>{item("&l11;")}</channel></rss>'
    ).encode()


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(_laughs(), id="billion laughs"),
        pytest.param(rss("<a>" * 500_000), id="deep"),
        pytest.param(rss("<a>" * 500_000 + "</a>" * 500_000), id="deep and closed"),
        pytest.param(rss("<item><title>" + "<a " * 60_000), id="open tags"),
        pytest.param(rss(item("&lt;b&gt;" * 200_000)), id="deep markup in a title"),
        pytest.param(b"[" * 1_000_000, id="brackets"),
        pytest.param(b'{"version":' + b"[" * 1_000_000, id="deep JSON"),
        pytest.param(b"<!DOCTYPE " * 100_000, id="doctypes"),
        pytest.param(b"<!--" * 200_000, id="comments"),
    ],
)
def test_a_bomb_costs_less_than_five_seconds(bomb: bytes) -> None:
    began = time.perf_counter()
    with contextlib.suppress(NotAFeed):
        assert all(len(entry.title) <= feed_documents.LONGEST_TITLE for entry in read(bomb).entries)
    assert time.perf_counter() - began < 5


def test_a_file_of_this_machine_is_not_read_through_an_entity() -> None:
    content = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<rss version="2.0"><channel>{item("&x;.")}</channel></rss>'
    )
    assert "root:" not in read(content.encode()).entries[0].title


def test_more_than_twenty_megabytes_are_refused() -> None:
    with pytest.raises(NotAFeed, match="larger than 20 MB"):
        read(b" " * (20 * 1024 * 1024) + b"<rss/>")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"<rss>", b"<feed>", b"{", b"<rss><item><link>", b""]),
    st.text(max_size=20),
)
def test_no_bytes_break_the_reader(content: bytes, start: bytes, content_type: str) -> None:
    with contextlib.suppress(NotAFeed):
        assert read(start + content, content_type=content_type).kind


@pytest.mark.parametrize("reference", ["&#xD800;", "&#0;", "&#x0;", "&#xFFFF;", "&#x110000;", "&#999999999;", "&#8;"])
def test_a_reference_to_what_no_text_may_hold_costs_one_character_not_the_feed(reference: str) -> None:
    feed = read(rss(item(title=f"Before {reference} after") + item(title="&#65;&#x42; &amp; C")))
    assert [entry.title for entry in feed.entries] == ["Before \ufffd after", "AB & C"]
