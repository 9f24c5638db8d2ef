"""Read one row of a table as a claim, and say in sentences what is wrong with it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from claims.analysis import addresses, formula_cells, plain_text
from claims.analysis.written_moments import NotAMoment, WrittenMoment, read_moment
from claims.vocabulary import AppearanceRole, Channel, ClaimantKind, ClaimKind, Hedge

LONGEST_STATEMENT: Final = 2_000  # characters
LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 200
LONGEST_ADDRESS: Final = 2_000
MOST_CRITERIA: Final = 10
_LONGEST_SHOWN: Final = 60
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be recorded: what of the claim ("" for the row), and one sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a row tells it; what the row does not tell is empty."""

    statement: str
    claimant: str = ""
    claimant_kind: str = ""
    role: str = AppearanceRole.SAID
    quotation: str = ""
    kind: str = ClaimKind.FACT
    hedge: str = ""
    outlet: str = ""
    url: str = ""
    channel: str = Channel.WEB
    appeared: WrittenMoment | None = None
    story: str = ""
    criteria: tuple[str, ...] = ()
    begins: WrittenMoment | None = None
    ends: WrittenMoment | None = None
    language: str = "en"
    notes: str = ""

    @property
    def key(self) -> str:
        """Equal for two rows that say the same words, however they are set."""
        words = " ".join(re.findall(r"\w+", self.statement.casefold()))
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(slots=True)
class _Reading:
    """The cells of one row by what they hold, and what was found wrong while they were read."""

    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(name, sentence))

    def text(self, name: str, *, most: int = LONGEST_TEXT) -> str:
        cell = self.cells.get(name, "").strip()
        if formula_cells.is_formula(cell):
            self.wrong(name, _("“%(cell)s” is a formula: export its value as text.") % {"cell": _shown(cell)})
            return ""
        read = plain_text.harmless(formula_cells.read_cell(cell)).strip()
        if len(read) > most:
            self.wrong(name, _("It has %(n)d characters: %(most)d are the most.") % {"n": len(read), "most": most})
        return read

    def line(self, name: str, *, most: int = LONGEST_NAME) -> str:
        return plain_text.one_line(self.text(name, most=most))

    def choice(self, name: str, choices: type[TextChoices], otherwise: str) -> str:
        """One of the newsroom's words, by its name or its label."""
        told = self.line(name)
        if not told:
            return otherwise
        known = {_loosely(word): value for value, label in choices.choices for word in (value, str(label))}
        if _loosely(told) in known:
            return str(known[_loosely(told)])
        words = {"cell": _shown(told), "known": ", ".join(choices.values)}
        self.wrong(name, _("“%(cell)s” is not known here: write one of %(known)s.") % words)
        return otherwise

    def moment(self, name: str, *, zone: str, now: datetime, may_lie_ahead: bool = False) -> WrittenMoment | None:
        written = self.line(name)
        if not written:
            return None
        try:
            return read_moment(written, now=now, zone=zone, may_lie_ahead=may_lie_ahead)
        except NotAMoment as error:
            self.wrong(name, str(error))
            return None


def cells_by_field(cells: Sequence[str], mapping: Mapping[int, str]) -> dict[str, str]:
    """The cells of a row by what their columns hold."""
    return {name: cells[place] for place, name in mapping.items() if place < len(cells)}


def read_row(
    cells: Mapping[str, str], *, now: datetime, fault: str = "", claimant: str = ""
) -> tuple[ClaimRow, tuple[Problem, ...]]:
    """The claim that a row tells, and why it cannot be recorded (nothing: it can).

    `claimant` is who said it where the row does not say. A row that could not be read at all has its `fault`.
    """
    reading = _Reading(cells)
    if fault:
        reading.wrong("", fault)
    statement = reading.line("statement", most=LONGEST_STATEMENT)
    if not statement and not reading.problems:
        reading.wrong("statement", _("A claim needs its statement: one checkable sentence in neutral words."))
    row = _claim(reading, statement, claimant, now)
    if not row.claimant and row.role != AppearanceRole.IMPLIED:
        reading.wrong("claimant", _("Say who said it: only a headline implies a claim without a claimant."))
    if row.begins and row.ends and row.ends.at < row.begins.at:
        reading.wrong("speaks_about_until", _("The period it speaks about ends after it begins."))
    return row, tuple(reading.problems)


def _claim(reading: _Reading, statement: str, claimant: str, now: datetime) -> ClaimRow:
    zone = reading.line("appeared_zone", most=60)
    return ClaimRow(
        statement=statement,
        claimant=reading.line("claimant") or claimant,
        claimant_kind=reading.choice("claimant_kind", ClaimantKind, ""),
        role=reading.choice("role", AppearanceRole, AppearanceRole.SAID),
        quotation=reading.text("quotation"),
        kind=reading.choice("kind", ClaimKind, ClaimKind.FACT),
        hedge=reading.choice("hedge", Hedge, ""),
        outlet=reading.line("outlet"),
        url=_address(reading, "url"),
        channel=reading.choice("channel", Channel, Channel.WEB),
        appeared=reading.moment("appeared_at", zone=zone, now=now),
        story=reading.line("story"),
        criteria=_criteria(reading),
        begins=reading.moment("speaks_about_from", zone=zone, now=now, may_lie_ahead=True),
        ends=reading.moment("speaks_about_until", zone=zone, now=now, may_lie_ahead=True),
        language=_language(reading),
        notes="\n\n".join(part for part in (reading.text("notes"), _review(reading)) if part),
    )


def _address(reading: _Reading, name: str) -> str:
    url = reading.line(name, most=LONGEST_ADDRESS)
    if not url or len(url) > LONGEST_ADDRESS:
        return ""
    try:
        addresses.canonical_url(url)
    except ValueError as error:
        reading.wrong(name, f"“{_shown(url)}”: {error}")
    return url


def _criteria(reading: _Reading) -> tuple[str, ...]:
    """What would settle it, one a line."""
    lines = tuple(line.strip() for line in reading.text("criteria").splitlines() if line.strip())
    if len(lines) > MOST_CRITERIA:
        reading.wrong("criteria", _("A claim has at most %(n)d criteria here.") % {"n": MOST_CRITERIA})
    return lines


def _language(reading: _Reading) -> str:
    told = reading.line("language", most=60)
    if told and not (_LANGUAGE.fullmatch(told) and len(told) <= 12):
        reading.wrong("language", _("“%(cell)s” is no language code such as en or uk.") % {"cell": _shown(told)})
        return "en"
    return told.lower() or "en"


def _review(reading: _Reading) -> str:
    """Another newsroom's verdict as a note for the desk: it never becomes ours."""
    who, rating = reading.line("reviewed_by"), reading.line("review_rating")
    url, day = _address(reading, "review_url"), reading.line("reviewed_on")
    if not (who or rating or url):
        return ""
    # Kept with the claim: in one language, whoever imports it.
    told = f"Reviewed by {who or 'another newsroom'}"
    on = f" on {day}" if day else ""
    said = f": “{rating}”" if rating else ""
    return " ".join(part for part in (f"{told}{on}{said}.", url) if part)


def _loosely(word: str) -> str:
    return word.casefold().replace("_", " ").strip()


def _shown(cell: str) -> str:
    return plain_text.shortened(plain_text.one_line(cell), most=_LONGEST_SHOWN)
