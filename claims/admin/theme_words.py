"""Words that the theme shows and brings no translation of: marked here, they come into our catalogues."""

from django.utils.translation import gettext_noop

THEME_WORDS = (
    gettext_noop("Dark"),
    gettext_noop("Date"),
    gettext_noop("False"),
    gettext_noop("Go back"),
    gettext_noop("Light"),
    gettext_noop("No results found"),
    gettext_noop("Reset filters"),
    gettext_noop("Select value"),
    gettext_noop("System"),
    gettext_noop("This page yielded into no results. Create a new item or reset your filters."),
    gettext_noop("True"),
    gettext_noop("Type to search"),
)
