"""Write down many claims whole in one transaction: all that can be done before it is, and the journal comes last."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from claims.models import (
    Act,
    Appearance,
    Claim,
    Claimant,
    ClaimWatch,
    ClaimWording,
    Criterion,
    JournalEntry,
    Outlet,
    Stamp,
    Story,
    User,
)
from claims.models.naming import free_slug
from claims.recording import appearances, claimants, claims, criteria, naming, outlets, stories
from claims.recording.whole_claims import Names, WholeClaim, said_by, worded
from claims.vocabulary import ClaimantKind, JournalKind

ROWS_AT_A_TIME = 1000


class NamesChanged(Exception):
    """Somebody wrote down, renamed or merged claimants, outlets or stories meanwhile: prepare anew."""


@dataclass(slots=True)
class Parts:
    """One claim with its parts, not saved yet."""

    claim: Claim
    appearance: Appearance | None
    criteria: list[Criterion]

    def acts(self) -> list[Act]:
        said = [appearances.recorded(self.appearance)] if self.appearance is not None else []
        return [claims.recorded(self.claim), *said, *map(criteria.recorded, self.criteria)]


@dataclass(slots=True)
class Prepared:
    """What is to be written, and the number up to which the journal was read for the names in it."""

    read_up_to: int
    parts: list[Parts] = field(default_factory=list)
    claimants: list[Claimant] = field(default_factory=list)
    outlets: list[Outlet] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    watches: list[ClaimWatch] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


class _NewNames(Names):
    """Finds what is there; what is not is made ready to be written, and not written yet."""

    def __init__(self, prepared: Prepared, editor: User, now: datetime) -> None:
        super().__init__(editor, now)
        self._prepared = prepared
        self._slugs: dict[type[models.Model], set[str]] = {Claimant: set(), Outlet: set(), Story: set()}

    def find_claimant(self, name: str, kind: str) -> Claimant | None:
        known = Claimant.objects.named(name)
        if known is None:
            known = claimants.new(name=name, kind=kind or ClaimantKind.PERSON, editor=self.editor)
            known.slug = self._slug(Claimant, name)
            self._prepared.claimants.append(known)
        return known

    def find_outlet(self, name: str) -> Outlet | None:
        known = Outlet.objects.named(name)
        if known is None:
            known = outlets.new(name=name, editor=self.editor)
            known.slug = self._slug(Outlet, name)
            self._prepared.outlets.append(known)
        return known

    def find_story(self, title: str) -> Story | None:
        known = naming.known_story(title)
        if known is None:
            known = stories.new(title=title, editor=self.editor, now=self.now)
            known.slug = self._slug(Story, title)
            self._prepared.stories.append(known)
        return known

    def _slug(self, model: type[models.Model], text: str) -> str:
        slug = free_slug(model, text, given=self._slugs[model])
        self._slugs[model].add(slug)
        return slug


def prepare(*, told: Iterable[WholeClaim], editor: User, now: datetime) -> Prepared:
    """Everything that is to be written, held against every rule; nothing is.

    Raises NotAllowed or Refused as the recording of each part does.
    """
    newest = JournalEntry.objects.aggregate(newest=models.Max("number"))["newest"]
    prepared = Prepared(read_up_to=newest or 0)
    names = _NewNames(prepared, editor, now)
    for one in told:
        prepared.parts.append(_parts(one, names))
    prepared.watches = [claims.watch(parts.claim, now) for parts in prepared.parts]
    prepared.acts = list(_acts(prepared))
    return prepared


def _parts(told: WholeClaim, names: Names) -> Parts:
    editor, now = names.editor, names.now
    claim = claims.new(editor=editor, **worded(told, names))
    saying = said_by(told, names)
    said = None
    if saying is not None:
        said = appearances.new(claim=claim, editor=editor, now=now, **saying)
        said.is_first = True
    settled_by = [criteria.new(claim=claim, statement=line, editor=editor) for line in told.criteria]
    dated: tuple[Claim | Appearance | Criterion, ...] = (claim, *([said] if said is not None else []), *settled_by)
    for part in dated:
        part.created_at = now
    return Parts(claim, said, settled_by)


@transaction.atomic
def write(*, prepared: Prepared, editor: User) -> list[Claim]:
    """All of it in one transaction, each claim and each part with its own entry in the journal.

    Others' saves wait for the journal's lock on PostgreSQL, for the transaction on SQLite: the entries are made ready
    before the lock is taken. Raises NamesChanged, and then nothing is written.
    """
    recorded = [parts.claim for parts in prepared.parts]
    said = [parts.appearance for parts in prepared.parts if parts.appearance is not None]
    settled_by = [one for parts in prepared.parts for one in parts.criteria]
    _refuse_changed_names(prepared)
    _insert_names(prepared)
    for rows in (recorded, prepared.watches, said, settled_by):
        _insert(rows)
    stamp = JournalEntry.objects.stamp()
    _refuse_changed_names(prepared)
    for dated in (recorded, said, settled_by):
        _date(dated, stamp)
    _insert(list(_wordings(prepared.acts, stamp)))
    JournalEntry.objects.write_all(prepared.acts, actor=editor, stamp=stamp)
    return recorded


def _acts(prepared: Prepared) -> Iterator[Act]:
    yield from map(claimants.recorded, prepared.claimants)
    yield from map(outlets.recorded, prepared.outlets)
    yield from map(stories.recorded, prepared.stories)
    for parts in prepared.parts:
        yield from parts.acts()


def _wordings(acts: Iterable[Act], stamp: Stamp) -> Iterator[ClaimWording]:
    """Each claim reads as it does since its last act that says what it says, or who said it."""
    worded: dict[int, ClaimWording] = {}
    for number, act in enumerate(acts, start=stamp.number):
        if act.claim is not None and act.kind != JournalKind.CRITERION_RECORDED:
            worded[act.claim.pk] = ClaimWording(claim=act.claim, worded_number=number)
    return iter(worded.values())


def _refuse_changed_names(prepared: Prepared) -> None:
    since = JournalEntry.objects.after(prepared.read_up_to).exclude(kind=JournalKind.STORY_NOTED)
    if since.filter(subject_type__in=("claimant", "outlet", "story")).exists():
        raise NamesChanged


def _insert_names(prepared: Prepared) -> None:
    try:
        for rows in (prepared.claimants, prepared.outlets, prepared.stories):
            _insert(rows)
    except IntegrityError as taken:  # a slug, by somebody whose entry could not be seen yet
        raise NamesChanged from taken


def _insert(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=ROWS_AT_A_TIME)


def _date(rows: Sequence[Any], stamp: Stamp) -> None:
    """Nothing is older than its entry: an answer "as of" a moment in between must not change afterwards."""
    for begin in range(0, len(rows), ROWS_AT_A_TIME):
        some = rows[begin : begin + ROWS_AT_A_TIME]
        type(some[0])._default_manager.filter(pk__in=[row.pk for row in some]).update(created_at=stamp.recorded_at)
    for row in rows:
        row.created_at = stamp.recorded_at
