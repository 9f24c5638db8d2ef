"""Sign people in: allauth's questions answered in our words, and every session written down."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import secure_admin_login
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from claims.admin import lockouts, own_sessions
from claims.models import User, database_now
from claims.recording import people, sign_ins

MEANS = {"totp": "password and code", "recovery_codes": "password and recovery code"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("User name and password do not belong together."),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """A chief adds people."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only paths of our own."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        return lockouts.address_of(request) or "0.0.0.0"  # noqa: S104  # nothing listens there: a client without one

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        if request.session.session_key is None:
            request.session.save()
        row = sign_ins.admit(
            visitor=lockouts.visitor_of(request, user.username),
            user=user,
            session_key=str(request.session.session_key),
            means=_means(request, user),
            now=database_now(),
        )
        own_sessions.begin(request, row)

    def logout(self, request: HttpRequest) -> None:
        own_sessions.leave(request)
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


def _means(request: HttpRequest, user: User) -> str:
    """What the person showed: the words stand in the journal."""
    types = [record.get("type", "") for record in get_authentication_records(request, user)]
    return next((MEANS[one] for one in types if one in MEANS), lockouts.PASSWORD)


class SignInForm(LoginForm):
    """The field is called what it holds."""

    def add_prefix(self, field_name: str) -> str:
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class PasswordForm(ChangePasswordForm):
    """The old password is asked for at the same door as everywhere, so that guesses are counted."""

    def clean_oldpassword(self) -> str:
        typed = str(self.cleaned_data.get("oldpassword", ""))
        adapter = AccountAdapter()
        if not adapter.reauthenticate(self.user, typed):
            raise adapter.validation_error("enter_current_password")
        return typed

    def save(self) -> None:
        people.change_password(
            person=self.user,
            password=self.cleaned_data["password1"],
            editor=self.user,
            now=database_now(),
            but=own_sessions.current(context.request),
        )


# Whoever opens the desk signs in at the one page there is.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
