"""A newsroom with a row of every noun that a page shows, and the addresses of all its pages."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import URLResolver, get_resolver

from claims.demonstration import newsroom
from claims.models import (
    ApiToken,
    Claim,
    Claimant,
    Evidence,
    FeedCheck,
    FeedItem,
    ImportRun,
    RelationSuggestion,
    Seal,
    SignIn,
    StatusProposal,
    Story,
    Topic,
    User,
    database_now,
)
from claims.monitoring import rings
from claims.publishing import redactions, releases
from claims.recording import captures, imports, merges, tokens
from claims.verification import complaints, contacts, decisions, derivations, proposals
from tests import factories
from tests.admin.doors import came_in, confirmed, with_second_factor
from tests.admin.test_why_it_was_suggested import STORED
from tests.factories import HOUR, NOON
from tests.website.desk import settled_claim

# Files, moves, fragments that a script asks for, and what nobody may.
SKIPPED = re.compile(
    r"^(api|language|healthz|readyz|pictures)|export|warc|content/$|jsi18n|autocomplete|admin/r/|\.atom|\.csv"
    r"|download|logout|names/|delete/|password_change|sittings|admin/$|_id>/$|\(\?P"
)
SHOWN = {200, 410}
PARAMETER = re.compile(r"<\w+:(?P<name>\w+)>")
KNOWN = {
    "claimants": Claimant,
    "claims": Claim,
    "import": ImportRun,
    "person": User,
    "proposal": StatusProposal,
    "reveal": Seal,
    "sessions": SignIn,
    "session": SignIn,
    "sign-ins": SignIn,
    "stories": Story,
    "token": ApiToken,
    "topics": Topic,
}
FIGURES = {"precision": {"likely": 0.8}}


@dataclass(frozen=True)
class Visitors:
    """Who looks: the chief with a second factor, an operator without one, and nobody in particular."""

    clients: tuple[Client, Client, Client]

    def speak(self, language: str) -> None:
        for one in self.clients:
            one.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    def pages(self) -> Iterator[tuple[str, str]]:
        """The address and text of every page, as the first sees it whom it opens for.

        What opens only with a row named in its query is opened as another page links to it.
        """
        linked: dict[str, str] = {}
        closed = []
        for address in addresses():
            page = self.open(address)
            if page is None:
                closed.append(address)
                continue
            linked |= {one.split("?")[0]: html.unescape(one) for one in re.findall(r'href="(/[^"]+\?[^"]+)"', page)}
            yield address, page
        for address in filter(None, map(linked.get, closed)):
            page = self.open(address)
            assert page is not None, address
            yield address, page

    def open(self, address: str) -> str | None:
        answers = (one.get(address) for one in self.clients)
        return next((one.content.decode() for one in answers if one.status_code in SHOWN), None)


def build() -> Visitors:
    """The demonstration's story, and what has happened since."""
    newsroom.build(now=database_now())
    for person in User.objects.all():
        person.set_password(f"{person.username} may enter")
        person.save()
    chief = User.objects.get(username="chief")
    _machines_have_worked(chief)
    _editors_have_decided(chief, settled_claim())
    first, second = came_in(chief), came_in(factories.olga())
    with_second_factor(first, chief)
    confirmed(second, factories.olga())
    return Visitors((first, second, Client()))


def _editors_have_decided(chief: User, settled: Claim) -> None:
    now = database_now()
    told = {"editor": chief, "now": now}
    claim = factories.claim(story=settled.story)
    decided = factories.suggestion(claim=claim, article=factories.article(title="Nothing has left"))
    decisions.confirm(
        suggestion_id=decided.pk, stance="against", quotation="NATO has seen no sign of a withdrawal.", **told
    )
    suggestion = factories.suggestion(claim=claim, reasons=STORED)
    factories.suggestion(claim=factories.claim(publication="draft"), article=suggestion.article)
    factories.relation_suggestion(claim=settled, other=claim)
    derivations.confirm(derivation_id=factories.derivation(article=suggestion.article).pk, **told)
    factories.derivation()
    attempt = contacts.ask(claim=settled, whom="NATO", asked_at=NOON, **told)
    contacts.answer(attempt=attempt, act="no_reply", answered_at=NOON, **told)
    contacts.ask(claim=settled, whom="The ministry", asked_at=NOON, due_at=NOON + HOUR, **told)
    complaint = complaints.receive(claim=settled, statement="Not so", received_at=NOON, **told)
    complaints.answer(complaint=complaint, answer="It is", answers_seen=0, **told)
    proposals.propose(claim_id=claim.pk, to="not_checkable", reason="An opinion", editor=factories.ada(), now=now)
    factories.note(story=settled.story, text="@chief, look at this before the shift ends")
    former = factories.claimant(name="I. Konashenkov")
    merges.merge(duplicate=former, into=factories.claimant(name="Igor Konashenkov"), reason="One man", **told)
    releases.unpublish(claim_id=factories.published_claim().pk, reason="They asked", **told)
    rings.disappeared(article=Evidence.objects.exclude(article=None).latest("pk").article, now=now)
    Claim.objects.filter(pk=settled.pk).update(review_wanted_at=now)


def _machines_have_worked(chief: User) -> None:
    now = database_now()
    imports.open_content(content=b"who,what\nNATO,No unit has left\n", name="rows.csv", editor=chief, now=now)
    tokens.issue(user=chief, name="The wire", editor=chief, now=now)
    feed = factories.feed(last_error="The server answered 503.", failures=3, failing_since=NOON)
    checked = {"feed": feed, "started_at": NOON, "finished_at": NOON}
    FeedCheck.objects.create(**checked, outcome="failed", error="The answer was empty.")
    page = factories.page(article=factories.article(), state="needs_copy", obstacle="The article is behind a paywall.")
    FeedItem.objects.create(
        feed=feed, guid_sha256="g", guid="g", page=page, first_seen_at=NOON, last_seen_at=NOON, title="Seen"
    )
    note = captures.record(kind="typed", content=b"A name", media_type="text/plain", editor=chief, now=now)
    redactions.destroy_body(body=note.body, reason="At risk", editor=chief, now=now)


def addresses() -> Iterator[str]:
    """Every address of a page, with the newest row of each noun in its place; of claims two that have much to tell."""
    for route in _routes(get_resolver()):
        if not SKIPPED.search(route):
            yield from _filled(route)


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one, here)
        else:
            yield here


def _filled(route: str) -> Iterator[str]:
    name = PARAMETER.search(route)
    if name is None:
        yield f"/{route}"
        return
    model = _model(route, name["name"])
    rows = model._default_manager.order_by("pk")
    field = name["name"] if name["name"] in {"public_id", "slug"} else "pk"
    told = [rows.first(), rows.exclude(complaints=None).last()] if model is Claim else [rows.last()]
    for row in filter(None, told):
        yield "/" + route.replace(name[0], str(getattr(row, field)))


def _model(route: str, parameter: str) -> type[Model]:
    """Whose row an address names: by its parameter, or by the folder it lies in."""
    if route.startswith("admin/pairs/"):
        return RelationSuggestion
    folder = route.split("/<", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
    named = folder if parameter in {"object_id", "row_id", "public_id", "slug"} else parameter.removesuffix("_id")
    return KNOWN.get(named) or apps.get_model("claims", named)
