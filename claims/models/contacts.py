"""Whom we asked for a reply to a claim, when, how and by when; and what came of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claims import Claim
from claims.models.history import HistoryQuerySet, HistoryRow
from claims.models.identifiers import PublicIdentity
from claims.models.seals import Seal
from claims.models.users import User
from claims.vocabulary import ContactAct, ContactMeans, Precision, Visibility


class ContactQuerySet(HistoryQuerySet["ContactAttempt"]):
    def asked(self) -> Self:
        return self.filter(act=ContactAct.ASKED)

    def standing(self) -> Self:
        """Attempts that nobody took back as recorded by mistake."""
        taken_back = ContactAttempt.objects.filter(answers=OuterRef("pk"), act=ContactAct.WITHDRAWN)
        return self.asked().filter(~Exists(taken_back))

    def overdue(self, now: datetime) -> Self:
        """Attempts whose time for a reply is over, and nobody has recorded the reply or its absence."""
        settled = ContactAttempt.objects.filter(answers=OuterRef("pk"))
        return self.asked().filter(~Exists(settled), due_at__lte=now)

    def visible_to(self, user: object) -> Self:
        """Restricted rows are for those named, desk rows for the desk."""
        if not isinstance(user, User) or not user.is_active:
            return self.filter(visibility=Visibility.PUBLIC)
        named = Seal.readers.through.objects.filter(seal=OuterRef("seal"), user=user)
        return self.filter(~Q(visibility=Visibility.RESTRICTED) | Exists(named))


class ContactAttempt(HistoryRow, PublicIdentity):
    """We asked somebody for a reply; or, in a later row that says what it answers, what came of it.

    A restricted row says nothing here: whom, how and every word are inside the seal.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="contact_attempts", verbose_name=_("claim"))
    act = models.CharField(
        pgettext_lazy("what happened", "what"), max_length=10, choices=ContactAct, default=ContactAct.ASKED
    )
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("answers")
    )
    whom = models.CharField(_("whom we asked"), max_length=200, blank=True)
    means = models.CharField(_("how"), max_length=10, choices=ContactMeans, blank=True)
    quotation = models.TextField(_("their words"), blank=True)
    note = models.TextField(_("note for the desk"), blank=True)
    happened_at = models.DateTimeField(_("when"))
    happened_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MINUTE)
    happened_zone = models.CharField(_("zone"), max_length=60, default="UTC")
    due_at = models.DateTimeField(_("reply wanted by"), null=True, blank=True)
    visibility = models.CharField(_("visibility"), max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    seal = models.OneToOneField(Seal, models.PROTECT, null=True, blank=True, related_name="contact_attempt")
    by = models.ForeignKey(User, models.PROTECT, related_name="contact_attempts", verbose_name=_("by"))
    number = models.PositiveBigIntegerField(_("journal number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded"))
    is_imported = models.BooleanField(_("imported"), default=False)

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]  # narrower than every history row's

    class Meta:
        verbose_name = _("contact attempt")
        verbose_name_plural = _("contact attempts")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(act=ContactAct.ASKED, due_at__isnull=False),
                name="contact_by_due_time",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=ContactAct.values), name="contact_act_is_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="contact_visibility_is_known"),
            models.CheckConstraint(
                condition=Q(act=ContactAct.ASKED, answers=None)
                | (~Q(act=ContactAct.ASKED) & Q(answers__isnull=False, due_at=None)),
                name="contact_outcome_says_what_it_answers",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_at__gte=models.F("happened_at")), name="reply_is_due_after_asking"
            ),
            models.CheckConstraint(
                condition=Q(
                    visibility=Visibility.RESTRICTED, seal__isnull=False, whom="", means="", quotation="", note=""
                )
                | (~Q(visibility=Visibility.RESTRICTED) & Q(seal=None)),
                name="restricted_contact_says_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(act=ContactAct.ASKED) | Q(visibility=Visibility.RESTRICTED) | ~Q(whom=""),
                name="open_contact_says_whom",
            ),
            models.CheckConstraint(
                condition=Q(act__in=[ContactAct.REPLIED, ContactAct.DECLINED]) | Q(quotation=""),
                name="only_replies_have_words",
            ),
        ]

    def __str__(self) -> str:
        asked = self.answers or self
        if not asked.whom:
            return str(_("restricted contact"))
        return f"{asked.whom}: {self.get_act_display()}"
