"""Build the demonstration newsroom: its people, its outlets, and the story with everything said by noon."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from claims.analysis.transitions import scales_for
from claims.demonstration import the_story
from claims.demonstration.accounts import Account
from claims.demonstration.the_story import CLAIMANTS, CLAIMS, OPENING, RELATIONS, Told, Verdict, Who
from claims.demonstration.wire import PORT
from claims.demonstration.wire_pages import OUTLETS
from claims.models import Capture, Claim, Claimant, ClaimWatch, Rating, Source, Story, User
from claims.monitoring import feeds
from claims.publishing import releases
from claims.recording import (
    affiliations,
    appearances,
    captures,
    claimants,
    claims,
    criteria,
    outlets,
    people,
    relations,
    sources,
    stories,
)
from claims.verification import decisions, statuses
from claims.vocabulary import Basis, CaptureKind, Interest, Naming, Precision, Priority, Role, SourceKind, Visibility

PICTURE = Path(__file__).with_name("picture.png")
SECONDS_BETWEEN_POLLS = 4

PEOPLE = (
    ("chief", Role.CHIEF, "Carla", "Chief"),
    ("ada", Role.EDITOR, "Ada", "Editor"),
    ("rosa", Role.REPORTER, "Rosa", "Reporter"),
    ("ben", Role.READER, "Ben", "Reader"),
    ("olga", Role.OPERATOR, "Olga", "Operator"),
)


def is_built() -> bool:
    return Story.objects.filter(slug=the_story.STORY_SLUG).exists()


def is_searched() -> bool:
    """True when each claim that is to be searched has been, once."""
    unsearched = ClaimWatch.objects.open().filter(last_checked_at=None, next_check_at__isnull=False)
    return is_built() and not unsearched.exists()


@transaction.atomic
def build(*, now: datetime, wire_port: int = PORT) -> tuple[Account, ...]:
    """Everything by noon of 15 February 2022, in one transaction. Returns the accounts it made, with their passwords.

    Rows that tell of 2022 are marked imported and keep the time they tell of.
    """
    accounts = tuple(_person(*who, now=now) for who in PEOPLE)
    chief = User.objects.get(username="chief")
    story = stories.record(
        title=the_story.STORY_TITLE,
        slug=the_story.STORY_SLUG,
        priority=Priority.HIGH,
        assignee=User.objects.get(username="ada"),
        next_step="Confirm or dismiss what arrives, and settle the withdrawal claim when the evidence allows.",
        editor=chief,
        now=now,
    )
    told = _Teller(chief=chief, story=story, now=now)
    told.claimants(CLAIMANTS)
    for one in CLAIMS:
        told.claim(one)
    told.relations()
    told.nato_bears_on_the_withdrawal()
    told.kulebas_criterion()
    told.a_note_from_a_resident(readers=[chief, User.objects.get(username="ada")])
    told.a_picture()
    _watch_the_wire(chief, wire_port, now)
    return accounts


def _watch_the_wire(chief: User, port: int, now: datetime) -> None:
    """The wire's feeds, polled every few seconds; it need not serve yet."""
    for one in OUTLETS:
        outlet = outlets.record(
            name=one.name, homepage=f"http://{one.address}:{port}/", language="en", editor=chief, now=now
        )
        feeds.add(
            url=f"http://{one.address}:{port}/feed.xml",
            outlet=outlet,
            editor=chief,
            now=now,
            fetch=None,
            longest_seconds=SECONDS_BETWEEN_POLLS,
        )


def _person(username: str, role: Role, first_name: str, last_name: str, *, now: datetime) -> Account:
    password = secrets.token_urlsafe(12)
    people.record(
        username=username,
        password=password,
        role=role,
        first_name=first_name,
        last_name=last_name,
        editor=None,
        now=now,
    )
    return Account(username, password, role)


