"""Topics: what readers follow across stories."""

import pytest

from claims.models import JournalEntry, Topic
from claims.recording import topics
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import JournalKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def record(name: str = "Troop movements", **given: object) -> Topic:
    return topics.record(**{"name": name, "editor": factories.ada(), "now": NOON, **given})  # type: ignore[arg-type]  # by name


def test_a_topic_has_a_name_of_its_own_and_an_address_that_stays() -> None:
    topic = record()
    assert topic.slug == "troop-movements"
    with pytest.raises(Refused, match="already"):
        record("troop MOVEMENTS")
    with pytest.raises(Refused, match="needs a name"):
        record(" ")
    renamed = topics.edit(topic=topic, name="Withdrawals", editor=factories.ada(), now=NOON)
    assert (renamed.name, renamed.slug) == ("Withdrawals", "troop-movements")
    entry = JournalEntry.objects.get(kind=JournalKind.TOPIC_EDITED)
    assert (entry.before, entry.after) == ({"name": "Troop movements"}, {"name": "Withdrawals"})


def test_a_stale_save_overwrites_nothing() -> None:
    topic = record()
    seen = JournalEntry.objects.newest_number_about(topic)
    topics.edit(topic=topic, description="Carl’s", editor=factories.carl(), now=NOON, seen=seen)
    with pytest.raises(Stale):
        topics.edit(topic=topic, description="Ada’s", editor=factories.ada(), now=NOON, seen=seen)
    assert Topic.objects.get().description == "Carl’s"


@pytest.mark.parametrize("person", [factories.ben, factories.olga])
def test_readers_and_operators_record_none(person: object) -> None:
    with pytest.raises(NotAllowed):
        record(editor=person())  # type: ignore[operator]  # a factory
