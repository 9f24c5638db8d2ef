"""The newsroom's words: every enumeration and its labels, once, translatable."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClaimKind(TextChoices):
    FACT = "fact", _("fact")
    QUANTITY = "quantity", _("quantity")
    PREDICTION = "prediction", _("prediction")
    PROMISE = "promise", _("promise")
    DENIAL = "denial", _("denial")
    OPINION = "opinion", _("opinion")


HAVE_DEADLINES = (ClaimKind.PREDICTION, ClaimKind.PROMISE)


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


class ProposalAct(TextChoices):
    """What became of a status that one editor proposed."""

    APPROVED = "approved", _("approved")
    SENT_BACK = "sent_back", _("sent back")
    TAKEN_BACK = "taken_back", _("taken back")


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


class RelationSuggestionKind(TextChoices):
    """What the software sees in two claims; an editor decides what they are."""

    DUPLICATE = "duplicate", _("looks like the same claim")
    CONTRADICTS = "contradicts", _("looks like the opposite")
    REPEATS = "repeats", _("looks like the same about another period")


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


class SuggestionStrength(TextChoices):
    """How likely a suggestion is, by the thresholds that hold: a strong one is shown too."""

    WEAKER = "weaker", _("weaker: kept, not in the queue")
    SHOWN = "shown", _("in the queue")
    STRONG = "strong", _("strong")


class DecisionAct(TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")
    REVERSED = "reversed", _("reversed")


class ReviewCause(TextChoices):
    """Why a claim is to be looked at again."""

    RELATED_SETTLED = "related_settled", _("a related claim was settled")
    SOURCE_CHANGED = "source_changed", _("something happened to an article it rests on")
    EVIDENCE_GONE = "evidence_gone", _("the last evidence behind its verdict was withdrawn")


class DerivationKind(TextChoices):
    """How an article rests on another article, or on a Source."""

    COPY = "copy", _("same text")
    REWRITE = "rewrite", _("takes passages over")
    QUOTES = "quotes", _("quotes")
    BRIEFING = "briefing", _("same briefing")


class CaptureKind(TextChoices):
    FILE = "file", _("file")
    SCREENSHOT = "screenshot", _("screenshot")
    PHOTO = "photo", _("picture")
    VIDEO = "video", _("video")
    PASTED = "pasted", _("pasted text")
    TYPED = "typed", _("typed text")
    PHONE_NOTE = "phone_note", _("phone note")
    PAYWALLED = "paywalled", _("paywalled copy")
    EMAIL = "email", _("e-mail")


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
    READ = "read", pgettext_lazy("what a token may", "read")
    WRITE = "write", _("read and write")


class TableEncoding(TextChoices):
    """How the bytes of a table stand for letters. Spreadsheets that write no Unicode use those of their country."""

    UTF_8 = "UTF-8", _("Unicode (UTF-8), as most are")
    WINDOWS_1250 = "Windows-1250", _("Central European (Windows-1250)")
    WINDOWS_1251 = "Windows-1251", _("Cyrillic (Windows-1251)")
    WINDOWS_1252 = "Windows-1252", _("Western European (Windows-1252)")


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
    LIVE = "live", pgettext_lazy("state of a page", "read")
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


class Lock(TextChoices):
    """What is locked after too many failures."""

    NAME = "name", _("the name")
    NETWORK = "network", _("the address")


class RedactionKind(TextChoices):
    SEALED_TEXT = "sealed_text", _("sealed text")
    BODY = "body", _("stored bytes or text")


class ContactAct(TextChoices):
    """What happened in an attempt to hear the other side."""

    ASKED = "asked", _("asked")
    REPLIED = "replied", _("replied")
    DECLINED = "declined", _("declined to comment")
    NO_REPLY = "no_reply", _("no reply")
    WITHDRAWN = "withdrawn", _("recorded by mistake")


class ContactMeans(TextChoices):
    """How we asked."""

    PHONE = "phone", _("by phone")
    EMAIL = "email", _("by e-mail")
    MESSAGE = "message", _("by message")
    LETTER = "letter", _("by letter")
    FORM = "form", _("through their web form")
    IN_PERSON = "in_person", _("in person")


class ImportFormat(TextChoices):
    CSV = "csv", _("CSV")
    CELLS = "cells", _("cells of a spreadsheet")
    JSONL = "jsonl", _("JSON lines")
    REVIEWS = "reviews", _("published reviews (ClaimReview)")


class ImportState(TextChoices):
    CHECKING = "checking", _("being checked")
    PREVIEW = "preview", _("waits for a decision")
    RECORDING = "recording", _("being recorded")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    DISCARDED = "discarded", _("discarded")


class ImportPolicy(TextChoices):
    """What an import does when some of its rows cannot be recorded."""

    ALL_OR_NOTHING = "all_or_nothing", _("record nothing")
    LEAVE_OUT = "leave_out", _("leave those rows out and record the rest")


class ImportedRowState(TextChoices):
    WAITING = "waiting", _("not recorded yet")
    RECORDED = "recorded", _("recorded")
    LEFT_OUT = "left_out", _("left out")


class JournalKind(TextChoices):
    """Every kind of act; the part before the dot is the noun."""

    STORY_RECORDED = "story.recorded", _("story recorded")
    STORY_EDITED = "story.edited", _("story edited")
    STORY_NOTED = "story.noted", _("note on a story")
    MENTION_SEEN = "mention.seen", _("mention seen")
    SHIFT_READ = "shift.read", _("read up to here")
    CLAIMANT_RECORDED = "claimant.recorded", _("claimant recorded")
    CLAIMANT_EDITED = "claimant.edited", _("claimant edited")
    AFFILIATION_RECORDED = "affiliation.recorded", _("affiliation recorded")
    OUTLET_RECORDED = "outlet.recorded", _("outlet recorded")
    OUTLET_EDITED = "outlet.edited", _("outlet edited")
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
    SOURCE_EDITED = "source.edited", _("source edited")
    SOURCE_SEALED = "source.sealed", _("source sealed")
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
    RELATIONS_SUGGESTED = "relations.suggested", _("relations suggested")
    RELATION_CONFIRMED = "relation.confirmed", _("suggested relation confirmed")
    RELATION_DISMISSED = "relation.dismissed", _("suggested relation dismissed")
    RELATION_REVERSED = "relation.reversed", _("decision on a suggested relation reversed")
    CAPTURE_RECORDED = "capture.recorded", _("capture recorded")
    ARTICLE_REVISED = "article.revised", _("article revised")
    ARTICLE_DISAPPEARED = "article.disappeared", _("article disappeared")
    ARTICLE_CORRECTED = "article.corrected", _("publisher marked a correction")
    ARTICLE_ARCHIVED = "article.archived", _("article archived elsewhere")
    SUGGESTIONS_MADE = "suggestions.made", _("suggestions made")
    THRESHOLDS_ADOPTED = "thresholds.adopted", _("thresholds of matching adopted")
    SUGGESTION_CONFIRMED = "suggestion.confirmed", _("suggestion confirmed")
    SUGGESTION_DISMISSED = "suggestion.dismissed", _("suggestion dismissed")
    SUGGESTION_REVERSED = "suggestion.reversed", _("decision reversed")
    DERIVATIONS_SUGGESTED = "derivations.suggested", _("derivations suggested")
    DERIVATION_CONFIRMED = "derivation.confirmed", _("derivation confirmed")
    DERIVATION_DISMISSED = "derivation.dismissed", _("derivation dismissed")
    DERIVATION_REVERSED = "derivation.reversed", _("decision on a derivation reversed")
    EVIDENCE_RECORDED = "evidence.recorded", _("evidence recorded")
    EVIDENCE_EDITED = "evidence.edited", _("evidence edited")
    EVIDENCE_WITHDRAWN = "evidence.withdrawn", _("evidence withdrawn")
    STANCE_READ = "stance.read", _("stance read")
    STATUS_CHANGED = "status.changed", _("status changed")
    CONTACT_ASKED = "contact.asked", _("a reply asked for")
    CONTACT_ANSWERED = "contact.answered", _("reply, or its absence, recorded")
    CONTACT_WITHDRAWN = "contact.withdrawn", _("contact attempt withdrawn")
    COMPLAINT_RECEIVED = "complaint.received", _("complaint received")
    COMPLAINT_ANSWERED = "complaint.answered", _("complaint answered")
    SEAL_SHARED = "seal.shared", _("seal opened to further people")
    NOTE_SEALED = "note.sealed", _("note for named people written")
    STATUS_PROPOSED = "status.proposed", _("status proposed")
    PROPOSAL_SENT_BACK = "proposal.sent_back", _("proposed status sent back")
    PROPOSAL_TAKEN_BACK = "proposal.taken_back", _("proposed status taken back")
    RATING_RECORDED = "rating.recorded", _("rating recorded")
    RATING_EDITED = "rating.edited", _("rating edited")
    REVIEW_RECORDED = "review.recorded", _("published review recorded")
    REVIEW_WITHDRAWN = "review.withdrawn", _("published review withdrawn")
    CHECK_FINISHED = "check.finished", _("follow-up check finished")
    WATCH_LATE = "watch.late", _("search is late")
    WATCH_RECOVERED = "watch.recovered", _("search runs again")
    IMPORT_OPENED = "import.opened", _("import opened")
    IMPORT_STARTED = "import.started", _("import started")
    IMPORT_FINISHED = "import.finished", _("import finished")
    IMPORT_STOPPED = "import.stopped", _("import stopped")
    IMPORT_DISCARDED = "import.discarded", _("import discarded")
    REDACTED = "redacted", _("redacted")
    TOKEN_ISSUED = "token.issued", _("token issued")
    TOKEN_REVOKED = "token.revoked", _("token revoked")
    USER_RECORDED = "user.recorded", _("person recorded")
    USER_EDITED = "user.edited", _("person edited")
    PASSWORD_CHANGED = "password.changed", _("password changed")
    SIGNED_IN = "sign_in.admitted", _("signed in")
    SIGN_IN_FAILED = "sign_in.failed", _("sign-in failed")
    SIGN_IN_LOCKED = "sign_in.locked", _("locked out")
    SIGN_IN_UNLOCKED = "sign_in.unlocked", _("unlocked")
    SESSION_ENDED = "session.ended", _("session ended")
    SECOND_FACTOR_ADDED = "second_factor.added", _("second factor set up")
    SECOND_FACTOR_REMOVED = "second_factor.removed", _("second factor removed")
    SECOND_FACTOR_RESET = "second_factor.reset", _("second factor reset by a chief")
    RECOVERY_CODES_MADE = "second_factor.recovery_codes", _("recovery codes made")
    STANCE_CARRIED = "stance.carried", _("reading carried over to a newer revision")
    STANCE_REANCHORED = "stance.reanchored", _("quotation anchored anew")
    STANCE_RETURNED = "stance.returned", _("earlier reading taken up again")
    AFFILIATION_EDITED = "affiliation.edited", _("affiliation edited")
    AFFILIATION_WITHDRAWN = "affiliation.withdrawn", _("affiliation withdrawn")
    CLAIMANT_MERGED = "claimant.merged", _("claimant merged into another")
    CLAIMANT_UNMERGED = "claimant.unmerged", _("merging of a claimant undone")
    CLAIMANT_KEPT_APART = "claimant.kept_apart", _("claimants kept apart")
    OUTLET_MERGED = "outlet.merged", _("outlet merged into another")
    OUTLET_UNMERGED = "outlet.unmerged", _("merging of an outlet undone")
    OUTLET_KEPT_APART = "outlet.kept_apart", _("outlets kept apart")
    SOURCE_MERGED = "source.merged", _("source merged into another")
    SOURCE_UNMERGED = "source.unmerged", _("merging of a source undone")
    SOURCE_KEPT_APART = "source.kept_apart", _("sources kept apart")
    TOPIC_RECORDED = "topic.recorded", _("topic recorded")
    TOPIC_EDITED = "topic.edited", _("topic edited")


# What only those read who manage people: how they come in, and what they may.
OF_PEOPLE = tuple(
    kind
    for kind in JournalKind
    if kind.partition(".")[0] in {"user", "password", "sign_in", "session", "second_factor"}
)
