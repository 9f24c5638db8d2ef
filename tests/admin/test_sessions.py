"""People see where they are signed in, and end it; so does a new password, a deactivation, and a chief."""

from datetime import timedelta

import pytest
from django.test import Client

from claims.models import JournalEntry, SignIn, User
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.admin.doors import ACCOUNT, came_in, tried

pytestmark = pytest.mark.django_db

TELEPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
NEW = "another long sentence"


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def newest() -> JournalEntry:
    return JournalEntry.objects.select_related("actor").order_by("-number")[0]


def end_of(person: User, device: str) -> str:
    row = SignIn.objects.get(user=person, device=device)
    return f"/account/sessions/{row.public_id}/end/"


def test_each_is_listed_with_device_address_since_and_last_seen() -> None:
    ada = factories.ada()
    here = came_in(ada)
    came_in(ada, device=TELEPHONE, address="2001:db8::7")
    page = here.get(ACCOUNT).content.decode()
    assert page.index("Safari on iPhone") < page.index("Firefox on Linux")
    assert "203.0.113.7 · since" in page
    assert "2001:db8::7 · since" in page
    assert page.count("this one") == 1


def test_one_is_ended_and_the_others_go_on() -> None:
    ada = factories.ada()
    here, telephone = came_in(ada), came_in(ada, device=TELEPHONE)
    assert here.post(end_of(ada, TELEPHONE)).status_code == 302
    assert (is_in(here), is_in(telephone)) == (True, False)
    assert (newest().kind, newest().actor, newest().after) == ("session.ended", ada, {"person": "ada", "sessions": 1})


def test_all_others_are_ended_by_one_line() -> None:
    ada = factories.ada()
    here, *others = (came_in(ada) for _ in range(3))
    here.post("/account/sessions/end-others/")
    assert [is_in(one) for one in (here, *others)] == [True, False, False]
    assert newest().after == {"person": "ada", "sessions": 2}


def test_ending_this_one_is_signing_out() -> None:
    ada = factories.ada()
    client = came_in(ada)
    assert client.post(end_of(ada, SignIn.objects.get().device))["Location"] == "/account/login/"
    assert not is_in(client)


def test_nobody_ends_a_colleagues() -> None:
    ada, ben = factories.ada(), factories.ben()
    came_in(ben, device=TELEPHONE)
    path = end_of(ben, TELEPHONE)
    assert came_in(ada).post(path).status_code == 404
    row = SignIn.objects.get(user=ben)
    assert signed_in(ada).post(f"/admin/claims/user/sessions/{row.public_id}/end/").status_code in {302, 403}
    assert SignIn.objects.get(user=ben).ended_at is None


def test_a_chief_sees_and_ends_a_colleagues() -> None:
    ada, carl = factories.ada(), factories.carl()
    one, two = came_in(ada), came_in(ada, device=TELEPHONE)
    chief = signed_in(carl)
    page = chief.get(page_of("user", ada.pk)).content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    row = SignIn.objects.get(device=TELEPHONE)
    chief.post(f"/admin/claims/user/sessions/{row.public_id}/end/")
    assert (is_in(one), is_in(two)) == (True, False)
    assert (newest().actor, newest().after) == (carl, {"person": "ada", "sessions": 1})
    chief.post(f"/admin/claims/user/{ada.pk}/end-sessions/")
    assert not is_in(one)


def test_deactivating_a_person_ends_theirs_and_says_so_in_its_line() -> None:
    ada = factories.ada()
    client = came_in(ada)
    form = {"first_name": "Ada", "role": "editor"}
    signed_in(factories.carl()).post(page_of("user", ada.pk), form)
    ada.refresh_from_db()
    assert not ada.is_active
    assert not is_in(client)
    assert SignIn.objects.get().ended_at is not None
    assert (newest().kind, newest().after) == ("user.edited", {"is_active": False, "sessions_ended": 1})


def test_a_new_password_ends_all_but_this_one() -> None:
    ada = factories.ada()
    here, telephone = came_in(ada), came_in(ada, device=TELEPHONE)
    form = {"oldpassword": "ada may enter", "password1": NEW, "password2": NEW}
    assert here.post("/account/password/", form)["Location"] == ACCOUNT
    assert (is_in(here), is_in(telephone)) == (True, False)
    assert (newest().kind, newest().after) == ("password.changed", {"person": "ada", "sessions_ended": 1})
    assert tried(Client(), "ada", NEW)["Location"] == "/admin/"


def test_the_session_that_changed_the_password_can_still_be_ended() -> None:
    ada = factories.ada()
    here = came_in(ada)
    here.post("/account/password/", {"oldpassword": "ada may enter", "password1": NEW, "password2": NEW})
    signed_in(factories.carl()).post(f"/admin/claims/user/{ada.pk}/end-sessions/")
    assert not is_in(here)


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", NEW, NEW, "Please type your current password."),
        ("ada may enter", "short", "short", "too short"),
        ("ada may enter", NEW, "something else", "same password each time"),
    ],
)
def test_a_password_is_not_changed_lightly(old: str, new: str, again: str, sentence: str) -> None:
    client = came_in(factories.ada())
    page = client.post("/account/password/", {"oldpassword": old, "password1": new, "password2": again})
    assert sentence in page.content.decode()
    assert tried(Client(), "ada", "ada may enter").status_code == 302


def test_guesses_at_the_old_password_are_counted() -> None:
    client = came_in(factories.ada())
    form = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert [client.post("/account/password/", form).status_code for _ in range(5)][-1] == 429


def test_a_chief_sets_a_new_password_for_somebody_who_lost_theirs() -> None:
    ada, carl = factories.ada(), factories.carl()
    client = came_in(ada)
    path = f"/admin/claims/user/{ada.pk}/password/"
    assert signed_in(ada).post(path, {"password": NEW}).status_code == 403
    chief = came_in(carl)
    assert "too short" in chief.post(path, {"password": "short"}).content.decode()
    assert chief.post(path, {"password": NEW}).status_code == 302
    assert not is_in(client)
    assert tried(Client(), "ada", NEW).status_code == 302
    assert NEW not in str(list(JournalEntry.objects.values()))


def test_a_chief_who_sets_their_own_stays() -> None:
    carl = factories.carl()
    client, elsewhere = came_in(carl), came_in(carl, device=TELEPHONE)
    assert client.post(f"/admin/claims/user/{carl.pk}/password/", {"password": NEW}).status_code == 302
    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_last_seen_moves_at_most_once_a_minute() -> None:
    client = came_in(factories.ada())
    seen = SignIn.objects.get().last_seen_at
    client.get("/admin/")
    assert SignIn.objects.get().last_seen_at == seen
    session = client.session
    session["seen_at"] -= 61
    session.save()
    client.get("/admin/")
    assert SignIn.objects.get().last_seen_at > seen


def test_a_session_that_was_ended_in_the_record_only_stops_within_a_minute() -> None:
    client = came_in(factories.ada())
    row = SignIn.objects.get()
    SignIn.objects.update(ended_at=row.started_at)
    session = client.session
    session["seen_at"] -= 61
    session.save()
    assert not is_in(client)


def test_expired_sessions_are_not_listed() -> None:
    ada = factories.ada()
    client = came_in(ada)
    came_in(ada, device=TELEPHONE)
    old = SignIn.objects.filter(device=TELEPHONE)
    old.update(last_seen_at=old.get().last_seen_at - timedelta(days=15))
    assert "iPhone" not in client.get(ACCOUNT).content.decode()
