"""What somebody brings as a table: the run, and each of its rows until it is recorded."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.identifiers import PublicIdentity
from claims.models.leases import Leased, LeasedQuerySet
from claims.models.stories import Story
from claims.models.users import User
from claims.vocabulary import ImportedRowState, ImportFormat, ImportPolicy, ImportState, Role


class ImportRunQuerySet(LeasedQuerySet["ImportRun"]):
    def visible_to(self, user: object) -> Self:
        """One's own; a chief sees all."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self if user.is_superuser or user.role == Role.CHIEF else self.filter(by=user)


class ImportRun(Leased, PublicIdentity):
    """A table of claims on its way into the record. The file itself is not kept: its rows are, until they are recorded.

    Due (`next_check_at`) while its rows wait to be checked or recorded.
    """

    format = models.CharField(_("format"), max_length=10, choices=ImportFormat)
    name = models.CharField(_("file or address"), max_length=300, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # the number of a column, as text: what it holds
    claimant = models.CharField(_("who said it, where no column says"), max_length=200, blank=True)
    story = models.ForeignKey(
        Story, models.PROTECT, null=True, blank=True, related_name="imports", verbose_name=_("story")
    )
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.CHECKING)
    policy = models.CharField(max_length=20, choices=ImportPolicy, default=ImportPolicy.ALL_OR_NOTHING)
    leaves_out_alike = models.BooleanField(default=True)
    language = models.CharField(max_length=12, default="en")  # of the sentences that the importer reads
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    checked_count = models.PositiveIntegerField(_("checked"), default=0)
    recorded_count = models.PositiveIntegerField(_("recorded"), default=0)
    left_out_count = models.PositiveIntegerField(_("left out"), default=0)
    stopped_because = models.CharField(_("stopped because"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="imports", verbose_name=_("by"))
    created_at = models.DateTimeField(_("opened"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(
                fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="import_by_next_check"
            ),
            models.Index(fields=["by", "-created_at"], name="import_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_is_known"),
            models.CheckConstraint(condition=Q(policy__in=ImportPolicy.values), name="import_policy_is_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.get_format_display()


class ImportedRowQuerySet(models.QuerySet["ImportedRow"]):
    def waiting(self) -> Self:
        return self.filter(state=ImportedRowState.WAITING)

    def unchecked(self) -> Self:
        return self.filter(is_checked=False)

    def bad(self) -> Self:
        """Rows that cannot be recorded as they are."""
        return self.filter(is_bad=True)

    def alike(self) -> Self:
        """Rows that say what is recorded already, or what an earlier row of the same table says."""
        return self.filter(is_alike=True)


class ImportedRow(models.Model):
    """One row of a table. Its cells go when it is recorded, or when the import is discarded."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    fault = models.CharField(max_length=300, blank=True)  # why the row could not be read at all
    is_checked = models.BooleanField(default=False)
    is_bad = models.BooleanField(default=False)
    is_alike = models.BooleanField(default=False)
    problems = models.JSONField(default=list)  # [what of the claim, sentence]
    key = models.CharField(max_length=64, blank=True)  # equal where two rows say the same words
    same_as = models.PositiveIntegerField(null=True, blank=True)  # the earlier row that says the same
    likes = models.JSONField(default=list)  # [id of a recorded claim, how it bears on this one, near certain]
    state = models.CharField(max_length=10, choices=ImportedRowState, default=ImportedRowState.WAITING)
    claim = models.OneToOneField(Claim, models.PROTECT, null=True, blank=True, related_name="imported_row")

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        indexes = [
            models.Index(fields=["run", "state", "number"], name="imported_row_by_state"),
            models.Index(fields=["run", "key"], name="imported_row_by_key"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_row_per_number_of_an_import"),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(state=ImportedRowState.RECORDED), name="only_recorded_rows_have_a_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"
