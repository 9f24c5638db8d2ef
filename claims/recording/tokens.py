"""Issue and revoke the machines' keys."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import ApiToken, JournalEntry, User
from claims.models.tokens import keyed_hash, new_secret
from claims.refusals import NotAllowed, Refused
from claims.vocabulary import JournalKind, TokenScope


@transaction.atomic
def issue(
    *,
    user: User,
    name: str,
    scope: str = TokenScope.READ,
    expires_at: datetime | None = None,
    editor: User,
    now: datetime,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown this once. Everyone issues their own; a chief issues any."""
    if user.pk != editor.pk and not permissions.may_manage_people(editor):
        raise NotAllowed(_("You may issue tokens for yourself only."))
    if not name.strip():
        raise Refused(_("Say what the token is for."), field="name")
    if expires_at is not None and expires_at <= now:
        raise Refused(_("A token expires in the future."), field="expires_at")
    secret = new_secret()
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        first_letters=secret[:8],
        secret_hash=keyed_hash(secret, pepper=settings.TOKEN_PEPPER),
        scope=scope,
        created_at=now,
        expires_at=expires_at,
    )
    JournalEntry.objects.write(
        kind=JournalKind.TOKEN_ISSUED,
        subject=token,
        after={"name": token.name, "scope": scope, "user": user.public_id, "expires_at": expires_at},
        actor=editor,
    )
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, editor: User, now: datetime) -> ApiToken:
    """End a token at once. Raises NotAllowed, or Refused when it was revoked already."""
    if token.user_id != editor.pk and not permissions.may_manage_people(editor):
        raise NotAllowed(_("You may revoke your own tokens only."))
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now) != 1:
        raise Refused(_("This token was revoked already."))
    token.revoked_at = now
    JournalEntry.objects.write(kind=JournalKind.TOKEN_REVOKED, subject=token, after={"revoked": True}, actor=editor)
    return token
