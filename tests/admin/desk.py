"""Sit somebody down at the desk."""

from typing import Any

from django.test import Client
from django.urls import reverse

from claims.models import User


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def listed(noun: str) -> str:
    return reverse(f"admin:claims_{noun}_changelist")


def page_of(noun: str, pk: int) -> str:
    return reverse(f"admin:claims_{noun}_change", args=[pk])


NOUNS = (
    "affiliation",
    "apitoken",
    "article",
    "capture",
    "claim",
    "claimant",
    "claimreview",
    "complaint",
    "contactattempt",
    "decision",
    "derivation",
    "derivationdecision",
    "evidence",
    "feed",
    "feedcheck",
    "followupcheck",
    "importrun",
    "journalentry",
    "matchthresholds",
    "outlet",
    "page",
    "rating",
    "ratingscale",
    "redaction",
    "source",
    "statuschange",
    "story",
    "suggestion",
    "topic",
    "user",
)


def numbers(answer: Any) -> list[Any]:
    """The numbers that a dashboard or a story's page shows."""
    return [one for group in answer.context["groups"] for one in group.numbers]
