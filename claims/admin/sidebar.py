"""The desk's navigation; the theme calls these by their names in the settings."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims import permissions
from claims.admin import waiting


def style(request: HttpRequest) -> str:
    """The address of our own style sheet."""
    return static("claims/admin/desk.css")


def script(request: HttpRequest) -> str:
    """The address of what runs before the theme's own scripts."""
    return static("claims/admin/early.js")


def icon(request: HttpRequest) -> str:
    """The address of the picture on the browser's tab."""
    return static("claims/icon.svg")


def suggestions_waiting(request: HttpRequest) -> str:
    """The number beside the review queue; "" for none."""
    return str(waiting.badges(request).suggestions or "")


def mentions_unseen(request: HttpRequest) -> str:
    """The number beside the mentions; "" for none."""
    return str(waiting.badges(request).mentions or "")


def derivations_waiting(request: HttpRequest) -> str:
    """The number beside the derivations; "" for none."""
    return str(waiting.badges(request).derivations or "")


def account(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu behind the person's name."""
    return [{"title": _("Your account"), "link": reverse("mfa_index")}]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """What this person may open, in the order of the work."""
    manages = permissions.may_manage_people(request.user)
    flow = [
        _item(_("Dashboard"), "space_dashboard", "index"),
        {**_item(_("Mentions"), "alternate_email", "mentions"), "badge": "claims.admin.sidebar.mentions_unseen"},
        {**_item(_("Review queue"), "rule", "review"), "badge": "claims.admin.sidebar.suggestions_waiting"},
        {**_item(_("Derivations"), "content_copy", "derivations"), "badge": "claims.admin.sidebar.derivations_waiting"},
        _item(_("Pairs of claims"), "compare", "pairs"),
        _item(_("Verdicts to approve"), "gavel", "proposals"),
        _item(_("Claims"), "chat_bubble", "claims_claim_changelist"),
        _item(_("Stories"), "topic", "claims_story_changelist"),
    ]
    who = [
        _item(_("Claimants"), "record_voice_over", "claims_claimant_changelist"),
        _item(_("Sources"), "person_search", "claims_source_changelist"),
        _item(_("Evidence"), "balance", "claims_evidence_changelist"),
        _item(_("Captures"), "add_a_photo", "claims_capture_changelist"),
        _item(_("Contact attempts"), "contact_phone", "claims_contactattempt_changelist"),
        _item(_("Complaints"), "feedback", "claims_complaint_changelist"),
        _item(_("Topics"), "sell", "claims_topic_changelist"),
        _item(_("Likely duplicates"), "join_inner", "duplicates"),
    ]
    watched = [
        _item(_("Outlets"), "newspaper", "claims_outlet_changelist"),
        _item(_("Feeds"), "rss_feed", "claims_feed_changelist"),
        _item(_("Pages"), "language", "claims_page_changelist"),
        _item(_("Articles"), "article", "claims_article_changelist"),
        _item(_("Suggestions"), "lightbulb", "claims_suggestion_changelist"),
        _item(_("How good the suggestions are"), "target", "quality"),
        _item(_("Searches"), "manage_search", "claims_followupcheck_changelist"),
    ]
    house = [
        _item(_("Journal"), "menu_book", "claims_journalentry_changelist"),
        _item(_("Status changes"), "published_with_changes", "claims_statuschange_changelist"),
        _item(_("Ratings"), "star_half", "claims_rating_changelist"),
        *([_item(_("People"), "groups", "claims_user_changelist")] if manages else []),
        *([_item(_("Sign-ins and roles"), "passkey", "sign_ins")] if manages else []),
        *([_item(_("Sealed"), "lock", "claims_seal_changelist")] if permissions.may_redact(request.user) else []),
        _item(_("API tokens"), "key", "claims_apitoken_changelist"),
    ]
    return [
        {"title": "", "items": flow},
        {"title": _("Said and seen"), "separator": True, "items": who},
        {"title": _("Watched"), "separator": True, "items": watched},
        {"title": _("The house"), "separator": True, "items": house},
    ]


def _item(title: Any, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(f"admin:{name}")}
