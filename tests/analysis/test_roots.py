"""Forms of one word share a root, different words do not."""

import pytest

from claims.analysis import roots


@pytest.mark.parametrize(
    "forms",
    [
        ("withdraw", "withdrawal", "withdrawing", "withdrew", "withdrawn"),
        ("troop", "troops"),
        ("Russia", "Russian", "Russians", "Russia's"),
        ("Ukraine", "Ukrainian", "Ukraine’s"),
        ("reduce", "reducing", "reduction", "reduced"),
        ("invade", "invading", "invasion"),
        ("recognise", "recognition", "recognized"),
        ("deny", "denies", "denied", "denial"),
        ("die", "died", "dead", "death"),
        ("leave", "leaving", "left", "leaves"),
        ("embassy", "embassies"),
    ],
)
def test_forms_of_a_word_share_a_root(forms: tuple[str, ...]) -> None:
    assert len({roots.root_of(form.lower()) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("plan", "plane"), ("life", "live"), ("die", "day"), ("moscow", "mosque")])
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert roots.root_of(one) != roots.root_of(other)
