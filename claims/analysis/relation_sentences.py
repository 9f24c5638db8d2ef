"""How two claims stand to each other, as the page of one of them says it: one sentence for each kind and direction."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import RelationKind

OF_THIS_ONE: Final[dict[str, Promise]] = {
    RelationKind.CONTRADICTS: _("this one contradicts:"),
    RelationKind.REPEATS: _("this one repeats:"),
    RelationKind.UPDATES: _("this one updates:"),
    RelationKind.NARROWS: _("this one narrows:"),
    RelationKind.PART_OF: _("this one is part of:"),
    RelationKind.DEPENDS_ON: _("this one depends on:"),
}
# A contradiction has no direction.
OF_ANOTHER: Final[dict[str, Promise]] = {
    RelationKind.REPEATS: _("another claim repeats this one:"),
    RelationKind.UPDATES: _("another claim updates this one:"),
    RelationKind.NARROWS: _("another claim narrows this one:"),
    RelationKind.PART_OF: _("another claim is part of this one:"),
    RelationKind.DEPENDS_ON: _("another claim depends on this one:"),
}
