"""The rating scales a newsroom starts with: data that a migration loads and editors may change."""

from typing import Any

from claims.vocabulary import Outcome, RatingScaleKind

GREEN, LIME, AMBER, ORANGE, RED, GREY = "#15803d", "#4d7c0f", "#a16207", "#c2410c", "#b91c1c", "#4b5563"

# Slug, label, explanation, colour, numeric value or none, outcome.
Step = tuple[str, str, str, str, int | None, str]
STATEMENTS: list[Step] = [
    ("true", "True", "The evidence supports the statement as it was made.", GREEN, 5, Outcome.SUPPORTED),
    ("mostly-true", "Mostly true", "Right in the main; a detail is wrong or missing.", LIME, 4, Outcome.SUPPORTED),
    ("half-true", "Half true", "Right in one part, wrong in another.", AMBER, 3, Outcome.MIXED),
    (
        "misleading",
        "Misleading",
        "What was said happened in part, but the impression it gives is wrong.",
        ORANGE,
        2,
        Outcome.MIXED,
    ),
    ("false", "False", "The evidence contradicts the statement.", RED, 1, Outcome.CONTRADICTED),
    (
        "unproven",
        "Unproven",
        "The evidence looked for was not found in either direction.",
        GREY,
        None,
        Outcome.UNDETERMINED,
    ),
]
PREDICTIONS: list[Step] = [
    ("came-true", "Came true", "What was predicted happened within its time.", GREEN, None, Outcome.SUPPORTED),
    ("came-true-in-part", "Came true in part", "Part of what was predicted happened.", AMBER, None, Outcome.MIXED),
    (
        "did-not-come-true",
        "Did not come true",
        "Its time passed and it did not happen.",
        RED,
        None,
        Outcome.CONTRADICTED,
    ),
    ("cannot-be-told", "Cannot be told", "What happened does not decide it.", GREY, None, Outcome.UNDETERMINED),
]
PROMISES: list[Step] = [
    ("kept", "Kept", "What was promised was done in time.", GREEN, None, Outcome.SUPPORTED),
    ("kept-late", "Kept late", "What was promised was done after its time.", LIME, None, Outcome.SUPPORTED),
    ("compromise", "Compromise", "Part of what was promised was done.", AMBER, None, Outcome.MIXED),
    ("broken", "Broken", "What was promised was not done.", RED, None, Outcome.CONTRADICTED),
]
MEDIA: list[Step] = [
    ("authentic", "Authentic", "It shows what it is said to show, where and when.", GREEN, None, Outcome.SUPPORTED),
    ("out-of-context", "Out of context", "Genuine, but of another place, time or event.", ORANGE, None, Outcome.MIXED),
    ("edited", "Edited", "Altered so that it shows something else.", RED, None, Outcome.CONTRADICTED),
    ("fabricated", "Fabricated", "Made, not recorded.", RED, None, Outcome.CONTRADICTED),
    (
        "origin-unknown",
        "Origin unknown",
        "Where or when it was made could not be found out.",
        GREY,
        None,
        Outcome.UNDETERMINED,
    ),
]
SCALES: list[tuple[str, str, str, list[Step]]] = [
    ("statements", "Statements", RatingScaleKind.STATEMENTS, STATEMENTS),
    ("predictions", "Predictions", RatingScaleKind.PREDICTIONS, PREDICTIONS),
    ("promises", "Promises", RatingScaleKind.PROMISES, PROMISES),
    ("media", "Pictures and recordings", RatingScaleKind.MEDIA, MEDIA),
]
SHIPPED = {(label, explanation) for *_, steps in SCALES for _slug, label, explanation, *_rest in steps}


def load_rating_scales(scale_model: Any, rating_model: Any) -> None:
    """Write the scales that are not there yet; what a newsroom changed stays. The models may be a migration's."""
    for slug, name, kind, ratings in SCALES:
        scale, _ = scale_model.objects.get_or_create(slug=slug, defaults={"name": name, "kind": kind})
        for position, (rating_slug, label, explanation, colour, value, outcome) in enumerate(ratings):
            rating_model.objects.get_or_create(
                scale=scale,
                slug=rating_slug,
                defaults={
                    "label": label,
                    "explanation": explanation,
                    "colour": colour,
                    "numeric_value": value,
                    "outcome": outcome,
                    "position": position,
                },
            )
