"""A page that lists articles is read as a feed is: its headlines are items, its furniture is not."""

from datetime import UTC, datetime

from claims.analysis.feed_documents import FeedEntry
from claims.analysis.list_pages import MOST, read_list_page

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
PAGE = """<!doctype html><html><head><title>The Ministry: statements</title></head><body>
<header role="banner"><a href="/">The Ministry of everything there is</a></header>
<nav><a href="/statements/2021/01/01/a-menu-is-not-an-article">A menu is not an article</a></nav>
<main>
  <article>
    <a href="/statements/2022/02/15/units-return-to-base?utm_source=list"><img src="a.jpg"></a>
    <h2><a href="/statements/2022/02/15/units-return-to-base">Units return to base after exercises</a></h2>
    <time datetime="2022-02-15T09:00:00+03:00">15 February</time>
    <a href="/statements/2022/02/15/units-return-to-base">Read more</a>
  </article>
  <article>
    <h2><a href="/s/817">Minister to meet his colleague on Friday</a></h2><time datetime="2022-02-14">yesterday</time>
  </article>
  <p>
     <a href="https://www.ministry.example/statements/why-the-bridge-was-shut-again">Why the bridge was closed</a></p>
  <p><a href="/tag/exercises">All that we have on exercises</a> <a href="/files/orders.pdf.zip">The orders as a file</a>
     <a href="https://elsewhere.example/2022/02/15/other-peoples-story">A story that other people wrote</a>
     <a href="#comments">Comments of our dear readers</a> <a href="javascript:void(0)">Click here, see all</a>
     <a href="mailto:press@ministry.example">Write to the press office</a></p>
</main>
<footer><a href="/2022/02/15/legal-notice-of-this-site">Legal notice of this site</a></footer></body></html>"""


def read(page: str, url: str = "https://ministry.example/statements") -> tuple[FeedEntry, ...]:
    return read_list_page(page.encode(), url=url, content_type="text/html; charset=utf-8", now=NOW)


def test_each_article_is_one_item_with_its_headline_in_the_page_s_order() -> None:
    found = read(PAGE)
    assert [(entry.url, entry.title) for entry in found] == [
        (
            "https://ministry.example/statements/2022/02/15/units-return-to-base",
            "Units return to base after exercises",
        ),
        ("https://ministry.example/s/817", "Minister to meet his colleague on Friday"),
        (
            "https://www.ministry.example/statements/why-the-bridge-was-shut-again",
            "Why the bridge was closed",
        ),
    ]


def test_the_moment_that_stands_with_a_link_is_its_publication() -> None:
    found = read(PAGE)
    assert found[0].published_at == datetime(2022, 2, 15, 6, tzinfo=UTC)
    assert found[1].published_raw == "2022-02-14"
    assert found[2].published_at is None


def test_headlines_in_scripts_without_spaces_count() -> None:
    (entry,) = read('<main><h3><a href="/news/202202150001">国防部否认撤军报道</a></h3></main>')
    assert entry.title == "国防部否认撤军报道"


def test_addresses_are_resolved_against_the_page_s_base() -> None:
    (entry,) = read('<head><base href="/press/"></head><h2><a href="817-now">One more thing was said</a></h2>')
    assert entry.url == "https://ministry.example/press/817-now"


def test_a_page_without_articles_lists_nothing() -> None:
    assert read("<p>We have <a href='/about'>nothing to say today</a>.</p>") == ()
    assert read("") == ()
    assert read_list_page(b"\0\xff%PDF-1.7", url="https://a.example/", content_type="application/pdf", now=NOW) == ()


def test_a_page_of_a_hundred_thousand_links_gives_the_first_ones() -> None:
    links = "".join(f'<a href="/2022/02/15/story-{number}">One more story of today</a>' for number in range(100_000))
    found = read(f"<main><div>{links}</div></main>")
    assert len(found) == MOST
    assert found[0].url.endswith("/story-0")


def test_a_page_nested_without_end_still_gives_what_stands_before() -> None:
    told = '<h2><a href="/2022/02/15/a-story">A story that stands before</a></h2>'
    assert [entry.title for entry in read(told + "<div>" * 50_000)] == ["A story that stands before"]
