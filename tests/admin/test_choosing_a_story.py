"""A story is chosen by its title, among many: no page lists them all."""

import pytest
from django.test import Client

from claims.models import Claim, Story
from claims.vocabulary import Priority
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.admin.test_importing_on_the_desk import brought, decide, shown
from tests.admin.test_recording_on_the_desk import FORM

pytestmark = pytest.mark.django_db
ADD, NAMES = "/admin/claims/claim/add/", "/admin/names/"


@pytest.fixture
def ada() -> Client:
    return signed_in(factories.ada())


def recorded(client: Client, story: str) -> Claim:
    assert client.post(ADD, {**FORM, "story": story}).status_code == 302
    return Claim.objects.latest("pk")


def test_a_known_title_is_the_story_whatever_its_case(ada: Client) -> None:
    story = factories.story(title="The withdrawal")
    assert recorded(ada, "the WITHDRAWAL").story == story


def test_a_new_title_is_a_new_story(ada: Client) -> None:
    claim = recorded(ada, "The drills")
    assert claim.story is not None
    assert claim.story.title == "The drills"


def test_an_empty_line_is_no_story(ada: Client) -> None:
    assert recorded(ada, " ").story is None
    assert not Story.objects.exists()


def test_two_stories_with_one_title_are_told_apart_by_their_numbers(ada: Client) -> None:
    first, second = factories.story(title="The withdrawal"), factories.story(title="The withdrawal")
    proposed = ada.post(NAMES, {"of": "story", "typed": "withdrawal"}).json()["names"]
    assert proposed == [f"{one.pk} — The withdrawal" for one in (first, second)]
    assert recorded(ada, proposed[1]).story == second
    assert f'value="{second.pk} — The withdrawal"' in ada.get(f"{ADD}?story={second.pk}").content.decode()


def test_a_number_with_other_words_is_a_title(ada: Client) -> None:
    story = factories.story(title="The withdrawal")
    claim = recorded(ada, f"{story.pk} — days of drills")
    assert claim.story is not None
    assert claim.story.title == f"{story.pk} — days of drills"


def test_a_story_is_found_while_its_title_is_typed(ada: Client) -> None:
    factories.story(title="The withdrawal")
    assert ada.post(NAMES, {"of": "story", "typed": "draw"}).json() == {
        "names": ["The withdrawal"],
        "told": "New: “draw” is written down with the claim.",
    }
    assert ada.post(NAMES, {"of": "story", "typed": "the withdrawal"}).json()["told"] == ""


@pytest.mark.parametrize("number", ["99999999999999999999", "x", "-1", "7"])
def test_a_number_that_is_no_storys_proposes_none(ada: Client, number: str) -> None:
    page = ada.get(ADD, {"story": number})
    assert page.context["form"]["story"].value() == ""


def test_the_list_of_claims_offers_the_most_pressing_stories_and_the_one_in_force(ada: Client) -> None:
    oldest = factories.story(title="The oldest")
    factories.claim(story=oldest)
    urgent = factories.story(title="The urgent one", priority=Priority.HIGH)
    for _ in range(30):
        factories.story()
    all_of_them = ada.get(listed("claim")).content.decode()
    assert urgent.title in all_of_them
    assert oldest.title not in _offered(all_of_them)
    narrowed = ada.get(listed("claim"), {"story__id__exact": oldest.pk})
    assert oldest.title in _offered(narrowed.content.decode())
    assert narrowed.context["cl"].result_count == 1


@pytest.mark.parametrize("number", ["99999999999999999999", "x", "", "-1"])
def test_the_list_takes_what_is_no_number_for_no_filter(ada: Client, number: str) -> None:
    factories.claim()
    assert ada.get(listed("claim"), {"story__id__exact": number}).context["cl"].result_count == 1


def test_a_claims_page_searches_for_a_story_and_lists_none(ada: Client) -> None:
    story, other = factories.story(title="The withdrawal"), factories.story(title="Another one")
    page = ada.get(page_of("claim", factories.claim(story=story).pk)).content.decode()
    assert story.title in page
    assert other.title not in page
    found = ada.get(
        "/admin/autocomplete/", {"app_label": "claims", "model_name": "claim", "field_name": "story", "term": "anoth"}
    )
    assert [one["text"] for one in found.json()["results"]] == ["Another one"]


def test_rows_of_an_import_belong_to_the_story_that_is_named(ada: Client) -> None:
    story = factories.story(title="The withdrawal")
    run = brought(ada)
    decide(ada, run, "columns", column_0="claimant", column_1="statement", story="the withdrawal")
    run.refresh_from_db()
    assert run.story == story
    assert 'value="The withdrawal"' in shown(ada, run)


def test_a_title_that_no_story_has_is_said_and_makes_none(ada: Client) -> None:
    page = decide(ada, brought(ada), "columns", column_0="claimant", column_1="statement", story="The drills")
    assert "There is no such story: choose one, or name it in a column of the table." in page.content.decode()
    assert not Story.objects.exists()


def _offered(page: str) -> str:
    """The part of the list in which it is narrowed down."""
    return page[page.index('id="changelist-filter"') :]
