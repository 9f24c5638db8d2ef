"""A site's feeds are found where it states them, and else where feeds usually lie."""

from claims.analysis import feed_discovery

PAGE = b"""<html><head>
<link rel="alternate" type="application/rss+xml" title="All news" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" title="All news: comments" href="/comments/feed/">
<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="https://border.example/atom">
<link rel="alternate" type="application/feed+json" title="As JSON" href="feed.json">
<link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" type="text/css" href="/a.css">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
</head><body><a href="/rss/politics">Politics</a><a href="feed://border.example/war.rss">The war</a>
<a href="/feedback">Write to us</a><a href="/news/a-feed-of-grain-arrives">A feed of grain arrives</a></body></html>"""


def stated(page: bytes) -> list[str]:
    found = feed_discovery.stated(page, url="https://border.example/news/", content_type="text/html")
    return [candidate.url for candidate in found]


def test_stated_feeds_come_first_then_links_that_name_themselves_and_comments_last() -> None:
    assert stated(PAGE) == [
        "https://border.example/feed.xml",
        "https://border.example/atom",
        "https://border.example/news/feed.json",
        "https://border.example/rss/politics",
        "https://border.example/war.rss",
        "https://border.example/comments/feed/",
    ]


def test_the_title_is_the_one_it_is_stated_with() -> None:
    found = feed_discovery.stated(PAGE, url="https://border.example/", content_type="text/html")
    assert [candidate.title for candidate in found[:3]] == ["All news", "", "As JSON"]


def test_a_page_that_states_a_thousand_feeds_states_the_first_few() -> None:
    many = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in range(1000))
    assert len(stated(many.encode())) == feed_discovery.MOST


def test_a_page_without_feeds_or_without_anything_states_none() -> None:
    assert stated(b"<p>Nothing here</p>") == []
    assert stated(b"") == []


def test_sitemaps_of_a_robots_txt_come_with_those_for_news_first() -> None:
    robots = "User-agent: *\nDisallow:\nSitemap: https://a.example/sitemap.xml\nSitemap: /news-sitemap.xml\nSitemap:\n"
    found = feed_discovery.sitemaps_of(robots, url="https://a.example/")
    assert [candidate.url for candidate in found] == [
        "https://a.example/news-sitemap.xml",
        "https://a.example/sitemap.xml",
    ]


def test_the_usual_places_are_beside_the_address_and_at_the_root() -> None:
    found = [candidate.url for candidate in feed_discovery.usual_feeds("https://a.example/blog")]
    assert found[:3] == ["https://a.example/blog/feed", "https://a.example/blog/rss", "https://a.example/feed"]
    assert len(set(found)) == len(found)
