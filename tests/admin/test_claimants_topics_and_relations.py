"""Affiliations, topics and relations on the desk; a stale form overwrites nothing."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Affiliation, Claim, Claimant, JournalEntry, Relation, Topic
from claims.recording import affiliations, claimants, topics
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def ada() -> Client:
    return signed_in(factories.ada())


def affiliated() -> Affiliation:
    return affiliations.record(
        claimant=factories.claimant(),
        organisation=factories.claimant(name="The ministry"),
        position="spokesman",
        editor=factories.ada(),
        now=NOON,
    )


def test_an_affiliation_is_added_known_to_the_month() -> None:
    who, body = factories.claimant(), factories.claimant(name="The ministry")
    given = {"organisation": body.pk, "position": "head", "from_on": "2019-03-09", "from_precision": "month"}
    assert ada().post(f"/admin/claims/claimant/{who.pk}/affiliation/", given).status_code == 302
    page = ada().get(page_of("claimant", who.pk)).content.decode()
    assert "from March 2019" in " ".join(page.split())
    assert "Who spoke for it" in ada().get(page_of("claimant", body.pk)).content.decode()


def test_an_affiliation_ends_and_is_withdrawn() -> None:
    row = affiliated()
    seen = JournalEntry.objects.newest_number_about(row)
    given = {"organisation": row.organisation_id, "position": "spokesman", "until_on": "2021-05-20", "seen": seen}
    path = f"/admin/claims/claimant/affiliations/{row.pk}"
    assert ada().post(f"{path}/change/", given).status_code == 302
    stale = ada().post(f"{path}/change/", {**given, "position": "clerk"})
    assert "Ada changed this" in stale.content.decode()
    assert "clerk" in stale.content.decode()
    row.refresh_from_db()
    assert (row.position, str(row.until_on)) == ("spokesman", "2021-05-20")
    newest = JournalEntry.objects.newest_number_about(row)
    assert ada().post(f"{path}/withdraw/", {"seen": newest, "reason": "Another man"}).status_code == 302
    assert ada().get(f"{path}/change/").status_code == 404


def test_a_stale_claimant_form_shows_both_texts() -> None:
    who = factories.claimant(name="Igor")
    seen = JournalEntry.objects.newest_number_about(who)
    claimants.edit(claimant=who, description="Carl’s words", editor=factories.carl(), now=NOON)
    given = {"name": "Igor", "kind": "person", "description": "Ada’s words", "same_as": "", "opened_number": seen}
    page = ada().post(page_of("claimant", who.pk), given).content.decode()
    assert "Carl changed this" in page
    assert "Carl’s words" in page
    assert "Ada’s words" in page
    assert Claimant.objects.get(pk=who.pk).description == "Carl’s words"
    newest = JournalEntry.objects.newest_number_about(who)
    assert ada().post(page_of("claimant", who.pk), {**given, "seen_number": newest}).status_code == 302
    assert Claimant.objects.get(pk=who.pk).description == "Ada’s words"


def test_a_topic_is_written_down_given_to_a_claim_and_followed(client: Client) -> None:
    assert ada().post("/admin/claims/topic/add/", {"name": "Troops", "description": "On the border"}).status_code == 302
    topic = Topic.objects.get()
    told = [factories.published_claim(story=factories.story(title=f"Story {name}")) for name in "AB"]
    for claim in told:
        claim.topics.add(topic)
    page = ada().get(page_of("topic", topic.pk)).content.decode()
    assert "Story A" in page
    assert "Story B" in page
    public = client.get("/topics/troops/").content.decode()
    assert "Story A" in public
    assert "/topics/troops/claims.atom" in public
    assert client.get("/topics/troops/claims.atom").content.decode().count("<entry>") == 2
    assert client.get("/topics/none/claims.atom").status_code == 404


def test_a_claims_page_links_its_topics(client: Client) -> None:
    topic = topics.record(name="Troops", editor=factories.ada(), now=NOON)
    claim = factories.published_claim(topics=[topic])
    assert '<a href="/topics/troops/">Troops</a>' in client.get(f"/claims/{claim.slug}/").content.decode()


def test_a_topic_of_drafts_tells_readers_nothing() -> None:
    topic = topics.record(name="Troops", editor=factories.ada(), now=NOON)
    Claim.objects.get(pk=factories.claim(statement="A rumour", publication="draft").pk).topics.add(topic)
    ben = signed_in(factories.ben())
    assert "A rumour" not in ben.get(page_of("topic", topic.pk)).content.decode()
    assert "A rumour" in ada().get(page_of("topic", topic.pk)).content.decode()
    assert Client().get("/topics/troops/").status_code == 404


def test_a_stale_topic_form_shows_both_texts() -> None:
    topic = topics.record(name="Troops", editor=factories.ada(), now=NOON)
    seen = JournalEntry.objects.newest_number_about(topic)
    topics.edit(topic=topic, description="Carl’s", editor=factories.carl(), now=NOON)
    given = {"name": "Troops", "description": "Ada’s", "opened_number": seen}
    page = ada().post(page_of("topic", topic.pk), given).content.decode()
    assert "Both texts" in page
    assert Topic.objects.get().description == "Carl’s"


@pytest.mark.parametrize(
    ("said", "kind", "is_turned"),
    [("part_of", "part_of", False), ("contains", "part_of", True), ("wanted_by", "depends_on", True)],
)
def test_a_relation_is_said_from_either_side(said: str, kind: str, is_turned: bool) -> None:
    here, there = factories.claim(), factories.claim()
    given: dict[str, Any] = {"kind": said, "other": there.pk, "reason": "By its words"}
    assert ada().post(f"/admin/claims/claim/{here.pk}/relation/", given).status_code == 302
    made = Relation.objects.get()
    assert (made.kind, made.claim) == (kind, there if is_turned else here)
    back = ada().post(f"/admin/claims/claim/{there.pk}/relation/", {"kind": said, "other": here.pk})
    assert back.status_code == 200
    assert "already" in back.content.decode()


def test_the_lists_of_topics_and_duplicates_open_for_everybody_of_the_desk() -> None:
    for person in (factories.ben, factories.rosa, factories.olga):
        client = signed_in(person())
        assert client.get(listed("topic")).status_code == 200
        assert client.get("/admin/duplicates/").status_code == 200
    assert signed_in(factories.ben()).get("/admin/claims/topic/add/").status_code == 403
