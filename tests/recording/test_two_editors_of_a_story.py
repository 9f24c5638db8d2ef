"""Two people who change a story at once lose nothing."""

from typing import Any

import pytest

from claims.models import Story
from claims.recording import stories
from claims.refusals import Stale
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def edit(story: Story, read_at: int | None, **changed: Any) -> Story:
    return stories.edit(
        story=Story.objects.get(pk=story.pk), read_at=read_at, editor=factories.ada(), now=NOON, **changed
    )


def test_the_second_to_change_a_field_is_told_who_was_first_and_overwrites_nothing() -> None:
    story = factories.story(next_step="Ask NATO")
    opened = stories.last_change(story)
    edit(story, opened, next_step="Ask the ministry")
    with pytest.raises(Stale, match="Ada changed the next step") as refused:
        edit(story, opened, next_step="Ask Kyiv")
    story.refresh_from_db()
    assert (story.next_step, refused.value.field) == ("Ask the ministry", "next_step")


def test_different_fields_do_not_get_in_each_other_s_way() -> None:
    story = factories.story(next_step="Ask NATO")
    opened = stories.last_change(story)
    edit(story, opened, next_step="Ask the ministry")
    edit(story, opened, priority=3)
    story.refresh_from_db()
    assert (story.next_step, story.priority) == ("Ask the ministry", 3)


def test_who_has_read_the_newer_text_saves_over_it() -> None:
    story = factories.story(next_step="Ask NATO")
    edit(story, stories.last_change(story), next_step="Ask the ministry")
    edit(story, stories.last_change(story), next_step="Ask Kyiv")
    story.refresh_from_db()
    assert story.next_step == "Ask Kyiv"
