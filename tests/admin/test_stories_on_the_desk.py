"""A story's page: its claims by status, its notes, whom they reach, and two people at once."""

import pytest

from claims.models import Mention, Story, StoryNote
from claims.recording import stories
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def note_page(story: Story) -> str:
    return f"/admin/claims/story/{story.pk}/note/"


def form_of(story: Story, **changed: object) -> dict[str, object]:
    values = {
        "title": story.title,
        "priority": story.priority,
        "assignee": "",
        "next_step": story.next_step,
        "background": story.background,
        "opened_at": stories.last_change(story),
    }
    return {**values, **changed}


def test_a_note_reaches_a_colleague_and_the_page_says_so() -> None:
    factories.rosa()
    story = factories.story()
    ada = signed_in(factories.ada())
    told = ada.post(note_page(story), {"text": "@rosa, ask @mod_russia"}, follow=True).content.decode()
    assert "It reaches Rosa." in told
    assert "Nobody here is called @mod_russia." in told
    assert "not seen yet" in told
    rosa = signed_in(factories.rosa())
    assert "@rosa" in rosa.get("/admin/mentions/").content.decode()
    assert "@rosa" in rosa.get("/admin/").content.decode()
    rosa.post("/admin/mentions/", {"mention": Mention.objects.get().pk})
    assert rosa.get("/admin/mentions/").context["mentions"] == []
    assert len(rosa.get("/admin/mentions/?seen=1").context["mentions"]) == 1
    assert "not seen yet" not in ada.get(page_of("story", story.pk)).content.decode()


def test_nobody_sees_somebody_else_s_mention() -> None:
    factories.rosa()
    factories.note(text="@rosa")
    answer = signed_in(factories.carl()).post("/admin/mentions/", {"mention": Mention.objects.get().pk})
    assert answer.status_code == 404
    assert Mention.objects.unseen().count() == 1


@pytest.mark.parametrize("mention", ["", "x", "999", "9" * 40])
def test_a_mention_that_is_not_there_is_no_error(mention: str) -> None:
    assert signed_in(factories.ada()).post("/admin/mentions/", {"mention": mention}).status_code in {302, 404}


def test_a_refused_note_keeps_what_was_typed() -> None:
    factories.ben()
    told = signed_in(factories.ada()).post(note_page(factories.story()), {"text": "@ben, look"}).content.decode()
    assert "leave out @ben" in told
    assert "@ben, look</textarea>" in told


def test_notes_are_not_there_for_those_who_see_no_drafts() -> None:
    note = factories.note(text="The draft about the minister")
    for person in (factories.ben(), factories.olga()):
        desk = signed_in(person)
        assert "The draft about" not in desk.get(page_of("story", note.story_id)).content.decode()
        assert desk.get(note_page(note.story)).status_code == 403
        assert desk.post(note_page(note.story), {"text": "Me too"}).status_code == 403
        assert desk.get("/admin/mentions/").status_code == 200
    assert StoryNote.objects.count() == 1


def test_a_script_in_a_note_stays_text() -> None:
    factories.rosa()
    note = factories.note(text="<script>alert(1)</script> @rosa")
    told = signed_in(factories.ada()).get(page_of("story", note.story_id)).content.decode()
    assert "<script>alert(1)" not in told
    assert "&lt;script&gt;" in told


def test_drafts_are_not_on_the_page_of_those_who_see_none() -> None:
    secret = "Unpublishable rumour about a minister"
    story = factories.story()
    factories.claim(statement=secret, story=story, publication="draft")
    assert secret not in signed_in(factories.ben()).get(page_of("story", story.pk)).content.decode()
    assert secret in signed_in(factories.rosa()).get(page_of("story", story.pk)).content.decode()


def test_my_stories_are_mine() -> None:
    mine = factories.story(assignee=factories.ada())
    factories.story(assignee=factories.carl())
    ada = signed_in(factories.ada())
    assert list(ada.get("/admin/").context["my_stories"]) == [mine]
    assert list(ada.get("/admin/claims/story/?whose=mine").context["cl"].queryset) == [mine]


def test_a_stale_save_shows_both_texts_and_keeps_mine_until_it_is_read() -> None:
    story = factories.story(next_step="Ask NATO")
    opened = form_of(story)
    stories.edit(story=Story.objects.get(pk=story.pk), next_step="Ask the ministry", editor=factories.carl(), now=NOON)
    ada = signed_in(factories.ada())
    mine = {**opened, "next_step": "Ask Kyiv"}
    told = ada.post(page_of("story", story.pk), mine).content.decode()
    assert "Carl changed the next step" in told
    assert "Ask the ministry" in told
    assert "Ask Kyiv" in told
    story.refresh_from_db()
    assert story.next_step == "Ask the ministry"
    ada.post(page_of("story", story.pk), {**mine, "seen_at": stories.last_change(story)})
    story.refresh_from_db()
    assert story.next_step == "Ask Kyiv"


def test_a_chief_finds_the_way_to_destroy_a_note() -> None:
    note = factories.note()
    path = f"/admin/redact/{note.body_id}/"
    assert path in signed_in(factories.carl()).get(page_of("story", note.story_id)).content.decode()
    assert path not in signed_in(factories.ada()).get(page_of("story", note.story_id)).content.decode()
    signed_in(factories.carl()).post(path, {"reason": "A person at risk"})
    assert (
        "What it said was destroyed."
        in signed_in(factories.ada()).get(page_of("story", note.story_id)).content.decode()
    )
