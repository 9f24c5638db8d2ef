"""Each number of the dashboard, and of a story, is the length of the list it links to, for each role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, ClaimWatch, Evidence, Story, User
from claims.recording import captures, relations
from claims.verification import complaints, contacts, statuses
from claims.vocabulary import FeedState, PageState, RelationKind, Visibility
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
ROLES = [factories.ada, factories.ben, factories.rosa, factories.carl, factories.olga]


def busy(story: Story, publication: str) -> Claim:
    """A claim of a story for which everything waits that can wait for a claim."""
    claim = factories.claim(
        story=story, publication=publication, kind="promise", speaks_about_from=NOON - HOUR, speaks_about_until=NOON
    )
    factories.suggestion(claim=claim, score=0.99)
    told = {"name": "He", "verb": "said", "sentence": "So.", "rating": "False", "rated_at": NOON.isoformat()}
    factories.suggestion(claim=claim, score=0.6, said_again_at=NOON, repeat_number=2, said_again=told)
    factories.suggestion(claim=claim, score=0.01)
    factories.relation_suggestion(claim=claim, other=factories.claim(story=story))
    factories.derivation(claim=claim)
    ClaimWatch.objects.filter(claim=claim).update(late_since=NOON)
    settle_a_contradicting_one(claim)
    contacts.ask(claim=claim, whom="NATO", asked_at=NOON, due_at=NOON + HOUR, editor=factories.ada(), now=NOON)
    complaints.receive(claim=claim, statement="Not so", received_at=NOON, editor=factories.ada(), now=NOON)
    for visibility in (Visibility.PUBLIC, Visibility.RESTRICTED):
        readers = {"readers": [factories.carl()]} if visibility == Visibility.RESTRICTED else {}
        lose_its_quotation(factories.evidence(claim=claim, visibility=visibility, **readers))
    return claim


def settle_a_contradicting_one(claim: Claim) -> None:
    other = factories.claim()
    relations.relate(claim=claim, other=other, kind=RelationKind.CONTRADICTS, editor=factories.ada(), now=NOON)
    statuses.change(
        claim_id=other.pk,
        to="settled",
        rating=factories.rating(),
        reason="Seen.",
        evidence=factories.evidence(claim=other),
        editor=factories.ada(),
        now=NOON,
    )


def lose_its_quotation(evidence: Evidence) -> None:
    assert evidence.article is not None
    newest = factories.revise(evidence.article, title="NATO", text="It was seen after all.")
    Evidence.objects.filter(pk=evidence.pk).update(changed_in=newest, unquoted_in=newest)


@pytest.fixture
def story() -> Story:
    """A desk on which everything waits twice: once in a draft."""
    story = factories.story(assignee=factories.ada())
    for publication in ("internal", "draft"):
        busy(story, publication)
    factories.feed(failures=3)
    factories.feed(state=FeedState.GIVEN_UP)
    factories.page(state=PageState.NEEDS_COPY)
    for person in (factories.ada(), factories.rosa(), factories.carl()):
        author = factories.carl() if person == factories.ada() else factories.ada()
        factories.note(story=story, text=f"@{person.username}, look", editor=author)
    return story


def length(client: Client, link: str) -> int:
    answer = client.get(link)
    assert answer.status_code == 200, link
    context: Any = answer.context
    if "cl" in context:
        return int(context["cl"].result_count)
    return len(context["mentions"]) if "mentions" in context else _number(context["waiting"])


def _number(waiting: Any) -> int:
    return int(getattr(waiting, "number", waiting))


@pytest.mark.parametrize("who", ROLES)
def test_on_the_dashboard(story: Story, who: Callable[[], User]) -> None:
    client = signed_in(who())
    told = [one for group in client.get("/admin/").context["groups"] for one in group.numbers]
    assert [(one.link, one.count) for one in told] == [(one.link, length(client, one.link)) for one in told]
    may_see_drafts = who().role not in {"reader", "operator"}
    waiting = {str(one.label): one.count for one in told}
    assert waiting["suggestions waiting"] == (4 if may_see_drafts else 2)
    assert waiting["of it with the quotation gone"] == (1 + (who() == factories.carl())) * (1 + may_see_drafts)
    assert waiting["mentions of you"] == (1 if may_see_drafts else 0)
    others = {"stories you look after", "drafts waiting for review", "mentions of you"}
    assert all(count for label, count in waiting.items() if label not in others)


@pytest.mark.parametrize("who", ROLES)
def test_on_a_story(story: Story, who: Callable[[], User]) -> None:
    factories.suggestion(claim=factories.claim(story=factories.story()))
    client = signed_in(who())
    context = client.get(page_of("story", story.pk)).context
    told = [(one.link, one.count) for group in context["groups"] for one in group.numbers]
    told += [(one.link, one.count) for one in context["statuses"]]
    assert told == [(link, length(client, link)) for link, _count in told]
    assert all(count for _link, count in told)


@pytest.mark.parametrize("who", ROLES)
def test_in_the_list_of_suggestions_by_story_and_claim(story: Story, who: Callable[[], User]) -> None:
    client = signed_in(who())
    stories = client.get("/admin/waiting/").context["stories"]
    for group in stories:
        assert group.waiting == length(client, f"/admin/review/?story={group.story.pk}")
        for line in group.lines:
            assert line.waiting == length(client, f"/admin/review/?claim={line.claim.pk}")
    assert sum(group.waiting for group in stories) == length(client, "/admin/review/")


@pytest.mark.parametrize("who", ROLES)
def test_in_the_list_of_stories(story: Story, who: Callable[[], User]) -> None:
    client = signed_in(who())
    row = client.get("/admin/claims/story/").context["cl"].queryset.get()
    assert row.claim_count == length(client, f"/admin/claims/claim/?story__id__exact={story.pk}")
    assert row.waiting_count == length(client, f"/admin/review/?story={story.pk}")


def test_an_idle_desk_says_that_all_is_done() -> None:
    factories.claim()
    answer = signed_in(factories.ben()).get("/admin/")
    assert "All is done" in answer.content.decode()
    factories.suggestion()
    assert "All is done" not in signed_in(factories.ben()).get("/admin/").content.decode()


def test_a_sealed_capture_is_no_evidence_for_others() -> None:
    """Restricted evidence of a capture has no article that could change: it is never counted."""
    capture = captures.record(
        kind="typed",
        content=b"Seen",
        media_type="text/plain",
        readers=[factories.carl()],
        editor=factories.ada(),
        now=NOON,
    )
    claim = factories.claim()
    factories.evidence(
        claim=claim,
        capture=capture,
        visibility=Visibility.RESTRICTED,
        readers=[factories.carl()],
        source=factories.source(),
    )
    assert not Evidence.objects.changed().exists()
