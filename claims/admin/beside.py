"""What a claim is recorded from, as it is shown beside the form: a page with how its reading goes, or a capture."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from claims.admin.captures import SHOWN_AS_PICTURES, words_of
from claims.models import Capture, Page, Revision, Sitting, User
from claims.monitoring import asked_pages
from claims.monitoring.asked_pages import Reading
from claims.vocabulary import Precision

SHOWN = 200_000  # characters; quotations are selected in them


@dataclass(frozen=True, slots=True)
class Beside:
    """The title, the words, and what they propose for the form. `reading` is None for a capture."""

    title: str
    text: str
    address: str = ""
    capture: Capture | None = None
    reading: Reading | None = None
    picture: str = ""
    outlet_name: str = ""
    appeared_at: datetime | None = None
    appeared_precision: str = ""

    @property
    def is_over(self) -> bool:
        return self.reading is None or self.reading.is_over

    @property
    def is_cut(self) -> bool:
        return len(self.text) > SHOWN

    @property
    def shown(self) -> str:
        return self.text[:SHOWN]

    @property
    def revision(self) -> Revision | None:
        return self.reading.revision if self.reading else None

    def proposed(self) -> dict[str, Any]:
        """For the fields of the form that are empty."""
        told: dict[str, Any] = {
            "outlet": self.outlet_name,
            "revision": self.revision.public_id if self.revision else "",
        }
        if self.appeared_at is not None:
            told |= {"appeared_at": self.appeared_at, "appeared_precision": self.appeared_precision}
        return {name: value for name, value in told.items() if value}


def of(sitting: Sitting, *, reader: User, now: datetime) -> Beside | None:
    """What is beside this sitting's form; None when nothing is."""
    if sitting.page_id is not None:
        related = Page.objects.select_related("outlet__merged_into", "article__outlet__merged_into")
        return _page(related.get(pk=sitting.page_id), now)
    if sitting.capture_id is None:
        return None
    capture = Capture.objects.visible_to(reader).select_related("body").filter(pk=sitting.capture_id).first()
    return _capture(capture, now) if capture is not None else None


def text_of(sitting: Sitting, *, reader: User, now: datetime, most_bytes: int) -> str:
    """The words beside this sitting's form and no more; "" also where a capture is larger than `most_bytes`."""
    if sitting.page_id is not None:
        return asked_pages.text(Page.objects.select_related("article").get(pk=sitting.page_id))
    if sitting.capture_id is None:
        return ""
    visible = Capture.objects.visible_to(reader).select_related("body")
    capture = visible.filter(pk=sitting.capture_id, body__size__lte=most_bytes).first()
    read = words_of(capture, now=now) if capture is not None else None
    return read.text if read is not None else ""


def _page(page: Page, now: datetime) -> Beside:
    reading = asked_pages.reading(page=page, now=now)
    return Beside(
        title=reading.revision.title if reading.revision else "",
        text=reading.text,
        address=page.url,
        reading=reading,
        outlet_name=reading.outlet_name,
        appeared_at=reading.published_at,
        appeared_precision=reading.published_precision,
    )


def _capture(capture: Capture, now: datetime) -> Beside:
    read = words_of(capture, now=now)
    is_picture = capture.media_type in SHOWN_AS_PICTURES and capture.body is not None
    return Beside(
        title=(read.title if read else "") or capture.file_name or str(capture),
        text=read.text if read else "",
        address=capture.url,
        capture=capture,
        picture=reverse("admin:capture_content", args=[capture.pk]) if is_picture else "",
        appeared_at=read.at if read else None,
        appeared_precision=Precision.MINUTE,
    )
