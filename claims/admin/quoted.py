"""Find the quotations of a claim's appearances again, in what they were read in as it reads today."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import F

from claims.analysis import addresses
from claims.models import Appearance, Article, Page, Revision
from claims.models.pages import address_digest


@dataclass(frozen=True, slots=True)
class Quoted:
    """An appearance with the article it was read in, or that came later from its address.

    still_stands: whether the words stand there today; None when they are not known to have stood there.
    """

    appearance: Appearance
    article: Article | None
    still_stands: bool | None


def quoted(appearances: Iterable[Appearance]) -> list[Quoted]:
    """Each appearance, in order; its revision's article is loaded with it. Two questions for all of them."""
    rows = list(appearances)
    articles = {one.pk: one.revision.article for one in rows if one.revision is not None}
    articles |= _come_later([one for one in rows if one.revision is None and one.url])
    newest = Revision.objects.filter(article__in=set(articles.values()), number=F("article__revision_count"))
    today = {revision.article_id: revision for revision in newest.select_related("body")} if articles else {}
    return [_quoted(one, articles.get(one.pk), today) for one in rows]


def _come_later(appearances: list[Appearance]) -> dict[int, Article]:
    """By appearance: the articles of pages that were read only after the claim was recorded."""
    digests = {}
    for one in appearances:
        with suppress(ValueError):
            digests[one.pk] = address_digest(addresses.canonical_url(one.url))
    if not digests:
        return {}
    pages = Page.objects.filter(url_sha256__in=digests.values()).exclude(article=None).select_related("article")
    found = {page.url_sha256: page.article for page in pages if page.article is not None}
    return {pk: found[digest] for pk, digest in digests.items() if digest in found}


def _quoted(one: Appearance, article: Article | None, today: dict[int, Revision]) -> Quoted:
    newest = today.get(article.pk) if article is not None else None
    if newest is None or not one.quotation or newest.kept_text is None:
        return Quoted(one, article, None)
    if newest.pk == one.revision_id and one.quotation_start >= 0:
        return Quoted(one, article, True)
    is_there = not newest.has_lost(one.anchor)
    return Quoted(one, article, is_there or (None if one.quotation_start < 0 else False))
