"""Encoders that ship in wheels put texts that mean the same near each other; each of them is optional."""

import importlib.util
from typing import Any

import numpy as np
import pytest

from claims.analysis import encoders

PAIR = ("NATO sees no sign that Russian troops are leaving", "The alliance has not seen a withdrawal of Russia's army")
OTHER = "The price of coffee rose for the third month"


@pytest.mark.parametrize("name", encoders.installed())
def test_what_means_the_same_is_nearer_than_what_does_not(name: str) -> None:
    encoder = encoders.load(name)
    one, same, other = encoder.encode([*PAIR, OTHER])
    assert one @ same > one @ other + 0.2
    assert one.shape == (encoder.size,)


@pytest.mark.parametrize("name", [name for name in encoders.installed() if name != "minilm"])
def test_an_encoder_of_several_languages_knows_a_translation(name: str) -> None:
    one, same, other = encoders.load(name).encode([PAIR[0], "НАТО не видит признаков отвода российских войск", OTHER])
    assert one @ same > one @ other + 0.2


@pytest.mark.parametrize("name", encoders.installed())
@pytest.mark.parametrize("text", ["", " ", "\x00\ud800", "x" * 1_000_000, "שלום עולם", "word " * 10_000])
def test_any_text_has_a_vector_of_length_one_or_none(name: str, text: str) -> None:
    (vector,) = encoders.load(name).encode([text])
    assert np.isfinite(vector).all()
    assert float(np.linalg.norm(vector)) == pytest.approx(1 if text.strip() else 0, abs=1e-3)


def test_a_text_s_vector_does_not_hang_on_its_neighbours() -> None:
    for name in encoders.installed():
        encoder = encoders.load(name)
        assert encoder.encode([PAIR[0]])[0] @ encoder.encode([OTHER, PAIR[0]])[1] == pytest.approx(1, abs=1e-4)


def test_without_its_wheel_an_encoder_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec

    def without_onnx(name: str, *rest: Any) -> Any:
        return None if name == "onnxruntime" else found(name, *rest)

    monkeypatch.setattr(importlib.util, "find_spec", without_onnx)
    assert "minilm" not in encoders.installed()


def test_a_name_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(LookupError, match="minilm, use, e5"):
        encoders.load_named("bert")


def test_who_reads_russian_reads_ukrainian_and_minilm_reads_english_only() -> None:
    use, minilm = (type("E", (), {"languages": frozenset(codes.split())}) for codes in ("en ru de", "en"))
    assert [encoders.reads(use, code) for code in ("uk", "de", "ka")] == [True, True, False]  # type: ignore[arg-type]
    assert [encoders.reads(minilm, code) for code in ("en", "de", "uk")] == [True, False, False]  # type: ignore[arg-type]
