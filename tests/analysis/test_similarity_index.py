"""The claim index answers by the claims it holds, however they came into it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.analysis import lexical_features, similarity
from claims.analysis.similarity import ClaimIndex, ClaimText, QueryText

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
    claims = dict(enumerate(texts))
    by_hand = []
    for claim_id, text in claims.items():
        line = lexical_features.PreparedClaim(claim_id, text, MODEL)
        score = 0.5 * lexical_features.cosine(line.vector, article.title_vector)
        score += 0.5 * lexical_features.cosine(line.vector, article.text_vector)
        if score:
            by_hand.append((round(score, 9), claim_id))
    found = built(claims).shortlist(QUERY, most=most)
    best = sorted(by_hand, key=lambda one: (-one[0], one[1]))[:most]
    assert [round(score, 9) for _, score in found] == [score for score, _ in best]


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
