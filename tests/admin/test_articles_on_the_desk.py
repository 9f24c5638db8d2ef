"""An article on the desk: its copies elsewhere, its live blog, and all that was fetched as one file."""

import gzip

import pytest

from claims.matching import suggestions
from claims.models import ArchivedCopy, Article, Page
from claims.monitoring import pages
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import article_html
from tests.monitoring.test_live_blogs_post_by_post import NATO, blog

pytestmark = pytest.mark.django_db
URL = "https://outlet.example/none"


def read(content: str) -> Page:
    page = factories.page(url="https://outlet.example/live", host="outlet.example")
    pages.read(page_id=page.pk, now=NOON, fetch=FakeWeb({page.url: reply(content)}))
    return page


def test_what_was_fetched_is_one_file_also_for_a_post_of_a_live_blog() -> None:
    read(blog(("p1", "NATO", NATO)))
    ben = signed_in(factories.ben())
    for article in Article.objects.all():
        answer = ben.get(f"/admin/claims/article/{article.pk}/warc/")
        assert answer["Content-Disposition"] == f'attachment; filename="{article.public_id}.warc.gz"'
        assert b"de-escalation" in gzip.decompress(answer.content)
    assert ben.get("/admin/claims/article/999999/warc/").status_code == 404


def test_a_live_blog_lists_its_posts_and_a_post_names_its_live_blog() -> None:
    read(blog(("p1", "NATO sees none", NATO)))
    ben = signed_in(factories.ben())
    parent, post = Article.objects.get(live_blog=None), Article.objects.exclude(live_blog=None).get()
    assert page_of("article", post.pk) in ben.get(page_of("article", parent.pk)).content.decode()
    assert parent.title in ben.get(page_of("article", post.pk)).content.decode()


def test_copies_in_web_archives_are_linked() -> None:
    read(article_html())
    article = Article.objects.get()
    url = "https://web.archive.org/web/20220216120000/https://outlet.example/live"
    ArchivedCopy.objects.create(article=article, url=url, archived_at=NOON, recorded_at=NOON)
    assert url in signed_in(factories.ben()).get(page_of("article", article.pk)).content.decode()


def test_the_search_box_finds_words_of_the_text_in_any_form_and_an_address() -> None:
    article = factories.article(title="NATO sees none", text="Войска не уходят, no unit is leaving Yelnya.", url=URL)
    other = factories.article(title="Cup final", text="Nobody scored.")
    for one in (article, other):
        suggestions.suggest(article_id=one.pk, now=NOON)
    ben = signed_in(factories.ben())
    for typed in ("yelnya units", "войсками", URL, f"{URL}?utm_source=x"):
        shown = ben.get(listed("article"), {"q": typed}).content.decode()
        assert page_of("article", article.pk) in shown, typed
        assert page_of("article", other.pk) not in shown, typed


@pytest.mark.parametrize("typed", ['"', "NEAR(a", "a OR", "://", "http://[", "' | 'x", "*", "x" * 100_000])
def test_whatever_is_typed_the_search_box_answers(typed: str) -> None:
    article = factories.article(title="NATO sees none")
    suggestions.suggest(article_id=article.pk, now=NOON)
    answer = signed_in(factories.ben()).get(listed("article"), {"q": typed})
    assert answer.status_code == 200
    assert page_of("article", article.pk) not in answer.content.decode()
