"""What we keep, a file a noun. Import models from here only."""

from claims.models.appearances import Appearance
from claims.models.article_search import ArticleText, IndexArticleWords
from claims.models.articles import ArchivedCopy, Article, Revision
from claims.models.bodies import Body, BodyDestroyed
from claims.models.captures import Capture
from claims.models.claim_words import ClaimWord, ClaimWording
from claims.models.claimants import Affiliation, Claimant
from claims.models.claims import Claim, Criterion
from claims.models.clock import database_now
from claims.models.complaints import Complaint, ComplaintAnswer
from claims.models.contacts import ContactAttempt
from claims.models.derivations import Derivation, DerivationDecision, Fingerprint
from claims.models.evidence import BEARERS, Evidence, StanceReading
from claims.models.feeds import Feed, FeedCheck, FeedItem
from claims.models.history import HistoryRow, ProtectHistory, history_models, trigger_names
from claims.models.hosts import Host
from claims.models.imports import ImportedRow, ImportRun
from claims.models.journal import Act, JournalEntry, Stamp
from claims.models.notes import Mention, StoryNote
from claims.models.outlets import Outlet
from claims.models.pages import Page, Snapshot
from claims.models.proposals import ProposalDecision, StatusProposal
from claims.models.ratings import Rating, RatingScale
from claims.models.redactions import Redaction
from claims.models.relation_suggestions import RelationDecision, RelationSuggestion
from claims.models.relations import Relation
from claims.models.review_leases import ReviewLease
from claims.models.reviews import ClaimReview
from claims.models.sealed_notes import SealedNote
from claims.models.seals import Seal, SealDestroyed, SealKey, SealLocked
from claims.models.sign_ins import SignIn
from claims.models.sittings import Sitting
from claims.models.sources import Source
from claims.models.statuses import StatusChange, StatusChangeEvidence
from claims.models.stories import Story, Topic
from claims.models.suggestions import Decision, Suggestion
from claims.models.thresholds import MatchThresholds
from claims.models.tokens import ApiToken
from claims.models.users import User
from claims.models.vectors import TextVector
from claims.models.watches import ClaimWatch, FollowUpCheck

__all__ = [
    "BEARERS",
    "Act",
    "Affiliation",
    "ApiToken",
    "Appearance",
    "ArchivedCopy",
    "Article",
    "ArticleText",
    "Body",
    "BodyDestroyed",
    "Capture",
    "Claim",
    "ClaimReview",
    "ClaimWatch",
    "ClaimWord",
    "ClaimWording",
    "Claimant",
    "Complaint",
    "ComplaintAnswer",
    "ContactAttempt",
    "Criterion",
    "Decision",
    "Derivation",
    "DerivationDecision",
    "Evidence",
    "Feed",
    "FeedCheck",
    "FeedItem",
    "Fingerprint",
    "FollowUpCheck",
    "HistoryRow",
    "Host",
    "ImportRun",
    "ImportedRow",
    "IndexArticleWords",
    "JournalEntry",
    "MatchThresholds",
    "Mention",
    "Outlet",
    "Page",
    "ProposalDecision",
    "ProtectHistory",
    "Rating",
    "RatingScale",
    "Redaction",
    "Relation",
    "RelationDecision",
    "RelationSuggestion",
    "ReviewLease",
    "Revision",
    "Seal",
    "SealDestroyed",
    "SealKey",
    "SealLocked",
    "SealedNote",
    "SignIn",
    "Sitting",
    "Snapshot",
    "Source",
    "Stamp",
    "StanceReading",
    "StatusChange",
    "StatusChangeEvidence",
    "StatusProposal",
    "Story",
    "StoryNote",
    "Suggestion",
    "TextVector",
    "Topic",
    "User",
    "database_now",
    "history_models",
    "trigger_names",
]
