"""Postings answer as if every row had been scored, whatever order rows came in and however few are read."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.postings import SCALE, Postings, Query

DAMPING = 2.0
TERMS = 12
WEIGHTS = np.linspace(0.5, 6.0, TERMS)

rows = st.lists(st.frozensets(st.integers(0, TERMS - 1), max_size=6), max_size=60)
queries = st.dictionaries(st.integers(0, TERMS - 1), st.floats(0.01, 1.0), max_size=TERMS)
Rows = Sequence[frozenset[int]]


def inverse_of(row: frozenset[int]) -> np.float32:
    return np.float32(1 / np.sqrt((WEIGHTS[sorted(row)] ** 2).sum() + DAMPING**2))


def added(postings: Postings, new: Rows) -> Postings:
    terms = np.array([term for row in new for term in sorted(row)], np.int64)
    counts = np.array([len(row) for row in new], np.int64)
    postings.extend(terms, counts, np.array([inverse_of(row) for row in new], np.float32))
    postings.settle()
    return postings


def asked(wanted: dict[int, float]) -> Query:
    terms = np.array(list(wanted), np.int64)
    amounts = np.rint(np.array(list(wanted.values())) * WEIGHTS[terms] * SCALE).astype(np.int64)
    return Query(terms, amounts, WEIGHTS[terms])


def by_hand(held: Rows, query: Query, gone: frozenset[int] = frozenset()) -> dict[int, float]:
    amounts = dict(zip(query.terms.tolist(), query.amounts.tolist(), strict=True))
    sums = {n: sum(amounts.get(term, 0) for term in row) for n, row in enumerate(held) if n not in gone}
    return {n: total * float(inverse_of(held[n])) / SCALE for n, total in sums.items() if total}


@given(rows, queries, st.integers(1, 8), st.integers(1, 4), st.integers(1, 40), st.data())
def test_no_row_that_belongs_to_the_best_is_missed(
    held: Rows, wanted: dict[int, float], most: int, lines: int, first: int, data: st.DataObject
) -> None:
    postings = Postings(DAMPING, longest_tail=3, first_least=first)
    cut = data.draw(st.integers(0, len(held)))
    for part in (held[:cut], held[cut:]):
        added(postings, part)
    gone = data.draw(st.frozensets(st.integers(0, max(0, len(held) - 1)), max_size=3)) if held else frozenset()
    for row in gone:
        postings.forget(row)
    groups = [row // lines for row in range(len(held))]
    found = postings.nearest(asked(wanted), most, groups)
    answer = dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))
    truth = by_hand(held, asked(wanted), gone)
    best: dict[int, float] = {}
    for row, score in truth.items():
        best[groups[row]] = max(best.get(groups[row], 0.0), score)
    least = min(sorted(best.values(), reverse=True)[:most], default=0.0)
    assert answer.items() <= truth.items()
    assert {row for row, score in truth.items() if score >= least} <= answer.keys()


@given(rows, queries)
def test_a_query_leaves_nothing_behind(held: Rows, wanted: dict[int, float]) -> None:
    postings = added(Postings(DAMPING, longest_tail=3, first_least=1), held)
    before = postings.nearest(asked(wanted), 5, range(len(held)))
    postings.nearest(asked({0: 1.0, TERMS - 1: 0.5}), 5, range(len(held)))
    after = postings.nearest(asked(wanted), 5, range(len(held)))
    assert before.rows.tolist() == after.rows.tolist()
    assert before.scores.tolist() == after.scores.tolist()


@given(rows)
def test_rows_that_come_one_by_one_are_held_as_those_that_come_together(held: Rows) -> None:
    together, singly = added(Postings(DAMPING, longest_tail=4), held), Postings(DAMPING, longest_tail=4)
    for row in held:
        added(singly, [row])
    query = asked(dict.fromkeys(range(TERMS), 0.3))
    one, other = (dict(zip(*p.nearest(query, 90, range(len(held))), strict=True)) for p in (together, singly))
    assert one == other
