"""How two claims stand to each other is one sentence on the page of each."""

import pytest
from django.test import Client

from claims.recording import relations
from claims.vocabulary import RelationKind
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [kind for kind in RelationKind if kind != RelationKind.CONTRADICTS])
def test_each_page_says_which_of_the_two_does_it(client: Client, kind: RelationKind) -> None:
    one, other = factories.published_claim(), factories.published_claim()
    relations.relate(claim=one, kind=kind, other=other, editor=factories.ada(), now=NOON)
    there = client.get(f"/claims/{other.slug}/").content.decode()
    assert f"this one {kind.label}:" in client.get(f"/claims/{one.slug}/").content.decode()
    assert f"another claim {kind.label} this one:" in there


def test_of_two_that_contradict_each_other_each_page_says_the_same(client: Client) -> None:
    one, other = factories.published_claim(), factories.published_claim()
    relations.relate(claim=one, kind=RelationKind.CONTRADICTS, other=other, editor=factories.ada(), now=NOON)
    for claim in (one, other):
        assert "this one contradicts:" in client.get(f"/claims/{claim.slug}/").content.decode()
