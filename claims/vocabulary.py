"""The newsroom's words: every enumeration and its labels, once, translatable."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ClaimKind(TextChoices):
    FACT = "fact", _("fact")
    QUANTITY = "quantity", _("quantity")
    PREDICTION = "prediction", _("prediction")
    PROMISE = "promise", _("promise")
    DENIAL = "denial", _("denial")
    OPINION = "opinion", _("opinion")


class VerificationStatus(TextChoices):
    UNVERIFIED = "unverified", _("Unverified")
    DISPUTED = "disputed", _("Disputed")
    CORROBORATED = "corroborated", _("Corroborated")
    SETTLED = "settled", _("Settled")
    NOT_CHECKABLE = "not_checkable", _("Not checkable")
    OVERTAKEN = "overtaken", _("Overtaken by events")


class ChangeType(TextChoices):
    """Why a status changes: the world moved, we were wrong, or we mistyped."""

    DEVELOPMENT = "development", _("development: the world moved")
    CORRECTION = "correction", _("correction: we were wrong")
    REFILE = "refile", _("refile: a typing error")


class Publication(TextChoices):
    DRAFT = "draft", _("draft")
    INTERNAL = "internal", _("internal")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("unpublished")


class Precision(TextChoices):
    MINUTE = "minute", _("to the minute")
    HOUR = "hour", _("to the hour")
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    UNKNOWN = "unknown", _("unknown")


class Hedge(TextChoices):
    """How certain they sounded."""

    STATED = "stated", _("stated")
    ALLEGED = "alleged", _("alleged")
    APPEARED = "appeared", _("appeared")
    COULD = "could", _("could")
    PLANNED = "planned", _("planned")
    WARNED = "warned", _("warned")
    CONDITIONAL = "conditional", _("conditional")


class AppearanceRole(TextChoices):
    SAID = "said", _("said")
    RELAYED = "relayed", _("relayed")
    DENIED = "denied", _("denied")
    IMPLIED = "implied", _("implied by a headline")


class Channel(TextChoices):
    WEB = "web", _("web page")
    WIRE = "wire", _("wire")
    BROADCAST = "broadcast", _("broadcast")
    SOCIAL = "social", _("social media")
    PRINT = "print", _("print")
    BRIEFING = "briefing", _("briefing")
    INTERVIEW = "interview", _("interview")


class RelationKind(TextChoices):
    CONTRADICTS = "contradicts", _("contradicts")
    REPEATS = "repeats", _("repeats")
    UPDATES = "updates", _("updates")
    NARROWS = "narrows", _("narrows")
    PART_OF = "part_of", _("is part of")
    DEPENDS_ON = "depends_on", _("depends on")


class ClaimantKind(TextChoices):
    PERSON = "person", _("person")
    BODY = "body", _("body")
    UNNAMED = "unnamed", _("unnamed")


class SourceKind(TextChoices):
    PERSON = "person", _("person")
    BODY = "body", _("body")
    IMAGERY = "imagery", _("imagery")
    DOCUMENT = "document", _("document")
    BRIEFING = "briefing", _("briefing")
    OUR_REPORTER = "our_reporter", _("our reporter")


class Naming(TextChoices):
    NAMED = "named", _("named")
    DESCRIBED = "described", _("described")
    RESTRICTED = "restricted", _("restricted")


class Interest(TextChoices):
    PARTY = "party", _("party to the matter")
    ALLIED = "allied", _("allied with a party")
    INDEPENDENT = "independent", _("independent")
    UNKNOWN = "unknown", _("unknown")


class Basis(TextChoices):
    SAW = "saw", _("saw it")
    WAS_TOLD = "was_told", _("was told")
    INFERRED = "inferred", _("inferred it")
    UNKNOWN = "unknown", _("unknown")


class Visibility(TextChoices):
    PUBLIC = "public", _("public")
    DESK = "desk", _("desk only")
    RESTRICTED = "restricted", _("restricted to named people")


class Stance(TextChoices):
    FOR = "for", _("for")
    AGAINST = "against", _("against")
    OBSERVING = "observing", _("reports it only")
    IGNORING = "ignoring", _("not about it")


class SuggestionState(TextChoices):
    OPEN = "open", _("open")
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")


class SuggestionOrigin(TextChoices):
    SOFTWARE = "software", _("software")
    EDITOR = "editor", _("editor")


class DecisionAct(TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")
    REVERSED = "reversed", _("reversed")


class CaptureKind(TextChoices):
    FILE = "file", _("file")
    SCREENSHOT = "screenshot", _("screenshot")
    PHOTO = "photo", _("picture")
    VIDEO = "video", _("video")
    PASTED = "pasted", _("pasted text")
    TYPED = "typed", _("typed text")
    PHONE_NOTE = "phone_note", _("phone note")
    PAYWALLED = "paywalled", _("paywalled copy")


class RatingScaleKind(TextChoices):
    STATEMENTS = "statements", _("statements")
    PREDICTIONS = "predictions", _("predictions")
    PROMISES = "promises", _("promises")
    MEDIA = "media", _("media")


class Outcome(TextChoices):
    """What a rating means to a machine."""

    SUPPORTED = "supported", _("supported")
    CONTRADICTED = "contradicted", _("contradicted")
    MIXED = "mixed", _("mixed")
    UNDETERMINED = "undetermined", _("undetermined")


class Role(TextChoices):
    READER = "reader", _("reader")
    REPORTER = "reporter", _("reporter")
    EDITOR = "editor", _("editor")
    CHIEF = "chief", _("chief")
    OPERATOR = "operator", _("operator")


class TokenScope(TextChoices):
    READ = "read", _("read")
    WRITE = "write", _("read and write")


class Priority(IntegerChoices):
    LOW = 1, _("low")
    NORMAL = 2, _("normal")
    HIGH = 3, _("high")


class FeedKind(TextChoices):
    FEED = "feed", _("feed")
    SITEMAP = "sitemap", _("sitemap")
    LIST_PAGE = "list_page", _("page of links")


class FeedState(TextChoices):
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused by an editor")
    GONE = "gone", _("gone for good")
    GIVEN_UP = "given_up", _("given up after 30 days of failures")
    QUARANTINED = "quarantined", _("set aside: reading it ended our program three times")


class FeedCheckOutcome(TextChoices):
    CHANGED = "changed", _("new or changed items")
    UNCHANGED = "unchanged", _("nothing new")
    FAILED = "failed", _("failed")


class PageState(TextChoices):
    WAITING = "waiting", _("not read yet")
    LIVE = "live", _("read")
    NEEDS_COPY = "needs_copy", _("needs a copy by an editor")
    SUPPLIED = "supplied", _("copy supplied by an editor")
    FAILING = "failing", _("could not be read")
    DISAPPEARED = "disappeared", _("disappeared")


class RevisionOrigin(TextChoices):
    PAGE = "page", _("the page")
    FEED = "feed", _("the feed's headline")
    CAPTURE = "capture", _("an editor's copy")
    REREAD = "reread", _("a newer reading of the same bytes")


class FollowUpOutcome(TextChoices):
    FOUND = "found", _("found something")
    NOTHING = "nothing", _("found nothing")


class RedactionKind(TextChoices):
    SEALED_TEXT = "sealed_text", _("sealed text")
    BODY = "body", _("stored bytes or text")


class JournalKind(TextChoices):
    """Every kind of act; the part before the dot is the noun."""

    STORY_RECORDED = "story.recorded", _("story recorded")
    STORY_EDITED = "story.edited", _("story edited")
    CLAIMANT_RECORDED = "claimant.recorded", _("claimant recorded")
    CLAIMANT_EDITED = "claimant.edited", _("claimant edited")
    AFFILIATION_RECORDED = "affiliation.recorded", _("affiliation recorded")
    OUTLET_RECORDED = "outlet.recorded", _("outlet recorded")
    FEED_ADDED = "feed.added", _("feed added")
    FEED_EDITED = "feed.edited", _("feed edited")
    FEED_PAUSED = "feed.paused", _("feed paused")
    FEED_RESUMED = "feed.resumed", _("feed resumed")
    FEED_GONE = "feed.gone", _("feed gone")
    FEED_DOWN = "feed.down", _("feed does not answer")
    FEED_RECOVERED = "feed.recovered", _("feed answers again")
    FEED_GIVEN_UP = "feed.given_up", _("feed given up")
    FEED_QUARANTINED = "feed.quarantined", _("feed set aside")
    FEED_MOVED = "feed.moved", _("feed moved")
    PAGE_WATCHED = "page.watched", _("page watched")
    SOURCE_RECORDED = "source.recorded", _("source recorded")
    CLAIM_RECORDED = "claim.recorded", _("claim recorded")
    CLAIM_EDITED = "claim.edited", _("claim edited")
    CLAIM_PUBLISHED = "claim.published", _("claim published")
    CLAIM_UNPUBLISHED = "claim.unpublished", _("claim unpublished")
    CLAIM_QUEUED = "claim.queued", _("claim queued for review")
    CLAIM_REVIEWED = "claim.reviewed", _("claim taken off the review queue")
    APPEARANCE_RECORDED = "appearance.recorded", _("appearance recorded")
    APPEARANCE_EDITED = "appearance.edited", _("appearance edited")
    APPEARANCE_WITHDRAWN = "appearance.withdrawn", _("appearance withdrawn")
    CRITERION_RECORDED = "criterion.recorded", _("criterion recorded")
    CRITERION_WITHDRAWN = "criterion.withdrawn", _("criterion withdrawn")
    RELATION_RECORDED = "relation.recorded", _("relation recorded")
    RELATION_WITHDRAWN = "relation.withdrawn", _("relation withdrawn")
    CAPTURE_RECORDED = "capture.recorded", _("capture recorded")
    ARTICLE_REVISED = "article.revised", _("article revised")
    ARTICLE_DISAPPEARED = "article.disappeared", _("article disappeared")
    ARTICLE_CORRECTED = "article.corrected", _("publisher marked a correction")
    ARTICLE_ARCHIVED = "article.archived", _("article archived elsewhere")
    SUGGESTIONS_MADE = "suggestions.made", _("suggestions made")
    SUGGESTION_CONFIRMED = "suggestion.confirmed", _("suggestion confirmed")
    SUGGESTION_DISMISSED = "suggestion.dismissed", _("suggestion dismissed")
    SUGGESTION_REVERSED = "suggestion.reversed", _("decision reversed")
    EVIDENCE_RECORDED = "evidence.recorded", _("evidence recorded")
    EVIDENCE_EDITED = "evidence.edited", _("evidence edited")
    EVIDENCE_WITHDRAWN = "evidence.withdrawn", _("evidence withdrawn")
    STANCE_READ = "stance.read", _("stance read")
    STATUS_CHANGED = "status.changed", _("status changed")
    REVIEW_RECORDED = "review.recorded", _("published review recorded")
    CHECK_FINISHED = "check.finished", _("follow-up check finished")
    WATCH_LATE = "watch.late", _("search is late")
    WATCH_RECOVERED = "watch.recovered", _("search runs again")
    REDACTED = "redacted", _("redacted")
    TOKEN_ISSUED = "token.issued", _("token issued")
    TOKEN_REVOKED = "token.revoked", _("token revoked")
    USER_RECORDED = "user.recorded", _("person recorded")
    USER_EDITED = "user.edited", _("person edited")
