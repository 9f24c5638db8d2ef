"""The claim index answers by the claims it holds, however they came into it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import claim_index, lexical_features, similarity
from claims.analysis.claim_index import ClaimIndex, ClaimText, QueryText

History = list[tuple[int, str | None]]

MODEL = similarity.load_model()
WORDS = [
    "Russia",
    "troops",
    "withdraw",
    "tanks",
    "border",
    "seven",
    "2015",
    "harbour",
    "squid",
    "Ostwick",
    "mayor",
    "sanctions",
    "embassy",
    "Kyiv",
]

statements = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
edits = st.lists(st.tuples(st.integers(1, 8), st.none() | statements), max_size=30)
QUERY = QueryText("Russia withdraws troops from border", "The mayor of Ostwick saw seven tanks at the harbour in 2015.")


def built(claims: dict[int, str]) -> ClaimIndex:
    index = ClaimIndex(MODEL)
    for claim_id, text in claims.items():
        index.put(ClaimText(claim_id, text))
    return index


@settings(max_examples=100)
@given(edits)
def test_an_edited_index_equals_a_rebuilt_one(history: list[tuple[int, str | None]]) -> None:
    edited, left = ClaimIndex(MODEL), dict[int, str]()
    for claim_id, text in history:
        if text is None:
            edited.remove(claim_id)
            left.pop(claim_id, None)
        else:
            edited.put(ClaimText(claim_id, text))
            left[claim_id] = text
    assert len(edited) == len(left)
    assert edited.shortlist(QUERY) == built(left).shortlist(QUERY)
    assert similarity.match(QUERY, claims=edited, floor=0.0) == similarity.match(QUERY, claims=built(left), floor=0.0)


@given(st.permutations(list(range(8))), st.lists(statements, min_size=8, max_size=8))
def test_the_order_of_arrival_does_not_matter(order: list[int], texts: list[str]) -> None:
    straight = built(dict(enumerate(texts)))
    mixed = built({number: texts[number] for number in order})
    assert straight.shortlist(QUERY) == mixed.shortlist(QUERY)


@given(st.lists(statements, max_size=30), st.integers(1, 10))
def test_the_shortlist_is_exact(texts: list[str], most: int) -> None:
    article = lexical_features.prepare_article(QUERY.title, QUERY.text, MODEL)
    asked = claim_index.shortlist_vector(article.title_vector, article.text_vector)
    claims = dict(enumerate(texts))
    by_hand = {}
    for claim_id, text in claims.items():
        line = lexical_features.PreparedClaim(claim_id, text, MODEL)
        if score := sum(weight * asked.get(root, 0.0) for root, weight in line.vector.items()):
            by_hand[claim_id] = score
    found = built(claims).shortlist(QUERY, most=most)
    best = sorted(by_hand.values(), reverse=True)[:most]
    assert [score for _, score in found] == pytest.approx(best, abs=1e-6)
    assert all(by_hand[claim_id] == pytest.approx(score, abs=1e-6) for claim_id, score in found)


@given(edits, edits)
def test_many_at_once_are_as_one_after_the_other(first: History, second: History) -> None:
    singly, at_once = ClaimIndex(MODEL), ClaimIndex(MODEL)
    for history in (first, second):
        claims = [ClaimText(claim_id, text or "") for claim_id, text in history]
        at_once.put_many(iter(claims))
        for claim in claims:
            singly.put(claim)
    assert len(singly) == len(at_once)
    assert singly.shortlist(QUERY) == at_once.shortlist(QUERY)


def test_thousands_of_claims_are_answered_as_by_a_small_index_of_the_best() -> None:
    dice = random.Random(4)
    claims = {n: " ".join(dice.choices(WORDS, k=5)) + f" {n % 700}" for n in range(3000)}
    large = built(claims)
    found = large.shortlist(QUERY, most=40)
    best = built({claim_id: claims[claim_id] for claim_id, _ in found})
    assert found == best.shortlist(QUERY, most=40)
    rest = ClaimIndex(MODEL)
    rest.put_many(ClaimText(n, text) for n, text in claims.items() if n not in best)
    assert rest.shortlist(QUERY, most=1)[0][1] <= found[-1][1]


def test_claims_that_are_equally_near_come_by_their_ids() -> None:
    index = ClaimIndex(MODEL)
    index.put_many(ClaimText(n, "Russia withdraws troops") for n in reversed(range(2000)))
    assert [claim_id for claim_id, _ in index.shortlist(QUERY, most=30)] == list(range(30))


def test_the_best_line_of_a_claim_is_the_one_that_counts() -> None:
    index = built(
        {1: "Seven tanks at the harbour of Ostwick\nRussia withdraws troops\nThe embassy is quiet", 2: "troops"}
    )
    article = lexical_features.prepare_article("Russia withdraws troops", "", MODEL)
    assert [line.text for line, _ in index.nearest(article, 5)] == ["Russia withdraws troops", "troops"]
    assert [line.text for line, _ in index.nearest(article, 5, without=frozenset({1}))] == ["troops"]


def test_a_claim_can_be_read_back_by_its_id() -> None:
    index = built({1: "Russia withdraws\n \n\u043c\u0438\u0440 \udcff\x00 end", 2: "", 3: "and the of"})
    assert index.lines(1) == ("Russia withdraws", "\u043c\u0438\u0440 \udcff\x00 end")
    first = index.first_line(1)
    assert first is not None
    assert (first.claim_id, first.text) == (1, "Russia withdraws")
    assert (index.lines(2), index.first_line(2), 2 in index, len(index)) == ((), None, True, 3)
    assert (index.lines(3), index.lines(9), index.first_line(9), 9 in index) == (("and the of",), (), None, False)


@pytest.mark.parametrize(
    "text", ["", "\n", "\x00", "the", "troops", "troops " * 200_000, "x" * 1_000_000, "\u202e\u05e9"]
)
def test_a_strange_claim_is_held_in_bounded_time_and_size(text: str) -> None:
    index = built({1: text, 2: "Russia withdraws troops"})
    assert len(index) == 2
    assert sum(map(len, index.lines(1))) <= claim_index.LONGEST_CLAIM
    assert 2 in dict(index.shortlist(QUERY))


@pytest.mark.parametrize("text", ["troops " * 150_000, "x" * 1_000_000, "\x00\ud800" * 1000, ". " * 500_000])
def test_a_strange_article_is_answered(text: str) -> None:
    assert 1 in dict(built({1: "Russia withdraws troops"}).shortlist(QueryText("Russia", text)))


def test_a_removed_claim_is_forgotten_and_may_come_back() -> None:
    index = built({1: "Russia withdraws troops"})
    index.remove(1)
    index.remove(1)
    assert (len(index), 1 in index, index.shortlist(QUERY)) == (0, False, [])
    index.put(ClaimText(1, "Russia withdraws troops"))
    assert [claim_id for claim_id, _ in index.shortlist(QUERY)] == [1]


def test_an_index_edited_many_times_stays_small() -> None:
    index = built({2: "Seven tanks at the harbour"})
    for turn in range(3000):
        index.put(ClaimText(1, f"Russia withdraws {turn} troops"))
    assert index.shortlist(QUERY) == built(
        {2: "Seven tanks at the harbour", 1: "Russia withdraws 2999 troops"}
    ).shortlist(QUERY)
    assert index.lines_kept < 2500


def test_an_empty_index_matches_nothing() -> None:
    assert similarity.match(QUERY, claims=ClaimIndex(MODEL), floor=0.0) == ()


def test_what_is_removed_is_given_back_and_the_rest_reads_as_before() -> None:
    index = ClaimIndex(MODEL)
    index.put_many(ClaimText(n, f"Russia withdraws {n} troops\nThe mayor saw {n} tanks") for n in range(2000))
    before = index.lines(1999)
    for claim_id in range(1900):
        index.remove(claim_id)
    assert (len(index), index.lines_kept < 1000) == (100, True)
    assert (index.lines(1999), index.lines(5), 5 in index) == (before, (), False)
    assert {claim_id for claim_id, _ in index.shortlist(QUERY, most=50)} <= set(range(1900, 2000))
