"""Fill the place of a page that we may not or cannot read with what an editor supplies."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.analysis import article_html, plain_text
from claims.analysis.article_html import ArticleText
from claims.models import BodyDestroyed, Capture, Page, Revision, User
from claims.monitoring import articles, revisions
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import PageState, RevisionOrigin

READABLE = ("text/html", "application/xhtml+xml", "text/plain")


@transaction.atomic
def fill(
    *, page: Page, capture: Capture, title: str = "", text: str = "", editor: User, now: datetime
) -> Revision | None:
    """Take a capture's text for the page's: a revision that says it is an editor's copy; None when it says the same.

    text: typed or pasted beside a capture that is no text, a picture say; else the capture's own is read. The page is
    looked at again as before, and its own words replace the copy when it opens. Raises NotAllowed, or Refused for a
    sealed capture or one without a text.
    """
    if not permissions.may_record(editor):
        raise NotAllowed(_("Your role may not supply copies."))
    if capture.seal_id is not None:
        raise Refused(_("A sealed capture stays sealed: its words cannot stand in a page's place."), field="content")
    found = _text(page, capture, title.strip(), text.strip(), now)
    locked = Page.objects.select_for_update(of=("self",)).select_related("article").get(pk=page.pk)
    article = articles.joined(page=locked, text=found, now=now).article
    Page.objects.filter(pk=page.pk).update(article=article, state=PageState.SUPPLIED)
    return revisions.revise(
        article=article,
        page=locked,
        text=found,
        origin=RevisionOrigin.CAPTURE,
        snapshot=None,
        now=now,
        capture=capture,
    )


def _text(page: Page, capture: Capture, title: str, typed: str, now: datetime) -> ArticleText:
    read = _read(page, capture, now)
    text, headline = typed or read.text, title or read.title
    if not text:
        raise Refused(_("No text was found in the copy: type or paste it."), field="words")
    if not headline:
        raise Refused(_("Give the copy its headline."), field="title")
    return ArticleText(
        title=plain_text.shortened(plain_text.one_line(plain_text.harmless(headline)), most=article_html.LONGEST_TITLE),
        text=plain_text.shortened(plain_text.harmless(text), most=article_html.LONGEST_TEXT),
        author=read.author,
        language=read.language,
        published_raw=read.published_raw,
        published_at=read.published_at,
        canonical_url="",
        site_name=read.site_name,
        is_free=None,
    )


def _read(page: Page, capture: Capture, now: datetime) -> ArticleText:
    """What can be read in the capture itself."""
    media_type = capture.media_type.partition(";")[0].strip().lower()
    content = b""
    if capture.body is not None and media_type in READABLE:
        try:
            content = capture.body.content()
        except BodyDestroyed:
            content = b""
    if media_type == "text/plain":
        text = plain_text.harmless(content.decode("utf-8", errors="replace")).strip()
        return ArticleText("", text, "", "", "", None, "", "", None)
    return article_html.extract(content, url=page.url, content_type=capture.media_type, now=now)
