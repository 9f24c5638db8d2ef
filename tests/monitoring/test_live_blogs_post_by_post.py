"""A live blog is one article a post: each is matched, quoted and revised for itself."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from claims.models import Article, Claim, JournalEntry, Page, Revision
from claims.monitoring import pages
from claims.monitoring.pages import ReadOutcome
from claims.verification import readings
from claims.vocabulary import JournalKind, PageState, Stance
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeWeb, reply

pytestmark = pytest.mark.django_db
NATO = "NATO has not seen any sign of de-escalation on the ground, its secretary general says."
KYIV = "Kuleba: believe what you see, not what you hear. When we see a withdrawal, we will believe it."


def blog(*posts: tuple[str, str, str], headline: str = "Ukraine: the day as it happened") -> str:
    """A page with (anchor, title, text) posts, the newest first."""
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"https://outlet.example/live#{anchor}",
            "headline": title,
            "articleBody": text,
            "datePublished": (NOON - timedelta(minutes=number)).isoformat(),
        }
        for number, (anchor, title, text) in enumerate(posts)
    ]
    data = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": headline}
    shown = "".join(f'<article id="{post[0]}"><h2>{post[1]}</h2><p>{post[2]}</p></article>' for post in posts)
    return (
        f"<html lang='en'><head><title>{headline}</title><script type='application/ld+json'>"
        f"{json.dumps({**data, 'liveBlogUpdate': updates})}</script></head>"
        f"<body><h1>{headline}</h1>{shown}</body></html>"
    )


def read(page: Page, content: str, *, minutes: int = 0, status: int = 200) -> ReadOutcome:
    now = NOON + timedelta(minutes=minutes)
    Page.objects.filter(pk=page.pk).update(next_check_at=now)
    outcome = pages.read(page_id=page.pk, now=now, fetch=FakeWeb({page.url: reply(content, status=status)}))
    assert outcome is not None
    page.refresh_from_db()
    return outcome


@pytest.fixture
def page() -> Page:
    return factories.page(url="https://outlet.example/live", host="outlet.example", outlet=factories.outlet())


def posts() -> dict[str, Article]:
    return {one.url.partition("#")[2]: one for one in Article.objects.exclude(live_blog=None)}


def test_each_post_is_an_article_of_the_outlet_with_its_own_address_and_moment(page: Page) -> None:
    outcome = read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", NATO)))
    found = posts()
    assert sorted(found) == ["p1", "p2"]
    assert found["p1"].url == "https://outlet.example/live#p1"
    assert (found["p2"].title, found["p2"].published_at, found["p2"].outlet) == ("Kuleba", NOON, page.outlet)
    assert found["p1"].revisions.get().body.text() == NATO
    assert sorted(outcome.revised_ids) == sorted([found["p1"].pk, found["p2"].pk, outcome.article_id])
    assert page.state == PageState.LIVE


def test_the_live_blog_s_own_article_is_its_headline_alone(page: Page) -> None:
    read(page, blog(("p1", "NATO", NATO)))
    parent = Article.objects.get(live_blog=None)
    assert (parent.title, parent.revisions.get().body.text()) == ("Ukraine: the day as it happened",) * 2
    assert parent.posts.count() == 1


def test_a_new_post_is_one_new_article_and_the_others_stay(page: Page) -> None:
    read(page, blog(("p1", "NATO", NATO)))
    outcome = read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", NATO)), minutes=5)
    assert outcome.revised_ids == (posts()["p2"].pk,)
    assert Revision.objects.count() == 3


def test_a_changed_post_is_a_revision_of_that_post(page: Page) -> None:
    read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", NATO)))
    outcome = read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", f"{NATO} Troops keep coming.")), minutes=5)
    assert outcome.revised_ids == (posts()["p1"].pk,)
    assert posts()["p1"].revision_count == 2
    assert posts()["p2"].revision_count == 1


def test_reading_it_again_changes_nothing(page: Page) -> None:
    content = blog(("p2", "Kuleba", KYIV), ("p1", "NATO", NATO))
    read(page, content)
    before = JournalEntry.objects.count()
    assert read(page, content, minutes=5).revised_ids == ()
    assert JournalEntry.objects.count() == before


def test_a_post_that_moved_off_the_page_keeps_its_article(page: Page) -> None:
    read(page, blog(("p1", "NATO", NATO)))
    read(page, blog(("p2", "Kuleba", KYIV)), minutes=5)
    assert sorted(posts()) == ["p1", "p2"]
    assert posts()["p1"].disappeared_at is None


def test_a_quotation_is_anchored_in_its_post_and_rings_only_for_it(page: Page) -> None:
    read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", NATO)))
    claims = {}
    for anchor, words in (("p1", "NATO has not seen any sign"), ("p2", "believe what you see")):
        claims[anchor] = factories.claim()
        evidence = factories.evidence(claim=claims[anchor], article=posts()[anchor])
        readings.read(evidence=evidence, stance=Stance.AGAINST, quotation=words, editor=factories.ada(), now=NOON)
    read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", "The alliance says that it watches the border.")), minutes=5)
    waiting = Claim.objects.exclude(review_wanted_at=None)
    assert waiting.get() == claims["p1"]


def test_a_live_blog_that_vanishes_takes_its_posts_with_it_and_rings_where_one_is_cited(page: Page) -> None:
    read(page, blog(("p2", "Kuleba", KYIV), ("p1", "NATO", NATO)))
    claim = factories.claim()
    factories.evidence(claim=claim, article=posts()["p1"])
    read(page, "gone", minutes=5, status=410)
    assert all(one.disappeared_at for one in Article.objects.all())
    claim.refresh_from_db()
    assert claim.review_wanted_at is not None
    told = JournalEntry.objects.filter(kind=JournalKind.ARTICLE_DISAPPEARED)
    assert told.count() == 2


def test_a_post_without_a_headline_is_known_by_its_beginning(page: Page) -> None:
    read(page, blog(("p1", "", NATO)))
    assert posts()["p1"].title == NATO
    assert posts()["p1"].first_seen_at == datetime(2022, 2, 15, 12, tzinfo=UTC)
