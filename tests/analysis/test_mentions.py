"""A note names people with an @."""

import pytest

from claims.analysis.mentions import Piece, mentioned, pieces


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ask @ada.", ("ada",)),
        ("@Ada and @ben: @ada again", ("ada", "ben")),
        ("(@rosa) or @carl.m, please", ("rosa", "carl.m")),
        ("write to desk@example.org", ()),
        ("@ nobody", ()),
        ("Спросите @оля", ("оля",)),
        ("", ()),
    ],
)
def test_names_stand_behind_an_at(text: str, names: tuple[str, ...]) -> None:
    assert mentioned(text) == names


def test_only_known_names_are_set_apart_and_no_word_is_lost() -> None:
    text = "@Ada, what does @mod_russia say?"
    found = pieces(text, {"ada"})
    assert found == (Piece("@Ada", True), Piece(", what does @mod_russia say?", False))
    assert "".join(piece.text for piece in found) == text
