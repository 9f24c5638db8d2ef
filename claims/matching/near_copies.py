"""Find the stored articles with which an article shares its text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count

from claims.analysis import fingerprints, reuse
from claims.analysis.reuse import Reuse
from claims.models import Article, Derivation, Fingerprint, Revision
from claims.vocabulary import DerivationKind

# What stands in so many articles is boilerplate, or a text whose first 200 copies are enough to find it by.
MOST_HOLDERS = 200
MOST_COMPARED = 12  # candidates read in full for one article
MOST_PASSAGES, MOST_RUNS = 20, 60  # kept of one pair
MOST_ORIGINALS = 2  # that one article is proposed to rest on


@dataclass(frozen=True, slots=True)
class NearCopy:
    """The later text and the earlier one, what they share, and what that makes the later one."""

    revision: Revision
    original: Revision
    reuse: Reuse
    kind: DerivationKind

    @property
    def key(self) -> dict[str, Any]:
        return {"article": self.revision.article, "kind": self.kind, "original": self.original.article}

    def values(self) -> dict[str, Any]:
        """The columns of its derivation."""
        later = self.revision.article.appeared_at - self.original.article.appeared_at
        return {
            "revision": self.revision,
            "original_revision": self.original,
            "similarity": max(self.reuse.share, self.reuse.share_of_other) or self.reuse.containment,
            "passages": [
                [[run.start, run.end, run.other_start, run.other_end] for run in passage.runs[:MOST_RUNS]]
                for passage in self.reuse.passages[:MOST_PASSAGES]
                if passage.is_telling or passage is self.reuse.passages[0]
            ],
            "reasons": {
                "words": self.reuse.copied,
                "share": round(self.reuse.share, 3),
                "share_of_original": round(self.reuse.share_of_other, 3),
                "containment": round(self.reuse.containment, 3),
                "resemblance": round(self.reuse.resemblance, 3),
                "seconds_later": later.total_seconds(),
            },
        }


@transaction.atomic
def remember(revision: Revision, text: str) -> frozenset[int]:
    """Store the numbers by which copies of this revision are found; returned as they are in the text."""
    found = fingerprints.fingerprints(text)
    rows = Fingerprint.objects.filter(value__in=found).values("value")
    frequent = set(rows.annotate(holders=Count("pk")).filter(holders__gte=MOST_HOLDERS).values_list("value", flat=True))
    Fingerprint.objects.bulk_create(
        [Fingerprint(value=one, article_id=revision.article_id, revision=revision) for one in sorted(found - frequent)],
        ignore_conflicts=True,
    )
    return found


def find(revision: Revision, text: str, values: Iterable[int]) -> list[NearCopy]:
    """What the article rests on, best first, and those stored articles that appeared later and rest on it.

    `values`: its fingerprints, stored before, so that of two articles compared at once one finds the other.
    """
    pairs = [pair for others in _candidates(revision.article, values) if (pair := _kin(revision, text, others))]
    own = [pair for pair in pairs if pair.revision is revision]
    later = [pair for pair in pairs if pair.revision is not revision]
    ids = [pair.revision.article_id for pair in later]
    explained = set(
        Derivation.objects.filter(article__in=ids, original__isnull=False).values_list("article_id", flat=True)
    )
    return [*_best(own), *(pair for pair in later if pair.revision.article_id not in explained)]


def _candidates(article: Article, values: Iterable[int]) -> Iterator[list[Revision]]:
    """The revisions of each article that shares most, rare numbers weighing more: the newest, and the one found by."""
    rows = list(Fingerprint.objects.filter(value__in=list(values)).values_list("value", "article_id", "revision_id"))
    holders, weights, found_by = defaultdict[int, int](int), defaultdict[int, float](float), dict[int, int]()
    for value, _, _ in rows:
        holders[value] += 1
    for value, article_id, revision_id in rows:
        weights[article_id] += 1 / holders[value]
        found_by[article_id] = revision_id
    family = {article.pk, article.live_blog_id, *article.posts.values_list("pk", flat=True)}
    ranked = sorted(weights.keys() - family, key=lambda pk: (-weights[pk], pk))[:MOST_COMPARED]
    newest = {one.article_id: one for one in _revisions(article__in=ranked).order_by("number")}
    by = {one.article_id: one for one in _revisions(pk__in=[found_by[pk] for pk in ranked])}
    for pk in ranked:
        yield [newest[pk], by[pk]] if newest[pk].pk != by[pk].pk else [newest[pk]]


def _revisions(**wanted: Any) -> Any:
    return Revision.objects.filter(**wanted).select_related("article", "body")


def _kin(revision: Revision, text: str, others: list[Revision]) -> NearCopy | None:
    """The pair in the order of their appearance, with the first of the other's revisions that is kin."""
    for other in others:
        is_later = _moment(revision.article) > _moment(other.article)
        read = other.kept_text or ""
        shared = reuse.compare(text, read) if is_later else reuse.compare(read, text)
        kind = reuse.kinship(shared)
        if kind is not None:
            pair = (revision, other) if is_later else (other, revision)
            return NearCopy(*pair, shared, kind)
    return None


def _moment(article: Article) -> tuple[Any, int]:
    return article.appeared_at, article.pk


def _best(pairs: Iterable[NearCopy]) -> list[NearCopy]:
    """The original that explains most, of equals the earliest; a second one when it explains another part."""
    ranked = sorted(pairs, key=lambda pair: (-round(pair.reuse.share, 1), _moment(pair.original.article)))
    kept: list[NearCopy] = []
    for pair in ranked:
        if len(kept) < MOST_ORIGINALS and not any(_overlap(pair, other) for other in kept):
            kept.append(pair)
    return kept


def _overlap(one: NearCopy, other: NearCopy) -> bool:
    """Whether the longest passage of the one lies where the other has a passage too."""
    first = one.reuse.passages[0]
    return any(first.start < part.end and part.start < first.end for part in other.reuse.passages if part.is_telling)
