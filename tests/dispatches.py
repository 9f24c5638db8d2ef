"""A dispatch of an agency, what papers made of it, and a report of a paper's own."""

from datetime import timedelta
from typing import Any

from claims.models import Article
from tests import factories
from tests.factories import NOON

DISPATCH = (
    "NATO has seen no withdrawal of Russian forces from the border with Ukraine, the secretary general told reporters "
    "in Brussels on Tuesday. Satellite pictures taken over the weekend show new field hospitals and pontoon bridges "
    "north of Chernihiv, two diplomats who saw them said. Moscow announced that several battalions were loading tanks "
    "onto railway platforms after exercises in Crimea ended. Western capitals asked for proof that vehicles return to "
    "garrisons beyond the Urals, and ministers of the alliance meet again on Wednesday evening."
)
REPORT = (
    "Our correspondent spent the morning at a market in Kharkiv, where traders counted their takings and spoke about "
    "fuel prices, school closures and the football cup. Nobody there expects the trains to stop. A teacher packed "
    "lamps, blankets and medicine into her car nevertheless, because her grandmother had taught her to."
)
PRINTED = f"{REPORT}\n\n{DISPATCH.replace('several battalions', 'some units')}"


def matched(*, text: str, hours: float = 0, **values: Any) -> Article:
    """An article, so many hours after noon, that has been held against the claims."""
    at = NOON + timedelta(hours=hours)
    article = factories.article(text=text, first_seen_at=at, published_at=at, **values)
    Article.objects.filter(pk=article.pk).update(matched_revision=article.revision_count)
    article.refresh_from_db()
    return article
