"""The article is found in a page, and nothing else of it."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import article_html
from claims.analysis.article_html import ArticleText

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent.parent / "samples" / "pages"


def extract(content: bytes, content_type: str = "text/html") -> ArticleText:
    return article_html.extract(content, url="https://border.example/x", content_type=content_type, now=NOW)


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    found = extract((SAMPLES / "article.html").read_bytes())
    assert found.title == "Columns are leaving, the ministry says"
    assert found.text.startswith("The ministry published a film")
    assert found.text.count("\n\n") == 2
    assert (found.author, found.language, found.site_name) == ("Ada Reporter, Ben Second", "en", "The Border Post")
    assert found.published_at == datetime(2022, 2, 15, 7, 30, tzinfo=UTC)
    assert found.canonical_url == "https://border.example/2022/02/15/columns"


def test_menus_forms_and_scripts_are_no_story() -> None:
    text = extract((SAMPLES / "article.html").read_bytes()).text
    assert not [word for word in ("Home", "newsletter", "Share", "reserved", "tracked") if word in text]


def test_a_page_of_two_sentences_gives_both_and_no_menu() -> None:
    found = extract((SAMPLES / "short.html").read_bytes())
    assert found.title == "Nothing seen yet"
    assert found.text == "This is a demonstration.\n\nWe looked twice and saw no sign of a withdrawal."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_the_header_tells_the_encoding(encoding: str) -> None:
    page = "<html><h1>Мост открыт</h1><p>Мост снова открыт для всех.</p></html>".encode(encoding)
    assert extract(page, f"text/html; charset={encoding}").title == "Мост открыт"


def test_one_bad_byte_does_not_garble_the_page() -> None:
    assert extract("<h1>Міст X</h1><p>Так.</p>".encode().replace(b"X", b"\x91")).title == "Міст \ufffd"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<div>" * 200_000 + b"x", id="deep"),
        pytest.param(b"<" * 1_000_000, id="angles"),
        pytest.param(b"<a b='" * 100_000, id="open attributes"),
        pytest.param(b"<p>" + b"word " * 2_000_000, id="ten megabytes"),
        pytest.param(b"\x00\xff\xfe" * 1000, id="bytes"),
        pytest.param(b"%PDF-1.4 \x93\x8c", id="PDF"),
        pytest.param(b'<script type="application/ld+json">' + b"[" * 90_000 + b"</script><p>x</p>", id="deep JSON"),
        pytest.param(b"<?xml version='1.0' encoding='none'?><html><p>x</p>", id="unknown encoding"),
    ],
)
def test_no_page_breaks_the_reader_or_holds_it_up(content: bytes) -> None:
    began = time.process_time()
    found = extract(content, "text/html; charset=nonsense")
    assert "\x00" not in found.text
    assert len(found.text) <= article_html.LONGEST_TEXT
    assert time.process_time() - began < 5


@given(st.binary(max_size=200), st.text(max_size=20))
def test_no_bytes_break_the_reader(content: bytes, content_type: str) -> None:
    extract(b"<html><body><p>" + content, content_type).title.encode("utf-8")
