"""Pages on the desk: read now, watched, and filled with a copy where they cannot be read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.models import Capture, Page, Revision, database_now
from claims.vocabulary import PageState, RevisionOrigin
from tests import factories
from tests.admin.desk import listed, page_of, signed_in
from tests.monitoring.documents import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return signed_in(factories.ada())


@pytest.fixture
def page() -> Page:
    return factories.page(state=PageState.NEEDS_COPY, obstacle="The article is behind a paywall.", next_check_at=None)


def copy_of(page: Page) -> str:
    return f"/admin/claims/page/{page.pk}/copy/"


def test_a_pasted_copy_stands_in_the_page_s_place(ada: Client, page: Page) -> None:
    assert "The article is behind a paywall." in ada.get(copy_of(page)).content.decode()
    answer = ada.post(copy_of(page), {"title": "NATO sees no sign", "words": TEXT})
    assert answer["Location"] == page_of("page", page.pk)
    page.refresh_from_db()
    assert page.state == PageState.SUPPLIED
    assert Revision.objects.get().origin == RevisionOrigin.CAPTURE
    assert Capture.objects.get().url == page.url


def test_a_file_is_kept_and_read(ada: Client, page: Page) -> None:
    upload = SimpleUploadedFile("copy.txt", TEXT.encode(), content_type="text/plain")
    ada.post(copy_of(page), {"title": "NATO sees no sign", "content": upload})
    assert Revision.objects.get().body.text() == TEXT
    assert Capture.objects.get().file_name == "copy.txt"


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"title": "T", "words": " "}, "A copy needs a file or a text."),
        ({"title": "", "words": TEXT}, "Give the copy its headline."),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_kept(
    ada: Client, page: Page, posted: dict[str, str], sentence: str
) -> None:
    assert sentence in ada.post(copy_of(page), posted).content.decode()
    assert not Capture.objects.exists()
    assert not Revision.objects.exists()


def test_a_picture_without_its_words_is_refused_whole(ada: Client, page: Page) -> None:
    upload = SimpleUploadedFile("copy.png", b"\x89PNG", content_type="image/png")
    answer = ada.post(copy_of(page), {"title": "T", "content": upload})
    assert "No text was found in the copy: type or paste it." in answer.content.decode()
    assert not Capture.objects.exists()


def test_it_is_read_now_watched_and_no_longer_watched(ada: Client, page: Page) -> None:
    act = f"/admin/claims/page/{page.pk}/act/"
    ada.post(act, {"act": "read"})
    page.refresh_from_db()
    assert page.next_check_at is not None
    assert page.next_check_at <= database_now()
    ada.post(act, {"act": "watch"})
    page.refresh_from_db()
    assert page.longest_seconds == 3600
    assert "at least every 60 minutes" in ada.get(page_of("page", page.pk)).content.decode()
    ada.post(act, {"act": "unwatch"})
    page.refresh_from_db()
    assert page.longest_seconds is None
    assert ada.post(act, {"act": "burn"}).status_code == 404


def test_rosa_supplies_copies_and_ben_nothing(page: Page) -> None:
    assert signed_in(factories.rosa()).get(copy_of(page)).status_code == 200
    ben = signed_in(factories.ben())
    assert ben.get(copy_of(page)).status_code == 403
    ben.post(f"/admin/claims/page/{page.pk}/act/", {"act": "watch"})
    page.refresh_from_db()
    assert page.longest_seconds is None


def test_those_that_need_a_copy_are_a_list(ada: Client, page: Page) -> None:
    factories.page(url="https://fine.example/1", state=PageState.LIVE)
    found = ada.get(listed("page"), {"state__exact": "needs_copy"}).content.decode()
    assert page.url in found
    assert "fine.example" not in found


def test_those_that_are_watched_are_a_list(ada: Client, page: Page) -> None:
    factories.page(url="https://watched.example/count", longest_seconds=600)
    found = ada.get(listed("page"), {"watched": "yes"}).content.decode()
    assert "watched.example" in found
    assert page.url not in found
