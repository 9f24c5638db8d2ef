"""What the record form asks while it is filled in: save it, show what is beside it, propose names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from claims import permissions, tasks
from claims.admin import beside, names
from claims.admin.acting import editor_of, is_a_number
from claims.analysis import claim_kinds, hedges, quotations
from claims.models import Sitting, User, database_now
from claims.monitoring import asked_pages
from claims.recording import sittings
from claims.refusals import Refused
from claims.vocabulary import ClaimKind, Hedge

KEPT_APART = gettext_lazy("Saved apart: another tab or device changed this form meanwhile. Both are kept.")
LISTED = 10  # unfinished forms shown
LONGEST_LOOKED_THROUGH = 100_000  # characters in which a typed quotation is looked for at each save


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that waits for its writer."""

    sitting: Sitting
    title: str
    place: str


def named(request: HttpRequest) -> Sitting | None:
    """The sitting that an address or a sent form names, if it is this person's."""
    given = request.POST.get("sitting") or request.GET.get("sitting") or ""
    try:
        key = UUID(given)
    except ValueError:
        return None
    mine = Sitting.objects.of(editor_of(request)).select_related("page", "capture")
    return mine.filter(public_id=key).first()


def version_of(post: Mapping[str, str]) -> int:
    """The version that was sent; 0, which none has, when that is no number."""
    given = post.get("version", "")
    return int(given) if is_a_number(given, digits=9) else 0


def typed_of(post: Mapping[str, str]) -> dict[str, str]:
    """The fields as they were typed, without the moment that the form itself proposed."""
    typed = {name: post.get(name, "") for name in (*sittings.SAID, *sittings.ANCHOR, *sittings.PLACE)}
    if typed["appeared_at"] == post.get("proposed_at"):
        typed |= {"appeared_at": "", "appeared_precision": ""}
    return typed


def place_of(sitting: Sitting) -> str:
    """Where the form is taken up again."""
    return f"{reverse('admin:claims_claim_add')}?sitting={sitting.public_id}"


def unfinished(editor: User, *, but: Sitting | None) -> list[Unfinished]:
    """This person's other forms, the one saved last first."""
    rows = Sitting.objects.of(editor).select_related("page__article", "capture").order_by("-saved_at", "-pk")
    others = rows.exclude(pk=but.pk) if but is not None else rows
    return [Unfinished(one, _title(one), place_of(one)) for one in others[:LISTED]]


def read_page(sitting: Sitting, *, url: str, editor: User) -> None:
    """Put the page at this address beside the form; a worker fetches it. Raises NotAllowed or Refused."""
    now = database_now()
    page = asked_pages.ask(url=url, editor=editor, now=now)
    if sitting.page_id != page.pk:
        sittings.put_beside(sitting=sitting, page=page, now=now)
    tasks.enqueue_after_commit(tasks.read_page, page_id=page.pk)


def _title(sitting: Sitting) -> str:
    typed = sitting.typed
    said = next((typed[name] for name in ("statement", "quotation", "claimant", "words", "url") if name in typed), "")
    thing = (sitting.page and (sitting.page.article or sitting.page)) or sitting.capture or ""
    return (said or str(thing) or _("nothing typed yet"))[:120]


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """The form as it stands, kept; asked for after each pause in typing."""
    if not permissions.may_record(request.user):
        raise PermissionDenied
    editor, now, address_refused = editor_of(request), database_now(), ""
    kept, is_apart = sittings.save(
        sitting=named(request), version=version_of(request.POST), typed=typed_of(request.POST), editor=editor, now=now
    )
    if request.POST.get("read"):
        try:
            with transaction.atomic():
                read_page(kept, url=request.POST.get("url", ""), editor=editor)
        except Refused as refused:
            address_refused = refused.sentence
    told = {
        "sitting": str(kept.public_id),
        "version": kept.version,
        "saved": _("Saved %(when)s UTC") % {"when": f"{kept.saved_at:%H:%M:%S}"},
        "apart": str(KEPT_APART) if is_apart else "",
        "place": place_of(kept),
        "beside": reverse("admin:sitting_beside", args=[kept.public_id]) if kept.page_id or kept.capture_id else "",
        "address_refused": address_refused,
        "hints": _hints(request, kept),
    }
    return JsonResponse(told)


def _hints(request: HttpRequest, sitting: Sitting) -> str:
    """What the words suggest, as a piece of the page."""
    typed = sitting.typed
    quotation, statement = typed.get("quotation", ""), typed.get("statement", "")
    hedge, kind = hedges.sign(quotation or statement), claim_kinds.sign(statement or quotation)
    context: dict[str, Any] = {
        "hedge": hedge and {"value": hedge.hedge, "label": Hedge(hedge.hedge).label, "words": hedge.words},
        "kind": kind and {"value": kind.kind, "label": ClaimKind(kind.kind).label, "words": kind.words},
        "is_elsewhere": _is_elsewhere(quotation, sitting, editor_of(request)),
    }
    return render_to_string("admin/claims/record_hints.html", context, request=request)


def _is_elsewhere(quotation: str, sitting: Sitting, reader: User) -> bool:
    """Whether the quotation does not stand in the text beside the form."""
    if not quotation:
        return False
    text = beside.text_of(sitting, reader=reader, now=database_now(), most_bytes=LONGEST_LOOKED_THROUGH)
    return 0 < len(text) <= LONGEST_LOOKED_THROUGH and quotations.anchor(text, quotation).start < 0


@never_cache
@require_GET
def beside_view(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """What is beside the form, asked for again every second until the page is read."""
    if not permissions.may_record(request.user):
        raise PermissionDenied
    editor = editor_of(request)
    sitting = get_object_or_404(Sitting.objects.of(editor), public_id=sitting_id)
    seen = beside.of(sitting, reader=editor, now=database_now())
    return TemplateResponse(request, "admin/claims/record_beside.html", {"beside": seen, "sitting": sitting})


@never_cache
@require_POST
def names_view(request: HttpRequest) -> HttpResponse:
    """Known names like the one being typed, and whether it is one of them. Posted: it may be somebody's at risk."""
    if not permissions.may_record(request.user):
        raise PermissionDenied
    try:
        found = names.like(request.POST.get("typed", ""), of=request.POST.get("of", ""))
    except KeyError as error:
        raise Http404 from error
    return JsonResponse({"names": found.names, "told": found.told})


def urls() -> list[URLPattern]:
    wrap = admin.site.admin_view
    return [
        path("sittings/save/", wrap(save_view), name="sitting_save"),
        path("sittings/<uuid:sitting_id>/beside/", wrap(beside_view), name="sitting_beside"),
        path("names/", wrap(names_view), name="names"),
    ]
