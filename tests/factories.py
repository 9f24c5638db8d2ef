"""Build one valid noun with nothing surprising; the test states whatever matters to it."""

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from claims.analysis.article_html import ArticleText
from claims.models import (
    Appearance,
    Article,
    Body,
    Claim,
    Claimant,
    Derivation,
    Evidence,
    Feed,
    Host,
    Outlet,
    Page,
    Rating,
    RelationSuggestion,
    Revision,
    Source,
    Story,
    StoryNote,
    Suggestion,
    User,
)
from claims.monitoring import rings
from claims.publishing import releases
from claims.recording import appearances, claimants, claims, notes, outlets, sources, stories
from claims.verification import decisions
from claims.vocabulary import DerivationKind, Interest, RevisionOrigin, Role, Stance

NOON = datetime(2022, 2, 15, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
_numbers = itertools.count(1)


def person(username: str, role: Role, **values: Any) -> User:
    """Somebody of the newsroom. The password is the user name and " may enter"."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(
            username=username, password=f"{username} may enter", role=role, is_staff=True, **values
        )
    return user


def ada() -> User:
    """Ada edits."""
    return person("ada", Role.EDITOR, first_name="Ada")


def ben() -> User:
    """Ben only reads."""
    return person("ben", Role.READER, first_name="Ben")


def rosa() -> User:
    """Rosa reports: she records drafts."""
    return person("rosa", Role.REPORTER, first_name="Rosa")


def carl() -> User:
    """Carl is the chief."""
    return person("carl", Role.CHIEF, first_name="Carl")


def olga() -> User:
    """Olga operates the machines."""
    return person("olga", Role.OPERATOR, first_name="Olga")


def story(**values: Any) -> Story:
    return stories.record(**{"title": f"Story {next(_numbers)}", "editor": ada(), "now": NOON, **values})


def note(**values: Any) -> StoryNote:
    """A note of Ada's on a story."""
    given = {"story": None, "text": f"Ask NATO, number {next(_numbers)}.", "editor": ada(), "now": NOON, **values}
    given["story"] = given["story"] or story()
    return notes.write(**given)


def claimant(**values: Any) -> Claimant:
    return claimants.record(**{"name": f"Claimant {next(_numbers)}", "editor": ada(), "now": NOON, **values})


def outlet(**values: Any) -> Outlet:
    return outlets.record(**{"name": f"Outlet {next(_numbers)}", "editor": None, "now": NOON, **values})


def claim(**values: Any) -> Claim:
    statement = f"Some units have finished their drills and are leaving, number {next(_numbers)}"
    return claims.record(**{"statement": statement, "editor": ada(), "now": NOON, **values})


def published_claim(**values: Any) -> Claim:
    """A claim readers see, at `claim-<id>`."""
    one = claim(**values)
    return releases.publish(claim_id=one.pk, slug=f"claim-{one.pk}", editor=carl(), now=NOON)


def appearance(**values: Any) -> Appearance:
    given = {"claim": None, "claimant": None, "appeared_at": NOON, "editor": ada(), "now": NOON, **values}
    given["claim"] = given["claim"] or claim()
    given["claimant"] = given["claimant"] or claimant()
    return appearances.record(**given)


def source(**values: Any) -> Source:
    given = {"name": f"Source {next(_numbers)}", "interest": Interest.INDEPENDENT, "editor": ada(), "now": NOON}
    return sources.record(**{**given, **values})


def feed(**values: Any) -> Feed:
    number = next(_numbers)
    given = {
        "url": f"https://outlet{number}.example/feed.xml",
        "host": f"outlet{number}.example",
        "next_check_at": NOON,
        "created_at": NOON,
        **values,
    }
    given.setdefault("outlet", None)
    given["outlet"] = given["outlet"] or outlet()
    Host.objects.get_or_create(name=given["host"], defaults={"next_check_at": NOON})
    return Feed.objects.create(**given)


def page(**values: Any) -> Page:
    number = next(_numbers)
    given = {"url": f"https://outlet{number}.example/story", "next_check_at": NOON, "first_seen_at": NOON, **values}
    given.setdefault("host", f"outlet{number}.example")
    Host.objects.get_or_create(name=given["host"], defaults={"next_check_at": NOON})
    return Page.objects.create(url_sha256=hashlib.sha256(given["url"].encode()).hexdigest(), **given)


def article(
    *, title: str = "NATO sees no sign of it", text: str = "NATO has seen no sign of a withdrawal.", **values: Any
) -> Article:
    """An article with one revision."""
    url = values.pop("url", f"https://outlet.example/{next(_numbers)}")
    one = Article.objects.create(
        **{
            "url": url,
            "url_sha256": hashlib.sha256(url.encode()).hexdigest(),
            "title": title,
            "first_seen_at": NOON,
            "published_at": NOON,
            **values,
        }
    )
    revise(one, title=title, text=text)
    return one


def revise(article: Article, *, title: str, text: str, at: datetime = NOON) -> Revision:
    """A further revision of an article."""
    number = article.revision_count + 1
    revision = Revision.objects.record(
        article=article,
        number=number,
        origin=RevisionOrigin.PAGE,
        title=title,
        body=Body.objects.keep(text.encode(), media_type="text/plain", now=at),
        fingerprint=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        extractor_version="test",
        recorded_at=at,
    )
    Article.objects.filter(pk=article.pk).update(revision_count=number, title=title)
    article.refresh_from_db()
    rings.mark(article=article, revision=revision, text=ArticleText(title, text, "", "", "", None, "", "", None))
    return revision


def suggestion(**values: Any) -> Suggestion:
    given = {"claim": None, "article": None, "score": 0.9, "stance": Stance.AGAINST, "created_at": NOON, **values}
    given["claim"] = given["claim"] or claim()
    given["article"] = given["article"] or article()
    given.setdefault("revision", given["article"].revisions.order_by("-number").first())
    return Suggestion.objects.create(**given)


def derivation(**values: Any) -> Derivation:
    """A proposed copy: `article` of `original`, unless it rests on something else."""
    rests_elsewhere = {"source", "claimant", "briefing"} & values.keys()
    given = {"kind": DerivationKind.COPY, "similarity": 0.9, "passages": [], "created_at": NOON, **values}
    if not rests_elsewhere:
        given["original"] = given.get("original") or article()
        given["original_revision"] = given["original"].revisions.order_by("-number").first()
    given["article"] = given.get("article") or article(published_at=NOON + HOUR, first_seen_at=NOON + HOUR)
    given.setdefault("revision", given["article"].revisions.order_by("-number").first())
    return Derivation.objects.create(**given)


def evidence(*, claim: Claim, stance: str = Stance.AGAINST, **values: Any) -> Evidence:
    """Evidence from an article, found by hand."""
    given = {"article": None, "source": None, "shown_at": NOON, **values}
    if "capture" not in given and "appearance" not in given:
        given["article"] = given["article"] or article()
    given["source"] = given["source"] or source()
    return decisions.add_by_hand(claim=claim, stance=stance, editor=ada(), now=NOON, **given)


def relation_suggestion(**values: Any) -> RelationSuggestion:
    """A proposed pair of claims, the older first."""
    given = {"claim": None, "other": None, "kind": "duplicate", "score": 0.8, "created_at": NOON, **values}
    given["claim"] = given["claim"] or claim()
    given["other"] = given["other"] or claim()
    return RelationSuggestion.objects.create(**given)


def rating(slug: str = "false", scale: str = "statements") -> Rating:
    return Rating.objects.select_related("scale").get(slug=slug, scale__slug=scale)
