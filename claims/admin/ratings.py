"""Rating scales, to look at."""

from django.contrib import admin

from claims.admin.desk import ReadOnlyAdmin
from claims.models import Rating, RatingScale


@admin.register(RatingScale)
class RatingScaleAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind"]
    ordering = ["pk"]


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = ["label", "scale", "explanation", "outcome", "numeric_value"]
    list_filter = ["scale"]
    list_select_related = ["scale"]
    ordering = ["scale", "position"]
