"""Rule 8: Sources are counted, not articles."""

from claims.analysis.independence import Bearing, count

NATO, MAXAR, MINISTRY = 1, 2, 3


def test_two_articles_of_one_source_count_once() -> None:
    result = count([Bearing(NATO, "independent", "against"), Bearing(NATO, "independent", "against")])
    assert (result.number, result.contradicting) == (1, 1)


def test_two_sources_count_twice() -> None:
    result = count([Bearing(NATO, "independent", "against"), Bearing(MAXAR, "independent", "for")])
    assert (result.number, result.supporting, result.contradicting) == (2, 1, 1)


def test_a_partys_own_words_count_nothing() -> None:
    assert count([Bearing(MINISTRY, "party", "for")]).number == 0


def test_an_allys_words_count_nothing() -> None:
    assert count([Bearing(MINISTRY, "allied", "for")]).number == 0


def test_until_every_source_is_named_there_is_no_number() -> None:
    result = count([Bearing(NATO, "independent", "against"), Bearing(None, "unknown", "against")])
    assert (result.number, result.ungrouped) == (None, 1)


def test_what_only_reports_it_takes_no_side() -> None:
    assert count([Bearing(None, "unknown", "observing"), Bearing(NATO, "independent", "ignoring")]).number == 0
