"""Lists of feeds are read as other readers write them, and ours are read by others."""

from datetime import UTC, datetime

import pytest

from claims.analysis.opml import NotOpml, Outline, read_opml, write_opml

NOON = datetime(2022, 2, 15, 12, tzinfo=UTC)


def test_feeds_are_read_with_their_titles_and_folders_an_address_once() -> None:
    told = b"""<?xml version="1.0"?><opml version="1.1"><head><title>mine</title></head><body>
      <outline text="Agencies"><outline text="East">
        <outline type="rss" text="The Bell" title="The Bell!" xmlUrl="https://bell.example/feed" htmlUrl="https://b/"/>
      </outline></outline>
      <outline type="rss" text="https://post.example/rss" xmlUrl="https://post.example/rss"/>
      <outline type="rss" text="Again" xmlUrl="https://post.example/rss"/></body></opml>"""
    assert read_opml(told) == (
        Outline("https://bell.example/feed", "The Bell!", "Agencies / East"),
        Outline("https://post.example/rss", "", ""),
    )


def test_what_is_written_is_read_back_the_same() -> None:
    feeds = (
        Outline("https://a.example/1?x=1&y=2", 'Said "& seen" <1>', "A & B"),
        Outline("https://a.example/2", "Two", "A & B"),
        Outline("https://b.example/", "", ""),
    )
    written = write_opml(feeds, title="Our feeds", made_at=NOON)
    assert read_opml(written) == feeds
    assert b"Tue, 15 Feb 2022 12:00:00 +0000" in written


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" ", "The file is empty."),
        (b"not xml", "This is no OPML file: it is no readable XML."),
        (b"<rss/>", "This is no OPML file: it does not begin with opml."),
        (b"<opml><body><outline text='A folder'/></body></opml>", "The file lists no feeds."),
        (b"<opml>" + b"<outline>" * 100_000, "This is no OPML file: it is no readable XML."),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotOpml) as refusal:
        read_opml(content)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "haha"><!ENTITY x "' + "&a;" * 1000 + '">',
    ],
)
def test_entities_do_no_harm(declared: str) -> None:
    laughs = "".join(f'<outline text="{"&x;" * 100}"/>' for _ in range(1000))
    told = f'<!DOCTYPE opml [{declared}]><opml><body><outline xmlUrl="https://a.example/"/>{laughs}</body></opml>'
    with pytest.raises(NotOpml, match="no readable XML"):
        read_opml(told.encode())


def test_too_many_feeds_are_refused_whole() -> None:
    told = "".join(f"<outline xmlUrl='https://a.example/{number}'/>" for number in range(10_001))
    with pytest.raises(NotOpml, match="more than 10,000"):
        read_opml(f"<opml><body>{told}</body></opml>".encode())
