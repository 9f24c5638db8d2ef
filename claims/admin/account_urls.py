"""The addresses under which people sign in and look after their account: these of the library's, and no others."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path

from claims.admin import own_sessions, second_factor

urlpatterns = [
    path("", own_sessions.AccountPage.as_view(), name="mfa_index"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("password/", own_sessions.PasswordPage.as_view(), name="account_change_password"),
    path("second-factor/", second_factor.SetUpPage.as_view(), name="mfa_activate_totp"),
    path("second-factor/remove/", second_factor.RemovePage.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", second_factor.NewRecoveryCodesPage.as_view(), name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessions/<uuid:public_id>/end/", own_sessions.end, name="session_end"),
    path("sessions/end-others/", own_sessions.end_others, name="sessions_end_others"),
]
