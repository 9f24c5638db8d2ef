"""Ask the search providers that the newsroom has turned on; what they name is read as any page is."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from claims.analysis import addresses
from claims.analysis.search_providers import FactCheck, Found, Gdelt, NotAnAnswer, Provider
from claims.fetching.errors import FetchFailed
from claims.fetching.http import Fetch
from claims.models import Claim, ClaimWatch, Host, Outlet, Page
from claims.models.pages import LONGEST_ADDRESS
from claims.models.watches import IS_ASKED, ClaimWatchQuerySet
from claims.vocabulary import Publication

LEASE = timedelta(seconds=90)
# GDELT asks for five seconds between two requests; nobody minds more.
REST_SECONDS = 5.0
FIRST_LOOK_BACK = timedelta(days=30)  # for a claim that was never searched for
OVERLAP = timedelta(hours=6)  # providers find pages late


def providers() -> tuple[Provider, ...]:
    """Those that SEARCH_PROVIDERS names; none unless an operator named one."""
    known: dict[str, Provider] = {
        "gdelt": Gdelt(base=settings.GDELT_URL),
        "fact_check": FactCheck(key=settings.FACT_CHECK_API_KEY, base=settings.FACT_CHECK_URL),
    }
    return tuple(known[name] for name in settings.SEARCH_PROVIDERS)


def concern(claim: Claim) -> bool:
    """Whether providers are asked for this claim: a draft's words stay in the house."""
    return bool(providers()) and claim.publication != Publication.DRAFT


def waiting(now: datetime) -> ClaimWatchQuerySet:
    """Due watches for which the providers were not asked, the longest due first; none while there are no providers.

    A draft's words stay in the house.
    """
    rows = ClaimWatch.objects.open().due(now).unasked().exclude(claim__publication=Publication.DRAFT)
    return rows.order_by("next_check_at", "pk") if providers() else rows.none()


def ready(now: datetime) -> ClaimWatchQuerySet:
    """Due watches that may be checked: the providers, where there are any, have been asked."""
    rows = ClaimWatch.objects.open().due(now).order_by("next_check_at", "pk")
    return rows.filter(IS_ASKED | Q(claim__publication=Publication.DRAFT)) if providers() else rows


def ask(*, watch_id: int, now: datetime, fetch: Fetch) -> int | None:
    """Ask every provider for one due claim and keep what they named; how many pages are new to us.

    None when the watch is not due, was asked for already, another worker is at it, or a provider must rest: it is
    asked at the next sweep. A provider that fails is written down with its sentence, and the check goes on.
    """
    if not _may_be_asked(now) or not waiting(now).filter(pk=watch_id).exists():
        return None
    token = ClaimWatch.objects.open().unasked().reserve(pk=watch_id, now=now, lease=LEASE)
    if token is None:
        return None
    watch = ClaimWatch.objects.select_related("claim").get(pk=watch_id)
    since = (watch.last_checked_at or now - FIRST_LOOK_BACK) - OVERLAP
    answers = [(one, *_asked(one, watch, since, now, fetch)) for one in providers()]
    return _store(watch, token, answers, now)


def _asked(
    provider: Provider, watch: ClaimWatch, since: datetime, now: datetime, fetch: Fetch
) -> tuple[tuple[Found, ...], str]:
    """What a provider found, or the sentence that says why it did not search. Its address may hold a key: no trace."""
    claim = watch.claim
    try:
        address = provider.address(claim.statement, language="", since=since, now=now)
        reply = fetch(address, accept="application/json")
        if reply.status != 200 and not reply.content:
            return (), f"The server answered {reply.status}."
        return provider.read(reply.content, now=now), ""
    except (NotAnAnswer, ValueError) as error:
        return (), str(error)
    except FetchFailed as failure:
        return (), failure.reason


def _may_be_asked(now: datetime) -> bool:
    """Whether every provider's host has rested; a host that we meet here rests longer than others."""
    names = {addresses.host_of(one.address("", language="", since=None, now=now)) for one in providers()}
    pause = {"delay_seconds": max(REST_SECONDS, settings.FETCH_HOST_DELAY_SECONDS)}
    for name in names:
        Host.objects.get_or_create(name=name, defaults={"next_check_at": now, **pause})
    return Host.objects.due(now).filter(name__in=names).count() == len(names)


@transaction.atomic
def _store(
    watch: ClaimWatch, token: uuid.UUID, answers: Iterable[tuple[Provider, tuple[Found, ...], str]], now: datetime
) -> int | None:
    asked: list[dict[str, Any]] = []
    new = 0
    for provider, found, error in answers:
        fresh = _kept(found, now)
        new += fresh
        asked.append({"name": provider.name, "found": len(found), "new": fresh, "error": error[:300]})
    held = ClaimWatch.objects.held(pk=watch.pk, token=token)
    kept = held.update(asked=asked, asked_at=now, lease_until=None, lease_token=None)
    return new if kept == 1 else None


def _kept(found: Iterable[Found], now: datetime) -> int:
    """A page, due at once, for every address that is new to us; how many."""
    by_address: dict[str, Found] = {}
    for one in found:
        url = _address(one.url)
        if url:
            by_address.setdefault(url, one)
    outlets = _outlets(one.publisher for one in by_address.values())
    wanted = {url: outlets.get(one.publisher.casefold()) for url, one in by_address.items()}
    _pages, made = Page.objects.at(wanted, now=now)
    return made


def _address(url: str) -> str:
    try:
        address = addresses.canonical_url(url)
    except ValueError:
        return ""
    return address if len(address) <= LONGEST_ADDRESS else ""


def _outlets(names: Iterable[str]) -> dict[str, int]:
    """The keys of outlets that we know by these names; a provider makes none."""
    wanted = {name.casefold() for name in names if name}
    rows = Outlet.objects.order_by(F("merged_into").desc(nulls_last=True), "-pk").values_list(
        "name", "pk", "merged_into"
    )
    known = ((name.casefold(), merged_into or pk) for name, pk, merged_into in rows)
    return {name: pk for name, pk in known if name in wanted} if wanted else {}
