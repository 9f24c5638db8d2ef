"""How good the suggestions are, by what editors decided: all together, by feed, claim and outlet."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import permissions
from claims.admin.acting import editor_of
from claims.analysis import calibration
from claims.analysis.intervals import Share
from claims.matching import thresholds
from claims.models import Suggestion
from claims.verification import agreement
from claims.verification.agreement import Agreement, Asked

MOST_LISTED = 50  # rows of one table


@dataclass(frozen=True, slots=True)
class Line:
    """One feed, claim or outlet, with the address of its page."""

    agreement: Agreement
    link: str


@dataclass(frozen=True, slots=True)
class Table:
    """One way to count, and what to do about what is noisy there."""

    title: str | Promise
    advice: str | Promise
    lines: list[Line]
    more: int

    @property
    def is_noisy(self) -> bool:
        return any(line.agreement.is_noisy for line in self.lines)


ADVICE = {
    "feed": gettext_lazy(
        "Look at what the feed brings: pause it, watch a narrower one of the same outlet, or raise the threshold for "
        "all."
    ),
    "claim": gettext_lazy(
        "Word the claim more closely: names, numbers and places tell it from its neighbours. One that is settled or "
        "overtaken is no longer searched for."
    ),
    "outlet": gettext_lazy("See which of its feeds brings them."),
}
TITLES = {
    "feed": gettext_lazy("By feed"),
    "claim": gettext_lazy("By claim"),
    "outlet": gettext_lazy("By outlet"),
}


def quality_view(request: HttpRequest) -> HttpResponse:
    """The page. `?since=2026-11-01` counts the decisions from that day on."""
    since = _since(request)
    held, wanted = thresholds.in_force(), settings.MATCH_PRECISION
    rows = Suggestion.objects.visible_to(editor_of(request)).judged(since)
    asked = Asked(rows=rows, thresholds=held.thresholds, wanted=wanted)
    context = {
        **admin.site.each_context(request),
        "title": _("How good the suggestions are"),
        "since": request.GET.get("since", "") if since else "",
        "held": held,
        "wanted": wanted,
        "bands": _bands(agreement.overall(rows, held.thresholds)),
        "models": agreement.by_model(rows),
        "reliability": agreement.reliability(rows),
        "tables": [
            _table("feed", agreement.by_feed(asked)),
            _table("claim", agreement.by_claim(asked)),
            _table("outlet", agreement.by_outlet(asked)),
        ],
        "found_by_hand": agreement.found_by_hand(),
        "may_adopt": permissions.may_adopt_thresholds(request.user),
    }
    return TemplateResponse(request, "admin/claims/quality.html", context)


def in_words(share: Share, *, wanted: float) -> str:
    """ "12 of 20 confirmed (60 %, interval 39–78 %)", and whether that is noisy."""
    if share.value is None:
        return _("no decisions yet")
    counted = {"right": share.right, "counted": share.counted}
    sure = {"share": f"{share.value:.0%}", "low": f"{share.low:.0%}", "high": f"{share.high:.0%}"}
    told = _("%(right)d of %(counted)d confirmed (%(share)s, between %(low)s and %(high)s)") % {**counted, **sure}
    noisy = _("Noisy.")
    return f"{told}. {noisy}" if calibration.is_noisy(share, wanted) else told


def _since(request: HttpRequest) -> datetime | None:
    try:
        day = parse_date(request.GET.get("since", ""))
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _bands(overall: dict[str, Share]) -> list[tuple[str, Share]]:
    told = {"shown": _("shown in the queue"), "strong": _("of these strong"), "weaker": _("weaker, not in the queue")}
    return [(label, overall[name]) for name, label in told.items()]


def _table(noun: str, found: list[Agreement]) -> Table:
    name = f"admin:claims_{noun}_change"
    lines = [Line(one, reverse(name, args=[one.key])) for one in found[:MOST_LISTED]]
    return Table(TITLES[noun], ADVICE[noun], lines, more=len(found) - len(lines))


def urls() -> list[URLPattern]:
    return [path("quality/", admin.site.admin_view(quality_view), name="quality")]
