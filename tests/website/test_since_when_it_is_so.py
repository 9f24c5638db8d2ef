"""“Since” and “by” stand before a time that is no more precise than it is known."""

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from claims.publishing.public_claim import Moment
from claims.vocabulary import Precision
from tests.factories import NOON

SINCE = Template("{% load said_and_seen %}since {% bound moment %}")


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        (Precision.MINUTE, "since 15 February 2022, 12:00 UTC"),
        (Precision.HOUR, "since about 15 February 2022, 12:00 UTC"),
        (Precision.DAY, "since 15 February 2022"),
        (Precision.MONTH, "since February 2022"),
        (Precision.UNKNOWN, "since an unknown time"),
    ],
)
def test_a_time_after_since(precision: Precision, told: str) -> None:
    page = SINCE.render(Context({"moment": Moment(NOON, precision, "UTC")}))
    assert strip_tags(page) == told
