"""Who may not edit a field is told which, as people call it."""

import pytest

from claims.recording import claims, topics
from claims.refusals import Refused
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_a_field_is_named_as_the_forms_call_it() -> None:
    claim = factories.claim()
    with pytest.raises(Refused, match=r"A claim's “embargo until” cannot be edited here\.") as refused:
        claims.edit(claim_id=claim.pk, version=claim.version, embargo_until=NOON, editor=factories.ada(), now=NOON)
    assert refused.value.field == "embargo_until"


def test_what_is_no_field_keeps_the_name_that_it_was_given() -> None:
    topic = topics.record(name="Borders", editor=factories.ada(), now=NOON)
    with pytest.raises(Refused, match=r"A topic's “colour_of” cannot be edited\."):
        topics.edit(topic=topic, colour_of="red", editor=factories.ada(), now=NOON)
