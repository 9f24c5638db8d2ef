"""Time the desk's pages in a big newsroom, beside the same pages in a small one."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.benchmarks.desk_rows import Newsroom
from claims.matching import thresholds
from claims.models import Claim, Story, Suggestion, User, database_now
from claims.vocabulary import Role

SMALL: Final = 100  # claims; ten times as many articles and suggestions
SEALED: Final = 200  # pieces of evidence
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Timed:
    """One page's requests: milliseconds by the clock on the wall, least first, and questions to the database."""

    milliseconds: Sequence[float]
    queries: int

    @property
    def p50(self) -> float:
        return self.milliseconds[len(self.milliseconds) // 2]

    @property
    def p95(self) -> float:
        return self.milliseconds[int(len(self.milliseconds) * 0.95)]


def run(*, claims: int, articles: int, suggestions: int, rounds: int) -> Figures:
    """Ask for each page so many times, in a small newsroom and in a big one.

    p50 and p95 are milliseconds, `queries` the questions to the database, `over_small` the p50 over the small one's.
    """
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    editor = User.objects.create_user(username="measured", role=Role.CHIEF, is_staff=True)
    newsroom = Newsroom(editor, now=database_now())
    newsroom.grow(claims=SMALL, articles=10 * SMALL, suggestions=10 * SMALL)
    small = _all_pages(editor, rounds)
    began = time.perf_counter()
    newsroom.grow(claims=claims, articles=articles, suggestions=suggestions)
    newsroom.seal(SEALED)
    figures: Figures = {
        "claims": Claim.objects.count(),
        "suggestions": Suggestion.objects.count(),
        "suggestions_waiting": Suggestion.objects.open().shown(thresholds.current()).count(),
        "filled_in_s": round(time.perf_counter() - began),
    }
    _settle_down()
    for name, timed in _all_pages(editor, rounds).items():
        figures |= {
            f"{name}_p50_ms": round(timed.p50, 1),
            f"{name}_p95_ms": round(timed.p95, 1),
            f"{name}_queries": timed.queries,
            f"{name}_over_small": round(timed.p50 / small[name].p50, 2),
        }
    return figures


def _settle_down() -> None:
    """What the database does by itself in a quiet minute after so many new rows.

    And what filled it leaves nothing behind that this process's collector would walk through: a server has none of it.
    """
    gc.collect()
    gc.freeze()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _all_pages(editor: User, rounds: int) -> dict[str, Timed]:
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(editor)
    story = Story.objects.order_by("-pk")[0]
    pages = {
        "dashboard": reverse("admin:index"),
        "worklist": reverse("admin:worklist"),
        "shift": reverse("admin:shift"),
        "story": reverse("admin:claims_story_change", args=[story.pk]),
        "claims": reverse("admin:claims_claim_changelist"),
        "claims_found": reverse("admin:claims_claim_changelist") + "?q=troops",
        "articles": reverse("admin:claims_article_changelist"),
        "suggestions": reverse("admin:claims_suggestion_changelist"),
        "evidence": reverse("admin:claims_evidence_changelist"),
        "journal": reverse("admin:claims_journalentry_changelist"),
        "claim": reverse("admin:claims_claim_change", args=[Claim.objects.order_by("-pk")[0].pk]),
        "record": reverse("admin:claims_claim_add"),
        "review": reverse("admin:review"),
        "review_of_a_story": f"{reverse('admin:review')}?story={story.pk}",
    }
    timed = {name: _timed(partial(client.get, address), rounds) for name, address in pages.items()}
    waiting = (
        Suggestion.objects.open().shown(thresholds.current()).order_by("-score", "pk").values_list("pk", flat=True)
    )
    turn = iter(list(waiting[: rounds + 2]))
    return {**timed, "next_suggestion": _timed(lambda: _decide(client, next(turn)), rounds)}


def _decide(client: Client, suggestion: int) -> Any:
    """One key in the review queue: this one is decided on, the next one comes."""
    address = reverse("admin:review_one", args=[suggestion])
    return client.post(address, {"act": "not_about"}, headers={"X-Review": "part"})


def _timed(ask: Callable[[], Any], rounds: int) -> Timed:
    ask()  # plans, caches and first pages of the indexes
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    queries = len(captured)  # before the next request forgets them
    if answer.status_code != 200:
        went = answer.get("Location", "")
        raise RuntimeError(f"{answer.request['PATH_INFO']} answers {answer.status_code} {went}")
    return Timed(sorted(_milliseconds(ask) for _ in range(rounds)), queries)


def _milliseconds(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)
