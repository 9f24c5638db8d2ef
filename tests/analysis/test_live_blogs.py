"""A live blog is read post by post, whatever its markup; nothing else is taken for one."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.live_blogs import MOST_POSTS, LiveBlog, Post, read_live_blog

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
URL = "https://border.example/2022/columns"


def read(content: str | bytes, url: str = URL) -> LiveBlog | None:
    page = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    return read_live_blog(page, url=url, content_type="text/html; charset=utf-8", now=NOW)


def posts(content: str | bytes, url: str = URL) -> list[Post]:
    found = read(content, url)
    assert found is not None
    return found.posts


def stamp(number: int) -> str:
    return (datetime(2022, 2, 15, 8, tzinfo=UTC) + timedelta(minutes=number)).isoformat()


def update(number: int, **other: object) -> dict[str, object]:
    told = f"At the bridge we counted {number} lorries."
    return {
        "@type": "BlogPosting",
        "headline": f"Count {number}",
        "articleBody": told,
        "datePublished": stamp(number),
    } | other


def blog(updates: object, **other: object) -> dict[str, object]:
    return {"@type": "LiveBlogPosting", "headline": "Columns, live", "liveBlogUpdate": updates} | other


def script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def block(number: int, *, tag: str = "div", attributes: str = "", title: str = "") -> str:
    heading = f"<h2>{title}</h2>" if title else ""
    return (
        f'<{tag} {attributes}><header><time datetime="{stamp(number)}">08.{number:02}</time>{heading}</header>'
        f"<p>At the bridge we counted {number} lorries and two cars.</p><p>They drove north.</p></{tag}>"
    )


def page(*pieces: str, body: str = "") -> str:
    return f"<html><body {body}><h1>Columns at the border</h1>{''.join(pieces)}</body></html>"


def linked(number: int) -> str:
    link = f'<a href="/{number}">{"Columns leave the border " * 9}</a>'
    return f'<li id="l{number}"><time datetime="{stamp(number)}"></time>{link}</li>'


@pytest.mark.parametrize(
    "data",
    [
        blog([update(2), update(1)]),
        [blog([update(2), update(1)])],
        [[{"@type": "Organization"}, [blog([update(2), update(1)])]]],
        {"@graph": [{"@type": "WebPage"}, blog([update(2), update(1)])]},
        {"@type": "WebPage", "mainEntity": blog([update(2), update(1)])},
        blog([[update(2)], [[update(1)]]]),
        blog({"@type": "ItemList", "itemListElement": [{"item": update(2)}, {"@type": "ListItem", "item": update(1)}]}),
        {"@graph": [blog([{"@id": "#b"}, "#a"]), update(1, **{"@id": "#a"}), update(2, **{"@id": "#b"})]},
        blog([update(2), update(1)], **{"@type": ["NewsArticle", "https://schema.org/LiveBlogPosting"]}),
    ],
)
def test_linked_data_is_read_wherever_it_stands(data: object) -> None:
    found = read(page(script(data)))
    assert found is not None
    assert found.title == "Columns, live"
    assert [post.title for post in found.posts] == ["Count 2", "Count 1"]
    assert found.posts[1].text == "At the bridge we counted 1 lorries."
    assert found.posts[1].published_at == datetime(2022, 2, 15, 8, 1, tzinfo=UTC)


def test_a_single_update_needs_no_list_and_a_missing_headline_is_no_loss() -> None:
    (post,) = posts(page(script(blog({"articleBody": "One lorry.", "dateModified": stamp(3)}, headline=None))))
    assert (post.title, post.text, post.modified_raw, post.published_at) == ("", "One lorry.", stamp(3), None)
    found = read(page(script(blog(update(1), headline=None))))
    assert found is not None
    assert found.title == "Columns at the border"


def test_markup_in_a_body_becomes_paragraphs() -> None:
    told = "<p>One &amp; two.</p><style>x()</style><ul><li>Three</li></ul>Four<br/>five"
    (post,) = posts(page(script(blog(update(1, articleBody=told)))))
    assert post.text == "One & two.\n\nThree\n\nFour\n\nfive"
    (post,) = posts(page(script(blog(update(1, articleBody="One.\n\nTwo & three.\nFour.")))))
    assert post.text == "One.\n\nTwo & three.\n\nFour."


def test_an_address_names_the_anchor_on_the_page() -> None:
    updates = [
        update(1, url=f"{URL}?page=with:block-1#block-1"),
        update(2, url=f"{URL}?post=asset%3A2#post"),
        update(3, **{"@id": f"{URL}#gone-3"}),
        update(4, url=URL),
    ]
    blocks = '<div id="block-1"></div><li id="asset:2"></li><div id="post"></div>'
    found = posts(page(script(blog(updates)), blocks))
    assert [post.anchor for post in found] == ["block-1", "asset:2", "", ""]
    assert [post.key for post in found][:3] == ["block-1", "asset:2", "gone-3"]
    assert len(found[3].key) == 32


def test_the_only_element_of_a_moment_is_the_posts_anchor() -> None:
    blocks = block(1, attributes='id="p1"') + block(2, attributes='id="p2"') + block(2, attributes='id="p3"')
    found = posts(page(script(blog([update(1), update(2)])), blocks))
    assert [post.anchor for post in found] == ["p1", ""]


def test_one_identity_for_all_is_none_and_what_is_there_twice_counts_once() -> None:
    same = {"@id": URL}
    found = posts(page(script(blog([update(1, **same), update(2, **same), update(2, **same)]))))
    assert len(found) == len({post.key for post in found}) == 2
    assert URL not in {post.key for post in found}


def test_a_key_is_the_same_at_the_next_reading() -> None:
    first = posts(page(script(blog([update(1)]))))
    later = posts(page(script(blog([update(3), update(2), update(1)]))))
    assert later[-1].key == first[0].key


@pytest.mark.parametrize(
    "broken", ["{", '{"@type": "LiveBlogPosting", "liveBlogUpdate": [}', "[" * 90_000, "9" * 9000, ""]
)
def test_where_the_linked_data_is_broken_the_markup_is_read(broken: str) -> None:
    blocks = "".join(block(number, attributes=f'id="block-{number}" class="block"') for number in (3, 2, 1))
    content = page(f'<script type="application/ld+json">{broken}</script>', blocks)
    assert [post.key for post in posts(content)] == ["block-3", "block-2", "block-1"]


@pytest.mark.parametrize("value", [None, 7, True, "x", [], {}, [None, 7, "x", [[]]], {"item": 7}, {"articleBody": {}}])
def test_wrong_types_are_no_posts(value: object) -> None:
    assert read(page(script(blog(value)))) is None
    assert read(page(script({"@type": value, "liveBlogUpdate": [update(1)]}))) is None
    assert read(page(script({"@graph": value}))) is None


@pytest.mark.parametrize("value", [None, 7, True, [], {}, [None, 7], {"a": 1}])
@pytest.mark.parametrize(
    "name", ["@id", "@type", "headline", "url", "datePublished", "dateModified", "mainEntityOfPage"]
)
def test_a_wrong_type_in_a_post_costs_only_itself(name: str, value: object) -> None:
    (post,) = posts(page(script(blog([update(1, **{name: value})]))))
    assert post.text == "At the bridge we counted 1 lorries."


def test_microdata_is_read() -> None:
    items = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="u{number}">'
        f'<meta itemprop="datePublished" content="{stamp(number)}"><meta itemprop="dateModified" content="{stamp(9)}">'
        f'<h3 itemprop="headline">Count {number}</h3><b>Share</b>'
        f'<div itemprop="articleBody"><p>We counted {number}.</p><p>North.</p></div></div>'
        for number in (2, 1)
    )
    content = page(f'<div itemscope itemtype="https://schema.org/LiveBlogPosting">{items}</div>')
    first, second = posts(content)
    assert (first.key, first.anchor, first.title, first.text) == ("u2", "u2", "Count 2", "We counted 2.\n\nNorth.")
    assert (second.published_raw, second.modified_raw) == (stamp(1), stamp(9))


def test_the_guardians_blocks_are_posts() -> None:
    blocks = "".join(
        block(number, tag=tag, attributes=f'id="block-{number}" class="{name}"', title=f"Count {number}")
        for number, tag, name in ((2, "article", "dcr-1"), (1, "div", "block block--content"))
    )
    found = posts(page(blocks))
    assert [(post.anchor, post.title) for post in found] == [("block-2", "Count 2"), ("block-1", "Count 1")]
    assert found[0].text == "At the bridge we counted 2 lorries and two cars.\n\nThey drove north."


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ('id="post_{}"', "https://border.example/news/live/world-1"),
        ('id="post_{}" class="lx-stream__post"', URL),
        ('id="asset:{}"', "https://border.example/news/live/c1"),
    ],
)
def test_the_bbcs_posts_are_posts(attributes: str, url: str) -> None:
    blocks = "".join(
        f"<li {attributes.format(number)}><article><h3>Count {number}</h3><p>We counted {number}.</p></article></li>"
        for number in (2, 1)
    )
    found = posts(page(f"<ol>{blocks}</ol>"), url)
    assert [(post.title, post.text) for post in found] == [("Count 2", "We counted 2."), ("Count 1", "We counted 1.")]


@pytest.mark.parametrize("name", ["live", "liveblog", "live-updates", "article__live-ticker", "js-liveblog-entries"])
def test_four_dated_siblings_in_what_calls_itself_live_are_posts(name: str) -> None:
    blocks = "".join(block(number, attributes=f'id="e{number}"') for number in range(4))
    for attribute in ("class", "id"):
        found = posts(page(f"<main><div {attribute}='{name}'><section>{blocks}</section></div></main>"))
        assert [post.anchor for post in found] == ["e0", "e1", "e2", "e3"]


@pytest.mark.parametrize(
    "content",
    [
        page("<p>The columns left.</p>"),
        page(*(block(number, attributes=f'id="e{number}"') for number in range(9))),
        page("<div class='live'>", *(block(number, attributes=f'id="e{number}"') for number in range(3)), "</div>"),
        page("<div class='live'>", *(block(number) for number in range(9)), "</div>"),
        page("<div class='alive olive delivery'>", *(block(n, attributes=f'id="e{n}"') for n in range(9)), "</div>"),
        page("<div class='live'><b class='comments'>", *(block(n, attributes=f'id="c{n}"') for n in range(9))),
        page("<div class='live'>", *(block(n, attributes=f'id="comment-{n}"') for n in range(9)), "</div>"),
        page("<aside class='live'>", *(block(n, attributes=f'id="e{n}"') for n in range(9)), "</aside>"),
        page("<div class='live'><ul class='live'>", *(linked(n) for n in range(9)), "</ul></div>"),
        page(*(block(n, tag="li", attributes=f'id="post_{n}"') for n in range(9))),
        page(*(f'<div id="block-{n}" class="widget widget_block"><p>Menu {n}</p></div>' for n in range(9))),
        page(*(f'<div id="block-{n}" class="block"><p>Menu {n}</p></div>' for n in range(9))),
        page(script({"@type": "NewsArticle", "headline": "x", "comment": [update(n) for n in range(9)]})),
        page(script({"@type": "LiveBlogPosting", "headline": "x"}), "<p>The columns left.</p>"),
        "",
    ],
)
def test_an_article_with_dated_comments_or_links_is_no_live_blog(content: str) -> None:
    assert read(content) is None


def test_elements_that_share_an_id_are_told_apart() -> None:
    blocks = "".join(block(number, attributes='id="block-1" class="block"') for number in (2, 1))
    found = posts(page(blocks))
    assert len({post.key for post in found}) == 2
    assert {post.anchor for post in found} == {""}


def test_a_post_in_a_post_is_a_part_of_it() -> None:
    inner = block(1, attributes='id="block-1" class="block"')
    outer = f'<div id="block-2" class="block"><time datetime="{stamp(2)}"></time><p>It says:</p>{inner}</div>'
    found = posts(page(outer, block(3, attributes='id="block-3" class="block"')))
    assert [post.key for post in found] == ["block-2", "block-3"]


def test_of_ten_thousand_posts_the_newest_are_kept_in_the_pages_order() -> None:
    began = time.process_time()
    stated = posts(page(script(blog([update(number) for number in range(10_000)]))))
    blocks = (block(number, attributes=f'id="e{number}"') for number in range(10_000))
    marked = posts(page("<div class='liveblog'>", *blocks, "</div>"))
    expected = [stamp(number) for number in range(10_000 - MOST_POSTS, 10_000)]
    assert [post.published_raw for post in stated] == [post.published_raw for post in marked] == expected
    assert time.process_time() - began < 8


def test_of_many_posts_without_dates_the_first_are_kept() -> None:
    found = posts(page(script(blog([update(number, datePublished="soon") for number in range(900)]))))
    assert [found[0].title, found[-1].title, len(found)] == ["Count 0", f"Count {MOST_POSTS - 1}", MOST_POSTS]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<div id='block-1' class='block'><time datetime='2022-02-15'>" * 60_000, id="posts in posts"),
        pytest.param("<div class='live' id='a'>" * 100_000 + "<time datetime='x'>" * 10_000, id="deep"),
        pytest.param("<time datetime='2022-02-15'></time>" * 100_000, id="times"),
        pytest.param("<li id='post_1'>" * 100_000, id="list items"),
        pytest.param(page(script(blog([update(1, articleBody="<p" * 400_000)]))), id="open markup"),
        pytest.param(page(script(blog([update(1, articleBody="<div>" * 100_000 + "x")]))), id="deep markup"),
        pytest.param(page(script(blog([update(1, url="#a" * 400_000)]))), id="fragments"),
        pytest.param(page(script([[[blog([[[update(1)]]])]]] * 20_000)), id="many"),
        pytest.param(page('<script type="application/ld+json">' + '{"@graph":' * 50_000), id="deep graph"),
        pytest.param("\x00\ufffe<article id=block-1>" * 20_000, id="bytes"),
    ],
)
def test_no_page_breaks_the_reader_or_holds_it_up(content: str) -> None:
    began = time.process_time()
    found = read(content)
    assert found is None or len(found.posts) <= MOST_POSTS
    assert time.process_time() - began < 5


def test_what_cannot_be_stored_is_replaced() -> None:
    strange = {"@id": "a\x00\ud800", "headline": "b\ud800", "articleBody": "c\x00", "datePublished": "d\ud800"}
    (post,) = posts(page(script(blog([strange]))))
    for written in (post.key, post.title, post.text, post.published_raw):
        assert "\x00" not in written
        assert written.encode("utf-8")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "liveBlogUpdate", "articleBody", "url"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_linked_data_breaks_the_reader(data: object) -> None:
    read(page(script(blog(data))))
    read(page(script([data, blog([data, update(1)])])))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    read(b"<html><body class=live><article id=post_1>" + content)
