"""A sitemap of any kind is read, and no file can hurt its reader."""

import gzip
from datetime import UTC, datetime

import pytest

from claims.analysis.sitemaps import NotASitemap, Sitemap, read_sitemap

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
PLAIN = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def read(content: bytes, most: int = 200) -> Sitemap:
    return read_sitemap(content, url="https://border.example/sitemap.xml", now=NOW, most=most)


def urlset(*urls: str) -> bytes:
    return f'<?xml version="1.0"?><urlset xmlns="{PLAIN}" xmlns:news="{NEWS}">{"".join(urls)}</urlset>'.encode()


def place(path: str, lastmod: str = "") -> str:
    return f"<url><loc>https://border.example{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def test_a_news_sitemap_gives_titles_and_moments_of_publication() -> None:
    told = (
        "<url><loc>https://border.example/columns</loc><news:news><news:publication><news:name>The Border Post"
        "</news:name><news:language>en</news:language></news:publication><news:publication_date>2022-02-15T10:30:00"
        "+03:00</news:publication_date><news:title>Columns &amp; trains are leaving</news:title></news:news></url>"
    )
    (entry,) = read(urlset(told)).entries
    assert (entry.url, entry.title) == ("https://border.example/columns", "Columns & trains are leaving")
    assert entry.published_raw == "2022-02-15T10:30:00+03:00"
    assert entry.published_at == datetime(2022, 2, 15, 7, 30, tzinfo=UTC)
    assert (entry.guid, entry.summary) == ("", "")


def test_the_day_of_a_change_is_not_taken_for_the_day_of_publication() -> None:
    (entry,) = read(urlset(place("/columns", "2022-02-16"))).entries
    assert (entry.published_raw, entry.published_at, entry.title) == ("", None, "")


def test_of_a_large_sitemap_the_newest_addresses_are_kept_in_its_order_and_the_rest_is_counted() -> None:
    days = (3, 9, 1, 8, 2)
    found = read(urlset(*(place(f"/{day}", f"2022-02-0{day}") for day in days)), most=2)
    assert [entry.url[-2:] for entry in found.entries] == ["/9", "/8"]
    assert found.skipped == 3


def test_of_a_large_sitemap_without_dates_both_ends_are_kept() -> None:
    found = read(urlset(*(place(f"/{number}") for number in range(10))), most=4)
    assert [entry.url[-2:] for entry in found.entries] == ["/0", "/1", "/8", "/9"]


def test_an_index_gives_the_newest_sitemaps_first() -> None:
    listed = "".join(
        f"<sitemap><loc>https://border.example/{name}.xml</loc>{lastmod}</sitemap>"
        for name, lastmod in (
            ("old", "<lastmod>2021-01-01</lastmod>"),
            ("posts-1", ""),
            ("news", ""),
            ("new", "<lastmod>2022-02-19</lastmod>"),
            ("posts-2", ""),
        )
    )
    found = read(f'<sitemapindex xmlns="{PLAIN}">{listed}</sitemapindex>'.encode())
    names = [url.removeprefix("https://border.example/") for url in found.children]
    assert names == ["new.xml", "old.xml", "news.xml", "posts-2.xml", "posts-1.xml"]
    assert found.entries == ()


def test_a_gzipped_sitemap_and_one_without_its_namespace_are_read() -> None:
    assert len(read(gzip.compress(urlset(place("/a"), place("/b")))).entries) == 2
    assert len(read(b"<urlset><url><loc>/relative</loc></url></urlset>").entries) == 1


def test_a_list_of_addresses_is_a_sitemap() -> None:
    found = read(b"\xef\xbb\xbfhttps://border.example/a\r\n\r\nhttps://border.example/b\r\n")
    assert [entry.url for entry in found.entries] == ["https://border.example/a", "https://border.example/b"]


def test_what_comes_before_the_damage_is_kept() -> None:
    assert len(read(urlset(place("/a"), place("/b"))[:-30]).entries) >= 1


def test_addresses_that_are_none_are_left_out() -> None:
    told = "<url><loc>javascript:alert(1)</loc></url><url><loc> </loc></url><url></url>"
    assert [entry.url for entry in read(urlset(told, place("/a"))).entries] == ["https://border.example/a"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The answer was empty."),
        (b"  \n ", "The answer was empty."),
        (b"<html><body>Hello</body></html>", "This is no sitemap: it does not begin with urlset or sitemapindex."),
        (b"<rss><channel></channel></rss>", "This is no sitemap: it does not begin with urlset or sitemapindex."),
        (b'{"a": 1}', "This is no sitemap: it is no readable XML."),
        (b"https://border.example/a\nand then a sentence", "This is neither a sitemap nor a list of addresses."),
        (b"\x1f\x8b\x08damaged for sure", "The sitemap is compressed and too damaged to be read."),
    ],
)
def test_what_is_no_sitemap_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotASitemap) as refusal:
        read(content)
    assert str(refusal.value) == sentence


def test_a_gzip_bomb_is_refused_before_it_is_held() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (51 * 1024 * 1024))
    with pytest.raises(NotASitemap, match="larger than 50 MB"):
        read(bomb)


def test_entities_are_never_expanded_and_nothing_is_fetched_for_them() -> None:
    laughs = (
        b'<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>https://border.example/a</loc><title>&file;&b;</title></url></urlset>"
    )
    (entry,) = read(laughs).entries
    assert "root" not in entry.title
    assert "ha" not in entry.title


def test_a_sitemap_nested_without_end_is_read_no_further() -> None:
    deep = b"<urlset>" + b"<url>" * 100_000
    with pytest.raises(NotASitemap):
        read(deep)
