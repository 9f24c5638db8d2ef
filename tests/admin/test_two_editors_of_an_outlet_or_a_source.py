"""Of two people who change an outlet or a Source at once the second overwrites nothing, and each change is a line."""

from typing import Any

import pytest

from claims.models import JournalEntry, Outlet, Source, User
from claims.recording import outlets, sources
from claims.refusals import NotAllowed, Refused, Stale
from claims.vocabulary import Naming
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db
OUTLET = {"name": "Reuters", "homepage": "https://reuters.example/", "language": "en"}
SOURCE = {"name": "NATO", "kind": "body", "naming": "named", "interest": "independent", "basis": "saw", "claimant": ""}


def outlet() -> Outlet:
    return factories.outlet(**OUTLET)


def source() -> Source:
    return factories.source(**{**SOURCE, "claimant": None})


NOUNS = pytest.mark.parametrize(
    ("make", "form", "changed", "theirs"),
    [
        (outlet, OUTLET, {"homepage": "https://carl.example/"}, {"homepage": "https://ada.example/"}),
        (source, SOURCE, {"interest": "party"}, {"interest": "allied", "basis": "was_told"}),
    ],
)


def save(row: Any, form: dict[str, str], seen: int, who: User, **changed: str) -> Any:
    given = {**form, "opened_number": seen, **changed}
    return signed_in(who).post(page_of(row._meta.model_name, row.pk), given)


@NOUNS
def test_a_change_is_a_line_with_what_it_was(make: Any, form: Any, changed: Any, theirs: Any) -> None:
    row = make()
    seen = JournalEntry.objects.newest_number_about(row)
    assert save(row, form, seen, factories.ada(), **changed).status_code == 302
    row.refresh_from_db()
    entry = JournalEntry.objects.latest("number")
    assert entry.kind == f"{row._meta.model_name}.edited"
    for name, value in changed.items():
        assert (getattr(row, name), entry.before[name], entry.after[name]) == (value, form[name], value)


@NOUNS
def test_the_second_sees_both_texts_and_has_overwritten_nothing(
    make: Any, form: Any, changed: Any, theirs: Any
) -> None:
    row = make()
    seen = JournalEntry.objects.newest_number_about(row)
    assert save(row, form, seen, factories.ada(), **theirs).status_code == 302
    page = save(row, form, seen, factories.carl(), **changed)
    told = page.content.decode()
    assert "Ada changed this" in told
    assert "Both texts" in told
    labels = {str(label) for label, _theirs, _yours in page.context["conflict"]["fields"]}
    assert len(labels) == len(theirs)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in theirs} == theirs
    read = {**changed, "seen_number": str(page.context["conflict"]["number"])}
    assert save(row, form, seen, factories.carl(), **read).status_code == 302
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in changed} == changed


@pytest.mark.parametrize(
    ("make", "form", "may"),
    [(outlet, OUTLET, {"ada", "rosa", "carl", "olga"}), (source, SOURCE, {"ada", "carl"})],
)
def test_who_may_change_it(make: Any, form: Any, may: set[str]) -> None:
    row = make()
    for who in (factories.ada(), factories.ben(), factories.rosa(), factories.carl(), factories.olga()):
        seen = JournalEntry.objects.newest_number_about(row)
        assert (save(row, form, seen, who, name=f"{who.username}’s").status_code == 302) == (who.username in may)
    with pytest.raises(NotAllowed):
        outlets.edit(outlet=outlet(), name="X", editor=factories.ben(), now=NOON)
    with pytest.raises(NotAllowed):
        sources.edit(source=source(), name="X", editor=factories.rosa(), now=NOON)


def test_the_conflict_names_choices_as_the_form_does() -> None:
    row = source()
    seen = JournalEntry.objects.newest_number_about(row)
    save(row, SOURCE, seen, factories.ada(), interest="allied")
    page = save(row, SOURCE, seen, factories.carl(), interest="party")
    ((_label, theirs, yours),) = page.context["conflict"]["fields"]
    assert (theirs, yours) == ("allied with a party", "party to the matter")


def test_the_journal_never_holds_a_sources_name_nor_who_it_is() -> None:
    row, claimant = source(), factories.claimant(name="Halyna")
    sources.edit(source=row, name="Halyna of Donetsk", claimant=claimant, editor=factories.ada(), now=NOON)
    entry = JournalEntry.objects.latest("number")
    assert entry.after == {"name_changed": True, "claimant_changed": True}
    assert "Halyna" not in str((entry.before, entry.after))
    assert str(claimant.public_id) not in str(entry.after)
    history = page_of("source", row.pk).replace("change", "history")
    assert "name changed" in signed_in(factories.ada()).get(history).content.decode()


def test_one_under_seal_stays_as_it_is_and_none_is_sealed_by_a_field() -> None:
    ada = factories.ada()
    sealed = factories.source(name="Halyna", naming=Naming.RESTRICTED, readers=[ada])
    with pytest.raises(Refused):
        sources.edit(source=sealed, interest="party", editor=ada, now=NOON)
    assert save(sealed, SOURCE, 10**6, ada).status_code == 403
    with pytest.raises(Refused) as refused:
        sources.edit(source=source(), naming=Naming.RESTRICTED, editor=ada, now=NOON)
    assert refused.value.field == "naming"


@pytest.mark.parametrize(("edit", "row"), [(outlets.edit, outlet), (sources.edit, source)])
def test_what_cannot_be_changed_is_refused(edit: Any, row: Any) -> None:
    one = row()
    noun = one._meta.model_name
    for changed, field in (({"slug": "x"}, "slug"), ({"name": " "}, "name")):
        with pytest.raises(Refused) as refused:
            edit(**{noun: one}, **changed, editor=factories.ada(), now=NOON)
        assert refused.value.field == field
    with pytest.raises(Stale):
        edit(**{noun: one}, name="X", seen=0, editor=factories.ada(), now=NOON)
