"""A claim's appearances, as machines write and read them: the quotation is anchored in what it was read in."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims import vocabulary
from claims.api.inputs import ClaimInput, Input, Ref, choice, words
from claims.api.outputs import Output, ref
from claims.models import Appearance, Article, Capture, Claimant, Outlet, Revision


class TextQuoteSelector(Input):
    """A quotation as W3C anchors it: its words, and what stands before and after them where they were read."""

    exact = words()
    prefix = serializers.CharField(max_length=200, required=False, allow_blank=True, trim_whitespace=False)
    suffix = serializers.CharField(max_length=200, required=False, allow_blank=True, trim_whitespace=False)


class FirstAppearanceInput(Input):
    """`anchor` instead of `quotation`. `article` (its `revision`, the newest without one) or `capture`: its text."""

    claimant = Ref(Claimant, required=False, allow_null=True, default=None)
    role = choice(vocabulary.AppearanceRole, required=False)
    outlet = Ref(Outlet, required=False, allow_null=True)
    url = serializers.URLField(max_length=2000, required=False, allow_blank=True)
    channel = choice(vocabulary.Channel, required=False)
    quotation = words(required=False, allow_blank=True)
    anchor = TextQuoteSelector(required=False)
    article = Ref(Article, required=False)
    revision = serializers.IntegerField(min_value=1, max_value=10**9, required=False)
    capture = Ref(Capture, required=False)
    hedge = choice(vocabulary.Hedge, required=False, allow_blank=True)
    appeared_at = serializers.DateTimeField(required=False, allow_null=True)
    appeared_precision = choice(vocabulary.Precision, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What was read in which text, as the stage takes it."""
        anchor, article, number = (attrs.pop(name, None) for name in ("anchor", "article", "revision"))
        if anchor is not None and attrs.get("quotation"):
            raise serializers.ValidationError({"anchor": _("Send the quotation or its anchor: the anchor holds it.")})
        if article is not None and "capture" in attrs:
            raise serializers.ValidationError({"capture": _("It was read in an article or in a capture, not in both.")})
        if article is None and number is not None:
            raise serializers.ValidationError({"revision": _("Name the article whose revision this is.")})
        if anchor is not None:
            names = {"exact": "quotation", "prefix": "quotation_prefix", "suffix": "quotation_suffix"}
            attrs |= {names[name]: value for name, value in anchor.items()}
        if article is not None:
            attrs["revision"] = _revision(article, number)
        return attrs


class AppearanceInput(FirstAppearanceInput):
    is_first = serializers.BooleanField(required=False)


class NewClaimInput(ClaimInput):
    """`appearance`, `criteria`: what was said, where, and what would settle it, recorded with it or not at all."""

    publication = serializers.ChoiceField(choices=["draft", "internal"], required=False)
    appearance = FirstAppearanceInput(required=False)
    criteria = serializers.ListField(child=words(), required=False, max_length=50)


def _revision(article: Article, number: int | None) -> Revision:
    rows = Revision.objects.filter(article=article).select_related("body").order_by("-number")
    found = (rows if number is None else rows.filter(number=number)).first()
    if found is None:
        raise serializers.ValidationError({"revision": _("The article has no such revision.")})
    return found


class AnchorOutput(serializers.Serializer[Any]):
    """A W3C TextQuoteSelector; `start` counts characters, -1 where the words were not found in the text."""

    exact = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    start = serializers.IntegerField()


class AppearanceOutput(Output):
    """`anchor` is null without a quotation; `article` with the number of its `revision`, or `capture`: its text."""

    JOINED = ("claimant__merged_into", "outlet__merged_into", "revision__article", "capture")

    claimant = ref(allow_null=True)
    outlet = ref(allow_null=True)
    anchor = serializers.SerializerMethodField()
    article = ref(source="revision.article", allow_null=True, default=None)
    revision = serializers.IntegerField(source="revision.number", allow_null=True, default=None, read_only=True)
    capture = ref(allow_null=True)

    class Meta:
        model = Appearance
        fields = [
            *("id", "claimant", "role", "outlet", "url", "channel", "quotation", "anchor", "article", "revision"),
            *("capture", "hedge", "appeared_at", "appeared_precision", "appeared_zone", "is_first"),
        ]

    @extend_schema_field(AnchorOutput(allow_null=True))
    def get_anchor(self, row: Appearance) -> Any:
        return AnchorOutput(row.anchor).data if row.quotation else None
