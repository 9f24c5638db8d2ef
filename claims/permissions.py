"""Who may do what: small named rules that the admin, the API and the site share."""

from typing import TypeGuard

from claims.models import Claim, Evidence, Seal, User
from claims.models.claims import sees_drafts
from claims.vocabulary import Publication, Role, Visibility


def is_desk(user: object) -> TypeGuard[User]:
    """Somebody of the newsroom, whatever the role."""
    return isinstance(user, User) and user.is_active


def _has_role(user: object, *roles: Role) -> bool:
    return is_desk(user) and (user.is_superuser or user.role in roles)


def may_record(user: object) -> bool:
    """Write down claims, claimants, appearances, captures: reporters and up."""
    return _has_role(user, Role.REPORTER, Role.EDITOR, Role.CHIEF)


def may_decide(user: object) -> bool:
    """Confirm, dismiss, read a stance, change a status."""
    return _has_role(user, Role.EDITOR, Role.CHIEF)


def may_settle_on_fewer(user: object) -> bool:
    """Settle on fewer independent Sources than the newsroom's minimum."""
    return _has_role(user, Role.CHIEF)


def may_edit_ratings(user: object) -> bool:
    return _has_role(user, Role.CHIEF)


def may_publish(user: object) -> bool:
    """Publish, embargo, unpublish."""
    return _has_role(user, Role.CHIEF)


def may_run_feeds(user: object) -> bool:
    """Add, pause and try feeds."""
    return _has_role(user, Role.OPERATOR, Role.EDITOR, Role.CHIEF)


def may_redact(user: object) -> bool:
    return _has_role(user, Role.CHIEF)


def may_adopt_thresholds(user: object) -> bool:
    """Say from which probability on suggestions are stored and shown."""
    return _has_role(user, Role.CHIEF)


def may_manage_people(user: object) -> bool:
    return _has_role(user, Role.CHIEF)


def may_see_drafts(user: object) -> bool:
    return is_desk(user) and sees_drafts(user)


def may_see_notes(user: object) -> bool:
    """Read what the desk writes on a story, and be mentioned there: it may speak of a draft."""
    return may_see_drafts(user)


def may_see_claim(user: object, claim: Claim) -> bool:
    """The object form of `Claim.objects.visible_to`."""
    if not is_desk(user):
        return claim.publication == Publication.PUBLISHED
    return claim.publication != Publication.DRAFT or may_see_drafts(user)


def may_see_evidence(user: object, evidence: Evidence) -> bool:
    """The object form of `Evidence.objects.visible_to`."""
    if evidence.visibility == Visibility.PUBLIC or not is_desk(user):
        return evidence.visibility == Visibility.PUBLIC
    return evidence.visibility == Visibility.DESK or may_open(user, evidence.seal)


def may_open(user: object, seal: Seal | None) -> bool:
    """Only those named open a seal; no role does by itself."""
    return seal is not None and is_desk(user) and seal.readers.filter(pk=user.pk).exists()
