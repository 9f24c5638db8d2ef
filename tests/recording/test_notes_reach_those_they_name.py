"""A note on a story stays, and reaches whom it names."""

import pytest

from claims.models import JournalEntry, Mention, StoryNote, User
from claims.publishing import redactions
from claims.recording import notes
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, Role
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def reached() -> list[str]:
    return sorted(Mention.objects.values_list("person__username", flat=True))


def test_each_person_named_is_reached_once_and_the_author_is_not() -> None:
    factories.rosa()
    factories.carl()
    factories.note(text="@Rosa, call the ministry; @rosa and @carl, look. I did, @ada.")
    assert reached() == ["carl", "rosa"]


def test_a_name_that_nobody_has_stays_words() -> None:
    note = factories.note(text="As @mod_russia wrote.")
    assert (reached(), note.body.text()) == ([], "As @mod_russia wrote.")


def test_somebody_who_left_is_not_reached() -> None:
    rosa = factories.rosa()
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    factories.note(text="@rosa?")
    assert reached() == []


@pytest.mark.parametrize("who", [factories.ben, factories.olga])
def test_a_note_to_somebody_who_may_see_no_drafts_is_refused_whole(who: object) -> None:
    person = who()  # type: ignore[operator]
    with pytest.raises(Refused, match=f"leave out @{person.username}") as refused:
        factories.note(text=f"@{person.username}, look")
    assert (refused.value.field, StoryNote.objects.count()) == ("text", 0)


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001])
def test_an_empty_or_endless_note_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        factories.note(text=text)
    assert refused.value.field == "text"


def test_readers_write_no_notes() -> None:
    with pytest.raises(NotAllowed):
        factories.note(editor=factories.ben())


def test_the_journal_says_that_a_note_was_written_and_never_its_words() -> None:
    rosa = factories.rosa()
    note = factories.note(text="Our man in Kursk, @rosa")
    entry = JournalEntry.objects.get(kind=JournalKind.STORY_NOTED)
    assert entry.number == note.number
    assert entry.after == {"story": str(note.story.public_id), "mentions": [str(rosa.public_id)]}


def test_a_chief_can_destroy_what_a_note_said() -> None:
    note = factories.note(text="Our man in Kursk")
    redactions.destroy_body(body=note.body, reason="A person at risk", editor=factories.carl(), now=NOON)
    note.body.refresh_from_db()
    assert (note.body.compressed, StoryNote.objects.count()) == (None, 1)


def test_only_the_person_mentioned_has_seen_it_and_once() -> None:
    rosa = factories.rosa()
    factories.note(text="@rosa?")
    mention = Mention.objects.get()
    with pytest.raises(NotAllowed):
        notes.seen(mention=mention, editor=factories.ada(), now=NOON)
    notes.seen(mention=mention, editor=rosa, now=NOON)
    assert not Mention.objects.unseen().exists()
    assert JournalEntry.objects.filter(kind=JournalKind.MENTION_SEEN, actor=rosa).count() == 1
    with pytest.raises(Refused):
        notes.seen(mention=mention, editor=rosa, now=NOON)


def test_who_becomes_a_reader_is_reached_no_longer() -> None:
    rosa = factories.rosa()
    factories.note(text="@rosa?")
    assert Mention.objects.reaching(rosa).count() == 1
    rosa.role = Role.READER
    assert Mention.objects.reaching(rosa).count() == 0
