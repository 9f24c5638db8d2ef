"""A note for named people is sealed at once; the record says that it was written, by whom, and nothing else."""

import pytest

from claims.models import JournalEntry, SealedNote
from claims.recording import sealed_notes, seals
from claims.refusals import NotAllowed, Refused
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_only_those_named_find_and_read_it() -> None:
    ada, carl = factories.ada(), factories.carl()
    note = sealed_notes.seal(claim=factories.claim(), text="She lives there", readers=[ada], editor=ada, now=NOON)
    assert list(SealedNote.objects.visible_to(ada)) == [note]
    assert not SealedNote.objects.visible_to(carl).exists()
    assert seals.reveal(seal=note.seal, reader=ada) == b"She lives there"
    with pytest.raises(NotAllowed):
        seals.reveal(seal=note.seal, reader=carl)
    assert JournalEntry.objects.get(subject_id=note.public_id).after == {"sealed": True}


def test_an_empty_note_and_one_for_nobody_are_refused() -> None:
    ada, claim = factories.ada(), factories.claim()
    for text, readers, field in ((" ", [ada], "text"), ("She lives there", [], "readers")):
        with pytest.raises(Refused) as refused:
            sealed_notes.seal(claim=claim, text=text, readers=readers, editor=ada, now=NOON)
        assert refused.value.field == field


def test_a_reader_writes_none() -> None:
    ben = factories.ben()
    with pytest.raises(NotAllowed):
        sealed_notes.seal(claim=factories.claim(), text="x", readers=[ben], editor=ben, now=NOON)
