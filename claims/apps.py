"""Tell Django about the app."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from claims.analysis import field_names
from claims.fetching import deployment


class ClaimsConfig(AppConfig):
    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Said & Seen")

    def ready(self) -> None:
        field_names.name_fields(self.get_models())
        checks.register(deployment.private_targets_are_shown, checks.Tags.security, deploy=True)
