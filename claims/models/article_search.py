"""The words of each article's newest revision, to find articles by."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from claims.analysis import search_words
from claims.models.articles import Article, Revision
from claims.models.bodies import Body
from claims.models.full_text import FullText
from claims.models.full_text_postgresql import POSTGRESQL
from claims.models.full_text_sqlite import SQLITE

CANDIDATES: Final = 200  # articles whose every word is looked at


def engine(vendor: str) -> FullText:
    return POSTGRESQL if vendor == "postgresql" else SQLITE


class ArticleTextQuerySet(models.QuerySet["ArticleText"]):
    def keep(self, *, revision: Revision, words: str) -> None:
        """Let an article be found by these words and no others."""
        self.update_or_create(article_id=revision.article_id, defaults={"revision": revision, "words": words})

    def forget(self, body: Body) -> int:
        """Take out each article whose newest text this is; how many. Each waits to be found by its headline again."""
        shown = self.filter(revision__body=body)
        Article.objects.filter(pk__in=shown.values("article_id")).update(searchable_revision=0)
        removed = shown.delete()[0]
        with connection.cursor() as cursor:
            for statement in engine(connection.vendor).purge if removed else ():
                cursor.execute(statement)
        return removed

    def newer_than(self, revision_id: int) -> Self:
        return self.filter(revision__gt=revision_id)

    def unmet(self, number: int) -> Self:
        """Articles that matching has not held against what the journal said at a number."""
        return self.exclude(
            article__matched_number__gte=number, article__matched_revision__gte=F("article__revision_count")
        )

    def holding(self, words: Sequence[str]) -> Self:
        """Articles that hold each of the words; all of them when none is given."""
        full_text, rows = engine(connection.vendor), self
        for word in words:
            rows = rows.filter(article_id__in=RawSQL(full_text.ids, [full_text.quoted(word)]))  # noqa: S611  our own SQL
        return rows

    def best(self, weights: Mapping[str, int], *, most: int) -> list[tuple[int, int]]:
        """The articles among these that hold most of the words by weight: (article id, weight), best first.

        The index is asked for the telling words, which stand in few articles, and for all of them only when these find
        too little; every word then decides among the articles that hold most. Of two with the same weight the newer
        comes first: every database answers alike.
        """
        if not weights:
            return []
        wanted = max(most, CANDIDATES)
        found = self._holding_most(search_words.telling(weights), most=wanted)
        if len(found) < most:
            found = self._holding_most(weights, most=wanted)
        held = self.filter(article_id__in=found).values_list("article_id", "words")
        scores = [(article_id, sum(weights.get(word, 0) for word in words.split())) for article_id, words in held]
        return sorted(scores, key=lambda one: (-one[1], -one[0]))[:most]

    def _holding_most(self, weights: Mapping[str, int], *, most: int) -> list[int]:
        full_text = engine(connection.vendor)
        each = " UNION ALL ".join([full_text.weighed] * len(weights))
        asked = [value for word, weight in weights.items() for value in (weight, full_text.quoted(word))]
        among, narrowed = self.order_by().values("article_id").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(_RANKED.format(each=each, among=among), [*asked, *narrowed, most])
            return [article_id for (article_id,) in cursor.fetchall()]


_RANKED = (
    "SELECT article_id FROM ({each}) AS holding WHERE article_id IN ({among}) "
    "GROUP BY article_id ORDER BY SUM(weight) DESC, article_id DESC LIMIT %s"
)


class ArticleText(models.Model):
    """An article's words, each once. They can be made anew from the record at any time, and are no part of it."""

    article = models.OneToOneField(Article, models.PROTECT, primary_key=True, related_name="searchable_text")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    words = models.TextField()

    objects = ArticleTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("article's words")
        verbose_name_plural = _("articles' words")

    def __str__(self) -> str:
        return str(self.article_id)


class IndexArticleWords(Operation):
    """Make the database's index over the words of articles.

    Repeated by every migration that alters that table (SQLite rebuilds drop triggers).
    """

    reversible = True

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (type(self).__qualname__, [], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state of the models is not changed by an index."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        full_text = engine(schema_editor.connection.vendor)
        for statement in (*full_text.drop, *full_text.create):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in engine(schema_editor.connection.vendor).drop:
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Index the words of articles"
