"""Turn one posted form into one stage call, and a refusal into an error at its field."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from claims.models import User
from claims.refusals import Refused


def editor_of(request: HttpRequest) -> User:
    """Whoever is signed in. The admin lets nobody else this far."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def is_a_number(typed: str, *, digits: int = 18) -> bool:
    """Whether what came with an address or a form can be a row's number: no more digits than the database holds."""
    return typed.isascii() and typed.isdecimal() and len(typed) <= digits


@contextmanager
def refusals_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """Run the stage calls of one act together: when one refuses, nothing is written and the form says why."""
    try:
        with transaction.atomic():
            yield
    except Refused as refused:
        show_refusal(form, refused)


def show_refusal(form: forms.BaseForm, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
