"""Journal entries rolled forward tell what the record said."""

from datetime import UTC, datetime

from claims.analysis.replaying import Said, replaced, replay

NOON = datetime(2022, 2, 15, 12, tzinfo=UTC)
ONE = datetime(2022, 2, 15, 13, tzinfo=UTC)


def test_later_values_replace_earlier_ones_and_the_rest_stays() -> None:
    entries = [
        Said("claim", "a", {"statement": "Troops leave", "kind": "fact"}, NOON),
        Said("claim", "a", {"statement": "Some troops leave"}, ONE),
    ]
    assert replay(entries) == {("claim", "a"): {"statement": "Some troops leave", "kind": "fact"}}


def test_what_was_withdrawn_is_not_there_any_more() -> None:
    entries = [Said("evidence", "e", {"note": ""}, NOON), Said("evidence", "e", {"withdrawn": True}, ONE)]
    assert replay(entries) == {}


def test_an_earlier_value_is_told_with_the_state_it_stood_in() -> None:
    entries = [
        Said("claim", "a", {"statement": "Troops leave", "publication": "internal"}, NOON),
        Said("claim", "b", {"statement": "Another"}, NOON),
        Said("claim", "a", {"statement": "Some troops leave"}, ONE),
        Said("claim", "a", {"statement": "Some troops leave"}, ONE),
    ]
    (earlier,) = replaced(entries, ("claim", "a"), "statement")
    assert (earlier.value, earlier.until, earlier.state["publication"]) == ("Troops leave", ONE, "internal")
