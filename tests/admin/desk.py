"""Sit somebody down at the desk."""

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
    "decision",
    "evidence",
    "feed",
    "feedcheck",
    "followupcheck",
    "journalentry",
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
