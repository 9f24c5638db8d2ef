"""Whom we asked, and what came of it, is written down on the claim's page in the zone it was meant in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.models import Claim, ContactAttempt, Evidence, database_now
from claims.verification import contacts
from claims.vocabulary import Visibility
from tests import factories
from tests.admin.desk import listed, numbers, page_of, signed_in

pytestmark = pytest.mark.django_db
ASKED = {"whom": "The ministry", "means": "phone", "asked_at": "2022-02-15T14:00", "visibility": "public"}


def asked(claim: Claim, **values: Any) -> ContactAttempt:
    now = database_now()
    given = {"whom": "The ministry", "asked_at": now - timedelta(days=2), "due_at": now - timedelta(days=1), **values}
    return contacts.ask(claim=claim, editor=factories.ada(), now=now, **given)


def test_a_time_is_read_in_the_zone_beside_it() -> None:
    claim = factories.claim()
    given = {**ASKED, "due_at": "2022-02-16T09:00", "zone": "Europe/Kyiv"}
    signed_in(factories.rosa()).post(f"/admin/claims/claim/{claim.pk}/contact/", given)
    attempt = ContactAttempt.objects.get()
    assert (attempt.happened_at, attempt.happened_zone) == (datetime(2022, 2, 15, 12, tzinfo=UTC), "Europe/Kyiv")
    assert attempt.due_at == datetime(2022, 2, 16, 7, tzinfo=UTC)


WRONG: list[tuple[dict[str, str], str]] = [
    ({"zone": "Kyiv"}, "zone"),
    ({"zone": "Europe/Berlin", "asked_at": "2021-03-28T02:30"}, "asked_at"),
    ({"whom": ""}, "whom"),
    ({"asked_at": ""}, "asked_at"),
    ({"visibility": "restricted"}, "readers"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
def test_a_wrong_entry_is_said_at_its_field_and_nothing_is_kept(wrong: dict[str, str], field: str) -> None:
    claim = factories.claim()
    page = signed_in(factories.ada()).post(f"/admin/claims/claim/{claim.pk}/contact/", {**ASKED, **wrong})
    assert page.context["form"].errors.keys() == {field}
    assert not ContactAttempt.objects.exists()


def test_an_overdue_reply_is_counted_listed_and_shown_until_it_is_answered() -> None:
    claim = factories.claim()
    attempt, ada = asked(claim), signed_in(factories.ada())
    asked(claim, due_at=None)
    counted = {str(one.label): (one.count, one.link) for one in numbers(ada.get("/admin/"))}
    number, link = counted["replies that are overdue"]
    assert number == 1
    assert list(ada.get(link).context["cl"].queryset) == [attempt]
    assert "a reply was due" in ada.get(page_of("claim", claim.pk)).content.decode()
    given = {"act": "no_reply", "answered_at": "2022-02-20T12:00"}
    page = ada.post(f"/admin/claims/claim/{claim.pk}/contact-answer/?which={attempt.pk}", given)
    assert page.context["form"].errors.keys() == {"answered_at"}
    given["answered_at"] = f"{database_now():%Y-%m-%dT%H:%M}"
    ada.post(f"/admin/claims/claim/{claim.pk}/contact-answer/?which={attempt.pk}", given)
    assert "a reply was due" not in ada.get(page_of("claim", claim.pk)).content.decode()
    assert not ContactAttempt.objects.overdue(database_now()).exists()


def test_a_restricted_attempt_is_nowhere_for_those_not_named() -> None:
    claim = factories.claim()
    attempt = asked(claim, whom="Halyna", visibility=Visibility.RESTRICTED, readers=[factories.ada()])
    ada, carl = signed_in(factories.ada()), signed_in(factories.carl())
    assert "restricted contact" in ada.get(page_of("claim", claim.pk)).content.decode()
    assert "restricted contact" not in carl.get(page_of("claim", claim.pk)).content.decode()
    assert ada.get(listed("contactattempt")).context["cl"].result_count == 1
    assert carl.get(listed("contactattempt")).context["cl"].result_count == 0
    counted = {str(one.label): one.count for one in numbers(carl.get("/admin/"))}
    assert counted["replies that are overdue"] == 0
    for path in (
        page_of("contactattempt", attempt.pk),
        f"/admin/claims/claim/{claim.pk}/contact-answer/?which={attempt.pk}",
        f"/admin/claims/claim/{claim.pk}/withdraw-contact/?which={attempt.pk}",
    ):
        assert ada.get(path).status_code == 200
        assert carl.get(path).status_code in {302, 404}


def test_those_who_may_not_read_a_reply_are_not_told_that_it_is_overdue() -> None:
    claim = factories.claim()
    contacts.answer(
        attempt=asked(claim),
        act="replied",
        quotation="Off the record",
        answered_at=database_now(),
        visibility=Visibility.RESTRICTED,
        editor=factories.ada(),
        now=database_now(),
    )
    assert "a reply was due" not in signed_in(factories.carl()).get(page_of("claim", claim.pk)).content.decode()


def test_a_reply_becomes_evidence_by_one_link() -> None:
    claim = factories.claim()
    now = database_now()
    reply = contacts.answer(
        attempt=asked(claim, visibility=Visibility.DESK),
        act="replied",
        quotation="No unit left.",
        answered_at=now,
        editor=factories.ada(),
        now=now,
    )
    ada = signed_in(factories.ada())
    path = f"/admin/claims/claim/{claim.pk}/evidence/"
    assert f"{path}?contact={reply.pk}" in ada.get(page_of("claim", claim.pk)).content.decode()
    form = ada.get(f"{path}?contact={reply.pk}").context["form"]
    assert form.initial["visibility"] == Visibility.DESK
    given = {"contact_attempt": form.initial["contact_attempt"], "stance": "against", "visibility": "desk"}
    ada.post(path, given)
    assert Evidence.objects.get().bearer() == reply
    assert "The ministry: replied" in ada.get(page_of("claim", claim.pk)).content.decode()


@pytest.mark.parametrize("which", ["", "x", "²", "9" * 30, "999"])
def test_an_attempt_that_never_was_is_not_found(which: str) -> None:
    claim = factories.claim()
    path = f"/admin/claims/claim/{claim.pk}/contact-answer/?which={which}"
    assert signed_in(factories.ada()).get(path).status_code == 404
