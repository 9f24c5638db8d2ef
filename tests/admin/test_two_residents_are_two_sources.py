"""A Source that is only described is one of its own, whoever else is described so; a named one is found by its name."""

from typing import Any

import pytest

from claims.admin import claim_sections
from claims.analysis.independence import Independence
from claims.models import Claim, Evidence, JournalEntry, Source, Suggestion
from claims.verification import derivations
from claims.vocabulary import Naming
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db
RESIDENT = "a resident"
DESCRIBED = {"source": RESIDENT, "source_is_described": "on", "source_kind": "person", "interest": "independent"}


def triaged(claim: Claim, **given: str) -> Any:
    suggestion = factories.suggestion(claim=claim)
    return signed_in(factories.ada()).post(f"/admin/review/{suggestion.pk}/", {"act": "against", **given})


def added(claim: Claim, **given: str) -> Any:
    form = {"article": str(factories.article().pk), "stance": "against", "visibility": "public", **given}
    return signed_in(factories.ada()).post(f"/admin/claims/claim/{claim.pk}/evidence/", form)


def counted(claim: Claim) -> Independence:
    found: Independence = claim_sections.knowledge(claim, factories.ada())["independence"]
    return found


@pytest.mark.parametrize("act", [triaged, added])
def test_two_who_are_described_alike_count_as_two(act: Any) -> None:
    claim = factories.claim()
    act(claim, **DESCRIBED)
    act(claim, **DESCRIBED)
    assert [one.naming for one in Source.objects.all()] == [Naming.DESCRIBED] * 2
    assert counted(claim).contradicting == 2


@pytest.mark.parametrize("act", [triaged, added])
def test_the_words_of_somebody_described_find_nobody(act: Any) -> None:
    factories.source(name=RESIDENT, naming=Naming.DESCRIBED)
    act(factories.claim(), source="A resident")
    assert [one.naming for one in Source.objects.all()] == [Naming.DESCRIBED] * 2


@pytest.mark.parametrize("act", [triaged, added])
def test_the_same_resident_is_chosen_by_number(act: Any) -> None:
    claim, resident = factories.claim(), factories.source(name=RESIDENT, naming=Naming.DESCRIBED)
    act(claim, source=f"{resident.pk} — {RESIDENT}")
    act(claim, source=f"#{resident.pk}")
    assert {one.source for one in Evidence.objects.select_related("source")} == {resident}
    assert counted(claim).contradicting == 1


def test_the_number_is_proposed_with_the_words() -> None:
    resident = factories.source(name=RESIDENT, naming=Naming.DESCRIBED)
    factories.source(name="NATO")
    page = signed_in(factories.ada()).get(f"/admin/claims/claim/{factories.claim().pk}/evidence/").content.decode()
    assert f'<option value="{resident.pk} — {RESIDENT}">' in page
    assert '<option value="NATO">' in page


@pytest.mark.parametrize("act", [triaged, added])
def test_somebody_named_is_found_by_name(act: Any) -> None:
    factories.source(name="NATO")
    act(factories.claim(), source="nato")
    assert Source.objects.count() == 1


@pytest.mark.parametrize("act", [triaged, added])
def test_a_number_that_is_nobodys_is_refused(act: Any) -> None:
    page = act(factories.claim(), source="#4711")
    assert "source" in page.context["form"].errors
    assert not Source.objects.exists()


def test_a_source_at_risk_is_chosen_by_those_who_are_named() -> None:
    ada, carl = factories.ada(), factories.carl()
    theirs = factories.source(name="Halyna", naming=Naming.RESTRICTED, readers=[carl])
    ours = factories.source(name="Halyna", naming=Naming.RESTRICTED, readers=[ada])
    sealed = {"visibility": "restricted", "readers": str(ada.pk)}
    claim = factories.claim()
    assert "source" in added(claim, source=f"#{theirs.pk}", **sealed).context["form"].errors
    assert added(claim, source=f"#{ours.pk}", **sealed).status_code == 302
    assert Evidence.objects.get().source == ours


def test_somebody_recorded_in_the_open_is_not_sealed_beside_it() -> None:
    resident = factories.source(name=RESIDENT, naming=Naming.DESCRIBED)
    given = {"source": f"#{resident.pk}", "source_is_at_risk": "on", "visibility": "restricted"}
    page = added(factories.claim(), readers=str(factories.ada().pk), **given)
    assert "seal it on its own page" in str(page.context["form"].errors["source"])


def test_a_copy_rests_on_the_same_resident() -> None:
    claim, resident = factories.claim(), factories.source(name=RESIDENT, naming=Naming.DESCRIBED)
    original, copy = factories.article(), factories.article()
    factories.evidence(claim=claim, article=original, source=resident)
    factories.derivation(article=copy, original=original)
    type(copy).objects.filter(pk=copy.pk).update(compared_revision=1)
    suggestion = factories.suggestion(claim=claim, article=copy)
    form = signed_in(factories.ada()).get(f"/admin/review/{suggestion.pk}/").context["form"]
    assert form["source"].value() == f"{resident.pk} — {RESIDENT}"


def test_two_residents_are_no_likely_duplicates() -> None:
    for _ in range(2):
        factories.source(name="A resident near the line", naming=Naming.DESCRIBED, kind="person")
    assert (
        "A resident near the line"
        not in signed_in(factories.ada()).get("/admin/duplicates/?of=source").content.decode()
    )


def test_a_source_made_of_a_briefing_is_not_named_in_the_journal() -> None:
    quoted = factories.claimant(name="Halyna")
    derivation = factories.derivation(claimant=quoted, kind="quotes")
    derivations.confirm(derivation_id=derivation.pk, editor=factories.ada(), now=factories.NOON)
    (entry,) = JournalEntry.objects.filter(kind="source.recorded")
    assert "Halyna" not in str(entry.after)


def test_each_of_several_suggestions_of_one_text_rests_on_one_resident() -> None:
    claim = factories.claim()
    first, copy = factories.suggestion(claim=claim, score=0.9), factories.suggestion(claim=claim, score=0.8)
    factories.derivation(article=copy.article, original=first.article)
    given = {"act": "against", "with_it": str(copy.pk), **DESCRIBED}
    signed_in(factories.ada()).post(f"/admin/review/{first.pk}/", given)
    assert Suggestion.objects.filter(state="confirmed").count() == 2
    assert Source.objects.count() == 1
