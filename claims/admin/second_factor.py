"""The second factor: sealed where it is kept, guesses counted, and asked of chiefs where the newsroom wants it."""

import base64
import secrets
from collections.abc import Callable

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from claims import permissions
from claims.admin import lockouts
from claims.admin.acting import editor_of
from claims.models import User, database_now
from claims.recording import second_factors
from claims.vocabulary import JournalKind


def must_have_one(person: object) -> bool:
    """Whether the newsroom asks this person for a second factor."""
    return bool(settings.REQUIRE_MFA) and permissions.may_manage_people(person)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept as our seals are: a copy of the database alone opens no account."""

    def encrypt(self, text: str) -> str:
        return Fernet(settings.SEALING_KEYS[0]).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return MultiFernet([Fernet(key) for key in settings.SEALING_KEYS]).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The sealing key is lost: no code fits any more, and a chief resets the second factor.
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return str(settings.NEWSROOM_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return authenticator.type != Authenticator.Type.TOTP or not must_have_one(authenticator.user)


class CountedCode(forms.Form):
    """A wrong code counts like a wrong password."""

    user: User

    def clean_code(self) -> str:
        request, name = context.request, self.user.username
        if lockouts.is_locked_out(request, name):
            raise ValidationError(_("Too many failed attempts."))
        try:
            return str(super().clean_code())  # type: ignore[misc]  # allauth's form, which stands behind this one
        except ValidationError:
            lockouts.note_failure(request, name, lockouts.CODE)
            raise
        except RedisError as error:
            # Redis remembers which codes were used: without it none of them can be trusted to be fresh.
            raise ValidationError(_("Codes cannot be checked at the moment: use a recovery code.")) from error


class CodeForm(CountedCode, AuthenticateForm):
    pass


class ConfirmingCodeForm(CountedCode, ReauthenticateForm):
    pass


class SecondFactorMiddleware:
    """Lead chiefs without a second factor to where they set one up, and let them nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._desk, self._account = reverse("admin:index"), reverse("mfa_index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.REQUIRE_MFA and not request.path.startswith(self._account) and self._is_missing(request):
            if request.path.startswith(self._desk):
                messages.warning(request, _("Chiefs sign in with a second factor here: set yours up first."))
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            request.user = AnonymousUser()
        return self._get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        person = request.user
        return isinstance(person, User) and must_have_one(person) and not second_factors.has_one(person)


class SetUpPage(ActivateTOTPView):
    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        return _noted(self.request, JournalKind.SECOND_FACTOR_ADDED, super().form_valid(form))


class RemovePage(DeactivateTOTPView):
    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        return _noted(self.request, JournalKind.SECOND_FACTOR_REMOVED, super().form_valid(form))


class NewRecoveryCodesPage(GenerateRecoveryCodesView):
    @transaction.atomic
    def form_valid(self, form: forms.Form) -> HttpResponse:
        return _noted(self.request, JournalKind.RECOVERY_CODES_MADE, super().form_valid(form))


def _noted(request: HttpRequest, kind: JournalKind, answer: HttpResponse) -> HttpResponse:
    """What the library stored becomes an act, in the same transaction."""
    second_factors.note(kind=kind, person=editor_of(request), now=database_now())
    return answer