class _Teller:
    """Tell the story through the same stage functions that editors use."""

    def __init__(self, *, chief: User, story: Story, now: datetime) -> None:
        self._chief = chief
        self._story = story
        self._now = now
        self._who: dict[str, Claimant] = {}
        self._told: dict[str, Claim] = {}
        self._sources: dict[str, Source] = {}

    def claimants(self, those: Iterable[Who]) -> None:
        for who in those:
            self._who[who.key] = claimants.record(
                name=who.name, kind=who.kind, description=who.description, editor=self._chief, now=self._now
            )
            if who.organisation:
                affiliations.record(
                    claimant=self._who[who.key],
                    organisation=self._who[who.organisation],
                    position=who.position,
                    editor=self._chief,
                    now=self._now,
                )

    def claim(self, told: Told) -> None:
        """Record one claim with its appearances, its criterion and what the finished timeline says of it."""
        known_at = max(OPENING, *(said.at for said in told.said)) if told.key not in {"1", "1b"} else OPENING
        begins, ends = told.about or (None, None)
        claim = claims.record(
            statement=told.statement,
            kind=told.kind,
            story=self._story,
            notes=told.notes,
            speaks_about_from=begins,
            speaks_about_until=ends,
            editor=self._chief,
            now=self._now,
            imported_at=known_at,
        )
        self._told[told.key] = claim
        for said in told.said:
            self._said(claim, said, known_at)
        if told.settles:
            criteria.record(
                claim=claim,
                statement=told.settles,
                supplier=told.supplier,
                editor=self._chief,
                now=self._now,
                imported_at=known_at,
            )
        releases.publish(claim_id=claim.pk, editor=self._chief, now=self._now, imported_at=known_at)
        for verdict in told.verdicts:
            self._verdict(claim, verdict)

    def _said(self, claim: Claim, said: the_story.Said, known_at: datetime) -> None:
        appearances.record(
            claim=claim,
            claimant=self._who[said.who] if said.who else None,
            role=said.role,
            channel=said.channel,
            hedge=said.hedge,
            appeared_at=said.at,
            appeared_precision=said.precision,
            appeared_zone=the_story.ZONE,
            editor=self._chief,
            now=self._now,
            imported_at=known_at,
        )

    def _verdict(self, claim: Claim, verdict: Verdict) -> None:
        evidence = None
        if verdict.seen:
            evidence = decisions.add_by_hand(
                claim=claim,
                capture=self._note(verdict),
                stance=verdict.stance,
                source=self._source(verdict.source),
                basis=Basis.SAW,
                shown_at=verdict.effective,
                shown_zone=the_story.ZONE,
                editor=self._chief,
                now=self._now,
                imported_at=verdict.recorded,
            )
        statuses.change(
            claim_id=claim.pk,
            to=verdict.to,
            reason=verdict.reason,
            rating=self._rating(claim, verdict.rating),
            evidence=evidence,
            effective_at=verdict.effective,
            effective_zone=the_story.ZONE,
            editor=self._chief,
            now=self._now,
            imported_at=verdict.recorded,
        )

    def _note(self, verdict: Verdict) -> Capture:
        return captures.record(
            kind=CaptureKind.TYPED,
            content=verdict.seen.encode(),
            media_type="text/plain",
            shows=verdict.seen,
            shot_at=verdict.effective,
            shot_zone=the_story.ZONE,
            url=verdict.link,
            editor=self._chief,
            now=self._now,
            imported_at=verdict.recorded,
        )

    def _source(self, name: str, *, interest: Interest = Interest.INDEPENDENT) -> Source:
        if name not in self._sources:
            self._sources[name] = sources.record(
                name=name, interest=interest, basis=Basis.SAW, editor=self._chief, now=self._now, imported_at=OPENING
            )
        return self._sources[name]

    def _rating(self, claim: Claim, slug: str) -> Rating | None:
        return Rating.objects.get(slug=slug, scale__kind__in=scales_for(claim.kind)) if slug else None

    def relations(self) -> None:
        for key, kind, other in RELATIONS:
            relations.relate(
                claim=self._told[key],
                kind=kind,
                other=self._told[other],
                editor=self._chief,
                now=self._now,
                imported_at=OPENING,
            )

    def nato_bears_on_the_withdrawal(self) -> None:
        """Claim 10 bears against 1b: an appearance as evidence, known that afternoon."""
        decisions.add_by_hand(
            claim=self._told["1b"],
            appearance=self._told["10"].appearances.get(),
            stance="against",
            source=self._source("NATO"),
            basis=Basis.SAW,
            shown_at=the_story.feb(15, 12),
            shown_zone=the_story.ZONE,
            editor=self._chief,
            now=self._now,
            imported_at=the_story.feb(15, 13),
        )

    def a_picture(self) -> None:
        """A drawing, marked as such, that waits for an editor to attach it."""
        captures.record(
            kind=CaptureKind.PHOTO,
            content=PICTURE.read_bytes(),
            media_type="image/png",
            file_name="demonstration-drawing.png",
            shows="Tanks on railway flatcars (a drawing made for this demonstration, not a photograph)",
            place="Bakhchysarai, Crimea",
            shot_at=the_story.feb(15, 9),
            shot_precision=Precision.DAY,
            shot_zone=the_story.ZONE,
            editor=self._chief,
            now=self._now,
            imported_at=the_story.feb(15, 15),
        )

    def kulebas_criterion(self) -> None:
        criteria.record(
            claim=self._told["1"],
            statement=the_story.KULEBA_CRITERION,
            evidence_kind="Anything seen rather than said",
            editor=self._chief,
            now=self._now,
            imported_at=OPENING,
        )

    def a_note_from_a_resident(self, *, readers: list[User]) -> None:
        """A phone note whose source is at risk: sealed for two people, and nowhere else."""
        resident = sources.record(
            name=the_story.RESIDENT,
            kind=SourceKind.PERSON,
            naming=Naming.RESTRICTED,
            interest=Interest.UNKNOWN,
            basis=Basis.SAW,
            readers=readers,
            editor=self._chief,
            now=self._now,
            imported_at=OPENING,
        )
        note = captures.record(
            kind=CaptureKind.PHONE_NOTE,
            content=the_story.RESIDENT_NOTE.encode(),
            media_type="text/plain",
            readers=readers,
            editor=self._chief,
            now=self._now,
            imported_at=OPENING,
        )
        decisions.add_by_hand(
            claim=self._told["1"],
            capture=note,
            stance="against",
            source=resident,
            visibility=Visibility.RESTRICTED,
            note=the_story.RESIDENT_NOTE,
            readers=readers,
            editor=self._chief,
            now=self._now,
            imported_at=OPENING,
        )
