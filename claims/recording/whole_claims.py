"""Write down a claim whole: what was said, who said it where, and what would settle it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from claims.models import Claim, Claimant, JournalEntry, Outlet, Story, Topic, User, database_now
from claims.recording import appearances, claims, criteria, naming
from claims.recording.appearances import Saying
from claims.recording.claims import Wording
from claims.vocabulary import JournalKind

PRESSED_TWICE: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeClaim:
    """A claim with its first appearance. Whom and what it names by a text is found, or written down with it.

    `story` is a title, and counts before the story of the wording. Without `saying` there is no appearance yet.
    """

    wording: Wording
    saying: Saying | None = None
    claimant: str = ""
    claimant_kind: str = ""
    outlet: str = ""
    story: str = ""
    criteria: Sequence[str] = ()


class Names:
    """What was found or written down for the names of one transaction: each is asked for once."""

    def __init__(self, editor: User, now: datetime) -> None:
        self.editor = editor
        self.now = now
        self.forget()

    def forget(self) -> None:
        """Start anew, when the transaction or a part of it was undone."""
        self._claimants: dict[str, Claimant | None] = {}
        self._outlets: dict[str, Outlet | None] = {}
        self._stories: dict[str, Story | None] = {}

    def claimant(self, name: str, kind: str) -> Claimant | None:
        key = name.casefold()
        if key not in self._claimants:
            self._claimants[key] = self.find_claimant(name, kind)
        return self._claimants[key]

    def outlet(self, name: str) -> Outlet | None:
        key = name.casefold()
        if key not in self._outlets:
            self._outlets[key] = self.find_outlet(name)
        return self._outlets[key]

    def story(self, title: str) -> Story | None:
        key = title.casefold()
        if key not in self._stories:
            self._stories[key] = self.find_story(title)
        return self._stories[key]

    def find_claimant(self, name: str, kind: str) -> Claimant | None:
        return naming.claimant(name, kind=kind, editor=self.editor, now=self.now)

    def find_outlet(self, name: str) -> Outlet | None:
        return naming.outlet(name, editor=self.editor, now=self.now)

    def find_story(self, title: str) -> Story | None:
        return naming.story(title, editor=self.editor, now=self.now)


@transaction.atomic
def record(
    *, told: WholeClaim, topics: Iterable[Topic] = (), editor: User, now: datetime, names: Names | None = None
) -> Claim:
    """All of it or nothing. `names`: what was found for other claims of the same transaction.

    Raises NotAllowed or Refused as the recording of each part does.
    """
    names = names or Names(editor, now)
    saying = said_by(told, names)
    claim = claims.record(**worded(told, names), topics=topics, editor=editor, now=now)
    if saying is not None:
        appearances.record(claim=claim, **saying, editor=editor, now=now)
    for statement in told.criteria:
        criteria.record(claim=claim, statement=statement, editor=editor, now=now)
    return claim


def pressed_before(
    *, statement: str, quotation: str, role: str, appeared_at: datetime | None, editor: User
) -> Claim | None:
    """The claim that the same words by the same person became a moment ago: a second press, not a second claim.

    Part of the caller's transaction: of two presses at once the second waits here until the first is through.
    """
    User.objects.select_for_update().get(pk=editor.pk)
    lately = JournalEntry.objects.filter(
        kind=JournalKind.CLAIM_RECORDED,
        actor=editor,
        claim__created_at__gt=database_now() - PRESSED_TWICE,
        claim__statement=statement,
        claim__quotation=quotation,
        claim__appearances__role=role,
        claim__appearances__appeared_at=appeared_at,
    )
    entry = lately.select_related("claim").first()
    return entry.claim if entry is not None else None


def worded(told: WholeClaim, names: Names) -> Wording:
    """Its wording, with the story that it names."""
    return {**told.wording, "story": names.story(told.story)} if told.story else told.wording


def said_by(told: WholeClaim, names: Names) -> Saying | None:
    """How it was said, with whom and what it names."""
    if told.saying is None:
        return None
    saying = told.saying
    if told.claimant:
        saying = {**saying, "claimant": names.claimant(told.claimant, told.claimant_kind)}
    if told.outlet:
        saying = {**saying, "outlet": names.outlet(told.outlet)}
    return saying
