"""A suggestion explains itself in an editor's words from what was stored with it, whatever the model is today."""

import html
from typing import Any

import pytest

from claims.admin import feature_words
from claims.analysis.lexical_model import load_model
from tests import factories
from tests.admin.desk import signed_in

# As version lexical-1 stored them: another model would store other names.
STORED = {
    "words": [["withdrawal", 0.4]],
    "names": ["NATO"],
    "numbers": ["3"],
    "missing_names": ["Belarus"],
    "missing_numbers": ["10,000"],
    "sentence": "NATO has seen no sign of a withdrawal.",
    "sentence_start": 0,
    "features": {"cover_lead": 0.9, "names_missing": 0.7, "text_words": 6.1},
    "contributions": {
        "intercept": -6.1,
        "cover_lead": 3.7,
        "margin_title": 1.1,
        "names_missing": -0.66,
        "text_words": -4,
    },
}
NEWER = {
    **STORED,
    "language": "de",
    "language_supported": True,
    "moved_most": [["meaning_title", 2.4], ["char_title", -0.7], ["tone_of_voice", 0.3], ["cover_text", 0.01]],
}


def told(**values: Any) -> str:
    suggestion = factories.suggestion(**values)
    page = signed_in(factories.ada()).get(f"/admin/review/{suggestion.pk}/")
    return html.unescape(page.content.decode())


@pytest.mark.parametrize("name", sorted({name for one in load_model().sets.values() for name in one.weights}))
def test_every_feature_of_todays_model_has_words(name: str) -> None:
    assert name not in feature_words.phrase(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("meaning_title", "how near the claim and the headline are in meaning"),
        ("margin_meaning_title", "how much nearer the headline is to this claim than to others, in meaning"),
        ("margin_text", "how much nearer the article is to this claim than to others, by its words"),
        ("char_title", "how alike the claim and the headline are spelled"),
        ("tone_of_voice", "“tone_of_voice”, which only that model knows"),
        ("title", "“title”, which only that model knows"),
        ("margin_", "“margin_”, which only that model knows"),
        ("", "“”, which only that model knows"),
    ],
)
def test_a_name_is_told_in_words_or_as_itself(name: str, words: str) -> None:
    assert feature_words.phrase(name) == words


def test_without_stored_shifts_the_contributions_say_what_moved_it() -> None:
    assert feature_words.moved_most(STORED) == [
        "Strongly for it: how much of the claim is found in the beginning of the article",
        "For it: how much nearer the headline is to this claim than to others, by its words",
        "Against it: how many names of the claim the article lacks",
    ]


def test_stored_shifts_go_before_contributions_and_unknown_features_stay() -> None:
    assert feature_words.moved_most(NEWER) == [
        "Strongly for it: how near the claim and the headline are in meaning",
        "Against it: how alike the claim and the headline are spelled",
        "A little for it: “tone_of_voice”, which only that model knows",
    ]


@pytest.mark.parametrize(
    "stored",
    [{}, {"moved_most": None}, {"moved_most": "cover"}, {"moved_most": [["a"], 3, ["b", "x"], ["c", None]]},
     {"contributions": {"cover_lead": float("nan")}}, {"contributions": 7}],
)  # fmt: skip
def test_whatever_else_was_stored_moves_nothing(stored: dict[str, Any]) -> None:
    assert feature_words.moved_most(stored) == []


def test_the_language_is_named_and_one_that_is_not_read_is_said() -> None:
    assert (feature_words.language(NEWER), feature_words.caution(NEWER)) == ("German", "")
    finnish = {"language": "fi", "language_supported": False}
    assert feature_words.language(finnish) == ""
    assert feature_words.caution(finnish) == (
        "This article is in Finnish, which the software does not read: the probability says little."
    )
    assert feature_words.caution({"language": "", "language_supported": False}).startswith("The language of this")
    assert feature_words.language({"language": "tlh"}) == "tlh"
    assert (feature_words.language(STORED), feature_words.caution(STORED)) == ("", "")


@pytest.mark.django_db
def test_an_old_suggestion_still_explains_itself() -> None:
    text = told(reasons=STORED, model_version="lexical-1")
    assert "1 of 2 names shared: NATO (not there: Belarus)" in text
    assert "1 of 2 numbers shared: 3 (not there: 10,000)" in text
    assert "1 word of the claim: withdrawal 40%" in text
    assert "Strongly for it: how much of the claim is found in the beginning of the article" in text
    assert "By the model lexical-1, as it was when it suggested this." in text
    assert '<mark class="desk-best' in text


@pytest.mark.django_db
def test_a_newer_one_says_its_language_and_what_moved_it() -> None:
    text = told(reasons=NEWER, model_version="all-2")
    assert "Language of the article: German" in text
    assert "Strongly for it: how near the claim and the headline are in meaning" in text


@pytest.mark.django_db
def test_what_was_read_on_says_so() -> None:
    moved = [["meaning", 2.4]]
    assert "how near the headline is to this claim in meaning" in told(reasons={**NEWER, "moved_most": moved})
    read_on = {**NEWER, "features": {"sentences_minilm": 0.7}, "moved_most": moved}
    assert "Strongly for it: how near the headline and the first sentences are to this claim" in told(reasons=read_on)


@pytest.mark.django_db
def test_a_language_that_is_not_read_is_said_before_the_reasons() -> None:
    text = told(reasons={**NEWER, "language": "fi", "language_supported": False})
    assert text.index("which the software does not read") < text.index("1 of 2 names shared")


@pytest.mark.django_db
def test_what_the_article_says_stays_text() -> None:
    reasons = {**NEWER, "names": ["<script>alert(1)</script>"], "moved_most": [["<b>x</b>", 2.0]]}
    suggestion = factories.suggestion(reasons=reasons)
    raw = signed_in(factories.ada()).get(f"/admin/review/{suggestion.pk}/").content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in raw
    assert "<b>x</b>" not in raw
    assert "<script>alert" not in raw
