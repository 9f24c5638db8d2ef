"""What we keep, a file a noun. Import models from here only."""

from claims.models.appearances import Appearance
from claims.models.articles import ArchivedCopy, Article, Revision
from claims.models.bodies import Body, BodyDestroyed
from claims.models.captures import Capture
from claims.models.claimants import Affiliation, Claimant
from claims.models.claims import Claim, Criterion
from claims.models.clock import database_now
from claims.models.evidence import Evidence, StanceReading
from claims.models.feeds import Feed, FeedCheck, FeedItem
from claims.models.history import HistoryRow, ProtectHistory, history_models, trigger_names
from claims.models.hosts import Host
from claims.models.journal import JournalEntry, Stamp
from claims.models.outlets import Outlet
from claims.models.pages import Page, Snapshot
from claims.models.ratings import Rating, RatingScale
from claims.models.redactions import Redaction
from claims.models.relations import Relation
from claims.models.reviews import ClaimReview
from claims.models.seals import Seal, SealDestroyed, SealKey, SealLocked
from claims.models.sources import Source
from claims.models.statuses import StatusChange, StatusChangeEvidence
from claims.models.stories import Story, Topic
from claims.models.suggestions import Decision, Suggestion
from claims.models.tokens import ApiToken
from claims.models.users import User
from claims.models.watches import ClaimWatch, FollowUpCheck

__all__ = [
    "Affiliation",
    "ApiToken",
    "Appearance",
    "ArchivedCopy",
    "Article",
    "Body",
    "BodyDestroyed",
    "Capture",
    "Claim",
    "ClaimReview",
    "ClaimWatch",
    "Claimant",
    "Criterion",
    "Decision",
    "Evidence",
    "Feed",
    "FeedCheck",
    "FeedItem",
    "FollowUpCheck",
    "HistoryRow",
    "Host",
    "JournalEntry",
    "Outlet",
    "Page",
    "ProtectHistory",
    "Rating",
    "RatingScale",
    "Redaction",
    "Relation",
    "Revision",
    "Seal",
    "SealDestroyed",
    "SealKey",
    "SealLocked",
    "Snapshot",
    "Source",
    "Stamp",
    "StanceReading",
    "StatusChange",
    "StatusChangeEvidence",
    "Story",
    "Suggestion",
    "Topic",
    "User",
    "database_now",
    "history_models",
    "trigger_names",
]
