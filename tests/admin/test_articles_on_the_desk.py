"""An article on the desk: its copies elsewhere, its live blog, and all that was fetched as one file."""

import gzip

import pytest

from claims.models import ArchivedCopy, Article, Page
from claims.monitoring import pages
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import NOON
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import article_html
from tests.monitoring.test_live_blogs_post_by_post import NATO, blog

pytestmark = pytest.mark.django_db


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
