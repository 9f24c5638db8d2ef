"""Ratings are words of the newsroom: a chief writes and changes them, in every language, and overwrites nobody."""

from typing import Any

import pytest
from django.utils import translation

from claims.models import JournalEntry, Rating, User
from claims.publishing.public_statuses import public_rating
from claims.recording import ratings
from claims.refusals import Refused
from claims.vocabulary import JournalKind
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def save(rating: Rating, version: int = 1, who: User | None = None, /, **changed: Any) -> Any:
    form = {
        "label": rating.label,
        "explanation": rating.explanation,
        "colour": rating.colour,
        "language": "en",
        "numeric_value": rating.numeric_value or "",
        "position": rating.position,
        "translations": "",
        "opened_version": version,
    }
    return signed_in(who or factories.carl()).post(page_of("rating", rating.pk), {**form, **changed})


def test_a_chief_changes_label_colour_and_number() -> None:
    rating = factories.rating("false")
    assert save(rating, label="Wrong", colour="#990000", numeric_value="").status_code == 302
    rating.refresh_from_db()
    assert (rating.label, rating.colour, rating.numeric_value, rating.version) == ("Wrong", "#990000", None, 2)


def test_readers_read_it_in_their_language() -> None:
    rating = factories.rating("false")
    save(rating, translations="de: Falsch | Die Belege widersprechen.\nuk: Неправда")
    rating = factories.rating("false")
    told_in = {"de": "Falsch", "de-at": "Falsch", "uk": "Неправда", "ru": "Неправда", "fr": "False", "en": "False"}
    for language, label in told_in.items():
        with translation.override(language):
            told = public_rating(rating)
            assert told is not None
            assert told.label == label


def test_the_page_shows_the_translations_a_line_a_language() -> None:
    rating = factories.rating("false")
    save(rating, translations="de: Falsch | Die Belege widersprechen.")
    page = signed_in(factories.carl()).get(page_of("rating", rating.pk)).content.decode()
    assert "de: Falsch | Die Belege widersprechen." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("label", " "), ("colour", "red"), ("colour", "#12345"), ("translations", "Falsch"), ("translations", "de:")],
)
def test_a_bad_value_gets_a_sentence_at_its_field(field: str, value: str) -> None:
    rating = factories.rating("false")
    page = save(rating, **{field: value})
    assert page.context["adminform"].form.errors.keys() == {field}
    assert Rating.objects.get(pk=rating.pk).version == 1


def test_of_two_chiefs_the_second_is_told_and_keeps_what_was_typed() -> None:
    rating = factories.rating("false")
    save(rating, label="Wrong")
    page = save(rating, 1, factories.person("clara", factories.carl().role), label="Incorrect")
    told = page.content.decode()
    assert "Carl saved this rating" in told
    assert 'value="Incorrect"' in told
    assert Rating.objects.get(pk=rating.pk).label == "Wrong"


def test_a_further_rating_is_the_last_of_its_scale_and_says_what_it_means_to_machines() -> None:
    scale = factories.rating("false").scale
    form = {"scale": scale.pk, "label": "Satire", "colour": "#4b5563", "language": "en", "outcome": "undetermined"}
    assert signed_in(factories.carl()).post("/admin/claims/rating/add/", form).status_code == 302
    made = Rating.objects.get(slug="satire")
    assert (made.scale, made.position, made.numeric_value) == (scale, 6, None)
    assert JournalEntry.objects.latest("number").kind == JournalKind.RATING_RECORDED


@pytest.mark.parametrize("who", [factories.ada, factories.ben, factories.rosa, factories.olga])
def test_nobody_but_a_chief_changes_one(who: Any) -> None:
    rating = factories.rating("false")
    assert save(rating, 1, who(), label="Wrong").status_code == 403
    with pytest.raises(Refused):
        ratings.edit(rating_id=rating.pk, version=1, label="Wrong", editor=who(), now=NOON)


def test_what_it_means_to_machines_stays() -> None:
    rating = factories.rating("false")
    save(rating, outcome="supported", scale=factories.rating("kept", "promises").scale.pk, label="Wrong")
    rating = Rating.objects.get(pk=rating.pk)
    assert (rating.outcome, rating.scale.slug, rating.label) == ("contradicted", "statements", "Wrong")
