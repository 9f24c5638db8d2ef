"""Rule 8, through what articles rest on: one text, one briefing, one Source count once."""

from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.independence import Bearing, Rests, count
from claims.vocabulary import Interest, Stance

NATO, MAXAR, MINISTRY = 1, 2, 3
A, B, C, D = 10, 20, 30, 40


def against(article: int, source: int | None = None, interest: str = Interest.INDEPENDENT) -> Bearing:
    return Bearing(source, interest if source else Interest.UNKNOWN, Stance.AGAINST, article)


def test_a_chain_of_copies_counts_once() -> None:
    chain = [Rests(B, original=A), Rests(C, original=B)]
    assert count([against(A, NATO), against(B), against(C)], chain).number == 1


def test_a_chain_whose_first_text_has_no_source_is_not_yet_grouped() -> None:
    chain = [Rests(B, original=A), Rests(C, original=B)]
    assert count([against(A), against(B), against(C)], chain).number is None
    assert count([against(A), against(B, NATO)], chain).number is None


def test_a_suggested_derivation_is_not_among_them_and_does_nothing() -> None:
    assert count([against(A, NATO), against(B, MAXAR)], []).number == 2


def test_a_copy_counts_as_its_original_whatever_its_own_evidence_said() -> None:
    assert count([against(A, NATO), against(B, MAXAR)], [Rests(B, original=A)]).number == 1


def test_copies_of_a_text_that_is_no_evidence_itself_count_as_the_source_they_agree_on() -> None:
    copies = [Rests(B, original=A), Rests(C, original=A)]
    assert count([against(B, NATO), against(C)], copies).number == 1
    assert count([against(B, NATO), against(C, MAXAR)], copies).number is None


def test_two_papers_that_rest_on_one_source_count_once() -> None:
    briefing = [Rests(A, source=MAXAR, interest=Interest.INDEPENDENT)]
    briefing += [Rests(B, source=MAXAR, interest=Interest.INDEPENDENT)]
    assert count([against(A, NATO), against(B)], briefing).number == 1


def test_a_copy_of_a_report_from_a_briefing_counts_as_the_briefing() -> None:
    rests = [Rests(A, source=MAXAR, interest=Interest.INDEPENDENT), Rests(B, original=A)]
    assert count([against(B), against(C, NATO)], rests).number == 2


def test_the_partys_own_words_count_nothing() -> None:
    carried = Bearing(NATO, Interest.INDEPENDENT, Stance.FOR, A)
    quotes = Rests(A, source=MINISTRY, interest=Interest.PARTY, is_own_words=True)
    assert count([carried], [quotes]).number == 0


def test_whoever_made_the_claim_does_not_contradict_it() -> None:
    quotes = Rests(A, source=MINISTRY, interest=Interest.PARTY, is_own_words=True)
    told = count([against(A, NATO)], [quotes])
    assert (told.number, told.contradicting) == (1, 1)


def test_an_article_may_rest_on_two() -> None:
    rests = [Rests(C, original=A), Rests(C, original=B)]
    assert count([against(A, NATO), against(B, MAXAR), against(C)], rests).number == 2
    assert count([against(A, NATO), against(C)], rests).number is None


def test_a_circle_counts_once_and_ends() -> None:
    circle = [Rests(A, original=B), Rests(B, original=A), Rests(C, original=B)]
    assert count([against(A, NATO), against(B), against(C)], circle).number == 1
    assert count([against(A)], [Rests(A, original=A)]).number is None


def test_stances_stay_with_the_articles() -> None:
    told = count([against(A, NATO), Bearing(None, Interest.UNKNOWN, Stance.OBSERVING, B)], [Rests(B, original=A)])
    assert (told.number, told.contradicting, told.supporting) == (1, 1, 0)


articles = st.integers(1, 6)
bearings = st.lists(
    st.builds(
        Bearing,
        source=st.none() | st.integers(1, 4),
        interest=st.sampled_from([Interest.INDEPENDENT, Interest.PARTY]),
        stance=st.sampled_from([Stance.FOR, Stance.AGAINST, Stance.OBSERVING]),
        article=articles,
    ),
    max_size=6,
    unique_by=lambda one: one.article,
)
rests = st.lists(st.builds(Rests, article=articles, original=articles), max_size=8)


@given(bearings, rests)
def test_copies_never_add_a_source(seen: list[Bearing], copies: list[Rests]) -> None:
    alone, told = count(seen), count(seen, copies)
    assert told.number is None or told.number <= len({one.source for one in seen if one.source})
    assert alone.number is not None or told.number is not None or told.ungrouped


@given(bearings, rests, st.integers(0, 5))
def test_the_order_does_not_matter(seen: list[Bearing], copies: list[Rests], turn: int) -> None:
    mixed, shuffled = [*reversed(seen[turn:]), *seen[:turn]], [*reversed(copies[turn:]), *copies[:turn]]
    assert count(mixed, shuffled) == count(seen, copies)
