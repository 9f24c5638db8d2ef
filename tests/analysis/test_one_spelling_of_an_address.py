"""Every web address has one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import addresses


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTP://News.Example:80/a/./b/../c#top", "http://news.example/a/c"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/x", "https://news.example:8443/x"),
        ("https://news.example/x?utm_source=rss&id=7&fbclid=abc&UTM_Medium=x", "https://news.example/x?id=7"),
        ("https://news.example/x?b=2&a=1", "https://news.example/x?b=2&a=1"),
        ("https://news.example/x?12345", "https://news.example/x?12345"),
        ("https://news.example/x?q=a+b%20c", "https://news.example/x?q=a+b%20c"),
        ("https://новини.example/шлях", "https://xn--b1amarcd.example/%D1%88%D0%BB%D1%8F%D1%85"),
        ("  https://news.example/a b ", "https://news.example/a%20b"),
        ("https://news.example./x", "https://news.example/x"),
        ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
        (
            "https://archive.example/web/2022/https://news.example/x",
            "https://archive.example/web/2022/https://news.example/x",
        ),
    ],
)
def test_an_address_is_spelt_in_one_way(written: str, expected: str) -> None:
    assert addresses.canonical_url(written) == expected


@pytest.mark.parametrize("name", ["uid", "cid", "source", "gallery", "session", "eid", "keyword", "referendum"])
def test_a_parameter_that_may_choose_the_article_stays(name: str) -> None:
    assert addresses.canonical_url(f"https://news.example/x?{name}=7") == f"https://news.example/x?{name}=7"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "news.example/x",
        "ftp://news.example/x",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://[bad/",
        "http://news.example:99999/",
        "http://news.example:http/",
        "http://ada:secret@news.example/",
        "http://news.example\\@other.example/",
        "http://news.example/\x00",
        "http://news.example/a\u202eb",
        "http://news.example/\ud800",
        "http://.../",
        "http://news.example/" + "x" * 9000,
    ],
)
def test_what_is_no_web_address_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        addresses.canonical_url(written)


@given(st.text(max_size=60))
def test_a_canonical_address_is_its_own_canonical_address(tail: str) -> None:
    try:
        once = addresses.canonical_url(f"https://news.example/{tail}")
    except ValueError:
        return
    assert addresses.canonical_url(once) == once


@given(st.from_regex(r"https?://[a-zA-Z0-9.\-\u0430-\u044f:\[\]]{1,20}[/?#a-z=&%.;+]{0,20}", fullmatch=True))
def test_any_address_is_refused_or_spelt_once(written: str) -> None:
    try:
        once = addresses.canonical_url(written)
    except ValueError:
        return
    assert addresses.canonical_url(once) == once
    assert addresses.host_of(once) == addresses.host_of(written)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("HTTPS://News.Example/x", "news.example"),
        ("https://news.example:443/x", "news.example"),
        ("http://127.0.0.5:8901/x", "127.0.0.5:8901"),
        ("https://news.example:80/", "news.example:80"),
        ("http://[::1]:8901/", "[::1]:8901"),
    ],
)
def test_a_host_has_its_port_only_where_that_is_unusual(written: str, host: str) -> None:
    assert addresses.host_of(written) == host
