"""Vectors of claims are stored: a restart makes none again, and two workers make one once."""

from typing import Any

import numpy as np
import pytest

from claims.analysis import encoders
from claims.matching import vectors
from claims.matching.held_claims import AT_ONCE, HeldClaims
from claims.matching.vectors import StoredVectors
from claims.models import TextVector
from claims.recording import claims
from tests import factories
from tests.factories import NOON
from tests.fakes import FakeEncoder

pytestmark = pytest.mark.django_db


def holder(encoder: FakeEncoder) -> HeldClaims:
    return HeldClaims(lambda: [StoredVectors(encoder)])


def test_a_text_s_vector_is_made_once_and_then_read() -> None:
    encoder = FakeEncoder()
    made = StoredVectors(encoder)(["one", "two", "one"])
    read = StoredVectors(encoder)(["two", "one"])
    assert encoder.asked == ["one", "two"]
    assert TextVector.objects.count() == 2
    assert np.allclose(made[[1, 0]], read)


def test_two_workers_that_make_the_same_vector_store_one() -> None:
    first, second = StoredVectors(FakeEncoder()), StoredVectors(FakeEncoder())
    assert second.has(["one"]) == set()
    first(["one"])
    second._make(dict.fromkeys(TextVector.objects.values_list("text_sha256", flat=True), "one"))
    assert TextVector.objects.count() == 1


def test_another_version_of_an_encoder_makes_its_own() -> None:
    StoredVectors(FakeEncoder())(["one"])
    newer = FakeEncoder(name="newer")
    assert StoredVectors(newer).has(["one"]) == set()
    StoredVectors(newer)(["one"])
    assert set(TextVector.objects.values_list("encoder", flat=True)) == {"fake-1", "newer-1"}


def test_after_a_restart_nothing_is_encoded_again() -> None:
    for _ in range(3):
        factories.claim()
    holder(FakeEncoder()).refreshed()
    encoder = FakeEncoder()
    restarted = holder(encoder)
    restarted.refreshed()
    assert encoder.asked == []
    assert [len(index) for index in restarted.by_meaning()] == [3]


def test_a_claim_saved_anywhere_is_held_by_meaning_at_the_next_use() -> None:
    one, other = holder(FakeEncoder()), holder(FakeEncoder())
    for each in (one, other):
        each.refreshed()
    claim = factories.claim(statement="Some units are leaving")
    for each in (one, other):
        each.refreshed()
        assert claim.pk in each.by_meaning()[0]
    claims.edit(claim_id=claim.pk, version=1, editor=factories.ada(), now=NOON, statement="A dam has burst")
    one.refreshed()
    (index,) = one.by_meaning()
    assert index.nearest(index.encoder.encode(["A dam has burst"])[0], 1) == [claim.pk]
    assert TextVector.objects.count() == 2


def test_thousands_of_new_claims_are_encoded_a_few_at_a_time() -> None:
    for number in range(AT_ONCE + 5):
        factories.claim(statement=f"Claim number {number} has been made")
    encoder = FakeEncoder()
    held = holder(encoder)
    held.refreshed()
    assert len(held.by_meaning()[0]) == AT_ONCE
    held.refreshed()
    assert len(held.by_meaning()[0]) == AT_ONCE + 5


def test_without_encoders_claims_are_held_by_their_words_alone() -> None:
    factories.claim()
    held = HeldClaims(list)
    index, _ = held.refreshed()
    assert (len(index), held.by_meaning()) == (1, ())


def test_an_encoder_that_cannot_be_loaded_is_named_and_matching_goes_on(
    settings: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ImportError("libgomp.so.1 is missing")

    settings.MATCH_ENCODERS = ["use"]
    monkeypatch.setattr(encoders, "load", broken)
    vectors.chosen_encoders.cache_clear()
    assert vectors.chosen_encoders() == ()
    vectors.chosen_encoders.cache_clear()
    assert "The encoder use cannot be loaded (libgomp.so.1 is missing)" in caplog.text
