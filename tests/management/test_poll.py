"""`poll` does without a broker what the workers do with one."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.management.commands import poll
from claims.models import Feed, FollowUpCheck, Host, Suggestion, database_now
from tests import factories
from tests.fakes import FakeWeb, reply
from tests.monitoring.documents import article_html, rss_reply

pytestmark = pytest.mark.django_db
FEED, STORY, SECOND = "https://o.example/feed.xml", "https://o.example/1", "https://o.example/2"
STATEMENT = "Russia is withdrawing some of its troops from the border with Ukraine"


@pytest.fixture(autouse=True)
def hosts_rest(settings: Any) -> None:
    settings.FETCH_HOST_DELAY_SECONDS = 1.0


def summary(web: FakeWeb, *arguments: str) -> dict[str, Any]:
    out = StringIO()
    command = poll.Command(fetch=web, wait=let_hosts_rest, stdout=out)
    call_command(command, *arguments)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def let_hosts_rest(seconds: float) -> None:
    """Time passes for hosts at once."""
    Host.objects.update(next_check_at=database_now())


def web() -> FakeWeb:
    title = "NATO sees no sign that Russia is withdrawing troops from the border with Ukraine"
    stories = {STORY: reply(article_html(title)), SECOND: reply(article_html("Cup final", "Nobody scored. " * 9))}
    return FakeWeb({FEED: rss_reply((title, STORY), ("Cup final", SECOND)), **stories})


def feed() -> Feed:
    return factories.feed(url=FEED, host="o.example", next_check_at=database_now())


def test_until_idle_goes_from_the_feed_to_the_suggestion_and_the_check() -> None:
    factories.claim(statement=STATEMENT)
    feed()
    told = summary(web(), "--until-idle")
    assert {name: told[name] for name in ("feeds", "new_items", "pages", "revisions", "suggestions", "claims")} == {
        "feeds": 1,
        "new_items": 2,
        "pages": 2,
        "revisions": 2,
        "suggestions": 1,
        "claims": 1,
    }
    assert Suggestion.objects.get().claim.statement == STATEMENT
    assert FollowUpCheck.objects.exists()


def test_running_it_twice_changes_nothing() -> None:
    feed()
    summary(web(), "--until-idle")
    again = web()
    told = summary(again, "--until-idle")
    assert {name for name, count in told.items() if count} <= {"seconds"}
    assert again.asked == []


def test_one_walk_leaves_alone_what_must_rest() -> None:
    feed()
    asked = web()
    told = summary(asked)
    assert (told["feeds"], told["pages"]) == (1, 0)
    assert asked.asked == [FEED]


def test_one_feed_is_polled_at_once_and_no_other() -> None:
    wanted, other = feed(), factories.feed(next_check_at=database_now())
    Feed.objects.filter(pk=wanted.pk).update(next_check_at=None)
    asked = web()
    summary(asked, "--feed", str(wanted.pk))
    assert asked.asked == [FEED]
    assert Feed.objects.ready(database_now()).get() == other


def test_a_feed_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"^There is no active feed 99\.$"):
        summary(web(), "--feed", "99")


def test_a_failing_feed_is_counted() -> None:
    feed()
    assert summary(FakeWeb({}))["feeds_failed"] == 1
