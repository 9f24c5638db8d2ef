"""The shape of what the public may know of a claim: plain values, nothing restricted, no third party's full text."""

from dataclasses import dataclass
from datetime import datetime

from claims.analysis.independence import Independence
from claims.vocabulary import HAVE_DEADLINES, VerificationStatus

OPEN = (VerificationStatus.UNVERIFIED, VerificationStatus.DISPUTED, VerificationStatus.CORROBORATED)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the world, how precisely it is known, and the zone it was said in."""

    at: datetime
    precision: str
    zone: str


@dataclass(frozen=True, slots=True)
class PublicClaimant:
    """Who asserted; one who is not named has no track record."""

    name: str
    slug: str
    kind: str
    description: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class PublicAppearance:
    """One time it was said; `position`: for whom the claimant spoke then; `hedge` is "" where nobody has looked."""

    public_id: str
    claimant: PublicClaimant | None
    position: str
    role: str
    hedge: str
    channel: str
    outlet: str
    url: str
    quotation: str
    moment: Moment | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class PublicRating:
    """The verdict's wording."""

    label: str
    explanation: str
    colour: str
    numeric_value: int | None
    outcome: str
    slug: str
    scale: str


@dataclass(frozen=True, slots=True)
class PublicRest:
    """What an article rests on, as an editor confirmed it: the same text as another article, or a Source."""

    kind: str
    title: str
    outlet: str
    url: str
    source: str


@dataclass(frozen=True, slots=True)
class PublicEvidence:
    """What was seen: who it comes from, what an editor read in it, and whether it still reads so.

    `counts_as`: the Source it counts as through what it rests on; "" when it rests on nothing else, or on nobody yet.
    """

    public_id: str
    kind: str
    title: str
    outlet: str
    url: str
    source: str
    interest: str
    basis: str
    stance: str
    headline_stance: str
    quotation: str
    note: str
    moment: Moment | None
    recorded_at: datetime
    language: str
    is_lost: bool
    has_changed: bool
    is_redacted: bool
    disappeared_at: datetime | None
    archived_url: str
    picture: str
    place: str
    rests_on: tuple[PublicRest, ...] = ()
    counts_as: str = ""


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One status change; `is_corrected` when a later one says it was wrong."""

    number: int
    status: str
    rating: PublicRating | None
    moment: Moment
    recorded_at: datetime
    reason: str
    change_type: str
    is_corrected: bool
    is_imported: bool
    by: str
    evidence: tuple[str, ...]

    # What analysis.transitions reads of a change.
    corrects_number: int | None

    @property
    def effective_at(self) -> datetime:
        return self.moment.at


@dataclass(frozen=True, slots=True)
class PublicCriterion:
    """What would settle it."""

    statement: str
    evidence_kind: str
    supplier: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicRelation:
    """How another published claim bears on it; `is_from_other` when the other one is the subject of the sentence."""

    kind: str
    is_from_other: bool
    statement: str
    slug: str
    status: str
    rating: PublicRating | None


@dataclass(frozen=True, slots=True)
class PublicWording:
    """How we put it before, and until when."""

    statement: str
    until: datetime


@dataclass(frozen=True, slots=True)
class PublicReview:
    """Our published check; `worst` and `best` are the ends of a numbered scale."""

    url: str
    headline: str
    byline: str
    language: str
    published_on: str
    rating: PublicRating
    worst: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class PublicContact:
    """Whom we asked for a reply; `outcome` is "" while none came or none may be told, `wanted_by` only until then."""

    public_id: str
    whom: str
    asked: Moment
    wanted_by: Moment | None
    outcome: str
    came: Moment | None
    quotation: str


@dataclass(frozen=True, slots=True)
class LastSearch:
    """When it was last searched, how many articles, and how many suggestions came of it. `late_since`: interrupted."""

    finished_at: datetime | None
    articles: int
    found: int
    late_since: datetime | None


@dataclass(frozen=True, slots=True)
class PublicTopic:
    """A subject that readers follow across stories; `slug` is "" while no published claim is about it."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """Everything the public knows of a claim, as of a time. Before it was published everything in it is empty.

    `complaints_upheld`: how many complaints led to a correction of what readers saw.
    """

    public_id: str
    slug: str
    statement: str
    quotation: str
    kind: str
    language: str
    story: str
    story_slug: str
    topics: tuple[PublicTopic, ...]
    speaks_about: tuple[Moment | None, Moment | None]
    recorded_at: datetime
    published_at: datetime | None
    is_published: bool
    wordings: tuple[PublicWording, ...]
    status: str
    since: Moment | None
    known_since: datetime | None
    rating: PublicRating | None
    reason: str
    appearances: tuple[PublicAppearance, ...]
    criteria: tuple[PublicCriterion, ...]
    evidence: tuple[PublicEvidence, ...]
    independence: Independence
    changes: tuple[PublicChange, ...]
    relations: tuple[PublicRelation, ...]
    reviews: tuple[PublicReview, ...]
    contacts: tuple[PublicContact, ...]
    complaints_upheld: int
    last_search: LastSearch
    as_of: datetime | None
    effective_at: datetime | None

    @property
    def first_appearance(self) -> PublicAppearance | None:
        return next((one for one in self.appearances if one.is_first), None)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def deadline(self) -> Moment | None:
        """When a prediction or promise that is still open must have come true."""
        return self.speaks_about[1] if self.is_open and self.kind in HAVE_DEADLINES else None
