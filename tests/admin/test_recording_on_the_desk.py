"""Record a claim on one page, and bad input: one sentence at its field, nothing half-written."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import ApiToken, Appearance, Capture, Claim, Claimant, Criterion, Source, User
from tests import factories
from tests.admin.desk import page_of, signed_in

pytestmark = pytest.mark.django_db
FORM = {
    "claimant": "Igor Konashenkov",
    "claimant_kind": "person",
    "role": "said",
    "statement": "Some units are leaving",
    "kind": "fact",
    "outlet": "The Wire",
    "channel": "wire",
    "hedge": "stated",
    "appeared_at": "2022-02-15T08:00",
    "appeared_precision": "day",
    "publication": "internal",
    "criterion": "Imagery that shows it",
}


def record(**changed: Any) -> Any:
    return signed_in(factories.ada()).post("/admin/claims/claim/add/", {**FORM, **changed})


def test_who_what_and_where_are_one_act() -> None:
    answer = record()
    claim = Claim.objects.get()
    appearance = Appearance.objects.select_related("claimant", "outlet").get()
    assert answer["Location"] == page_of("claim", claim.pk)
    assert (str(appearance.claimant), str(appearance.outlet), appearance.url) == ("Igor Konashenkov", "The Wire", "")
    assert (appearance.hedge, appearance.is_first) == ("stated", True)
    assert Criterion.objects.get().claim == claim


def test_a_known_name_makes_no_second_claimant() -> None:
    record()
    record(claimant="igor konashenkov")
    assert Claimant.objects.count() == 1


def test_a_reporters_claim_is_a_draft() -> None:
    signed_in(factories.rosa()).post("/admin/claims/claim/add/", FORM)
    assert Claim.objects.get().publication == "draft"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("claimant", ""),
        ("statement", "  "),
        ("url", "not an address"),
        ("url", "javascript:alert(1)"),
        ("appeared_at", "yesterday"),
        ("kind", "rumour"),
        ("hedge", "sure"),
        ("claimant", "x" * 201),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_written(field: str, value: str) -> None:
    page = record(**{field: value})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {field}
    assert (Claim.objects.count(), Claimant.objects.count(), Appearance.objects.count()) == (0, 0, 0)


def test_a_capture_is_an_upload_or_a_text() -> None:
    ada = signed_in(factories.ada())
    form = {"kind": "file", "shot_precision": "unknown"}
    assert ada.post("/admin/claims/capture/add/", form).context["form"].errors.keys() == {"content"}
    upload = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", content_type="text/html")
    ada.post("/admin/claims/capture/add/", {**form, "content": upload})
    capture = Capture.objects.get()
    served = ada.get(f"/admin/claims/capture/{capture.pk}/content/")
    assert served["Content-Disposition"].startswith("attachment")
    assert served["Content-Type"] == "application/octet-stream"
    assert b"<script>alert(1)" not in ada.get(page_of("capture", capture.pk)).content


def test_a_capture_becomes_evidence_with_a_sealed_source() -> None:
    ada = factories.ada()
    client, claim = signed_in(ada), factories.claim()
    client.post(
        "/admin/claims/capture/add/",
        {"kind": "phone_note", "words": "They left at dawn", "shot_precision": "day", "readers": [ada.pk]},
    )
    capture = Capture.objects.get()
    form = {
        "claim": str(claim.pk),
        "stance": "for",
        "source": "A resident near the line",
        "source_kind": "person",
        "source_is_at_risk": "on",
        "interest": "independent",
        "basis": "saw",
        "visibility": "restricted",
        "readers": [ada.pk],
        "note": "Heard by phone",
    }
    answer = client.post(f"/admin/claims/capture/{capture.pk}/attach/", form)
    assert answer["Location"] == page_of("claim", claim.pk)
    assert (Source.objects.get().name, claim.evidence.get().visibility) == ("", "restricted")


def test_a_refused_attachment_leaves_no_source_behind() -> None:
    client, claim = signed_in(factories.ada()), factories.claim()
    client.post("/admin/claims/capture/add/", {"kind": "typed", "words": "Seen", "shot_precision": "day"})
    form = {"claim": str(claim.pk), "stance": "for", "source": "Somebody new", "visibility": "restricted"}
    page = client.post(f"/admin/claims/capture/{Capture.objects.get().pk}/attach/", form)
    assert page.context["form"].errors.keys() == {"readers"}
    assert not Source.objects.exists()


def test_a_restricted_source_needs_its_readers() -> None:
    form = {"name": "Halyna", "kind": "person", "naming": "restricted", "interest": "independent", "basis": "saw"}
    page = signed_in(factories.ada()).post("/admin/claims/source/add/", form)
    assert "Name at least one person" in page.content.decode()
    assert not Source.objects.exists()


def test_a_chief_adds_people_and_a_weak_password_is_refused() -> None:
    carl = signed_in(factories.carl())
    form = {"username": "dora", "password": "12345", "role": "editor"}
    assert carl.post("/admin/claims/user/add/", form).status_code == 200
    carl.post("/admin/claims/user/add/", {**form, "password": "a longer sentence than that"})
    assert User.objects.get(username="dora").role == "editor"


def test_a_tokens_secret_is_shown_once() -> None:
    ada = signed_in(factories.ada())
    page = ada.post("/admin/claims/apitoken/add/", {"user": factories.ada().pk, "name": "export", "scope": "read"})
    secret = page.context["secret"]
    assert secret in page.content.decode()
    token = ApiToken.objects.get()
    assert secret not in ada.get(page_of("apitoken", token.pk)).content.decode()
    ada.post(f"/admin/claims/apitoken/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_nobody_issues_a_token_for_somebody_else() -> None:
    form = {"user": factories.carl().pk, "name": "export", "scope": "write"}
    signed_in(factories.ben()).post("/admin/claims/apitoken/add/", form)
    assert not ApiToken.objects.exists()
