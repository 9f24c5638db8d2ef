"""Tell which evidence changed since an editor read it."""

from collections.abc import Iterable, Mapping

from claims.models import Evidence, Revision, StanceReading


def since_read(rows: Iterable[Evidence], read: Mapping[int, StanceReading]) -> dict[int, str]:
    """Of evidence whose article was revised since it was read: "lost" without its quotation, "changed" otherwise."""
    revised = [row.pk for row in rows if row.article_id and row.changed_in_id]
    changed = list(Evidence.objects.changed().filter(pk__in=revised)) if revised else []
    newest = _newest({one.article_id for one in changed if one.article_id})
    return {
        row.pk: "lost" if is_lost(read.get(row.pk), newest.get(row.article_id or 0)) else "changed" for row in changed
    }


def is_lost(reading: StanceReading | None, newest: Revision | None) -> bool:
    """Whether what was quoted stands neither in text nor headline any more; not when the text was removed."""
    return reading is not None and newest is not None and bool(reading.quotation) and newest.has_lost(reading.anchor)


def _newest(article_ids: set[int]) -> dict[int, Revision]:
    """The newest revision of each article, with its text."""
    if not article_ids:
        return {}
    rows = Revision.objects.filter(article__in=article_ids).order_by("number").values_list("article", "pk")
    newest = dict(rows)
    return {one.article_id: one for one in Revision.objects.filter(pk__in=newest.values()).select_related("body")}
