"""What is operational and prunable is in no journal: its history says so instead of failing."""

import pytest

from claims.models import FeedCheck
from tests import factories
from tests.admin.desk import page_of, signed_in
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_the_history_of_a_feeds_check_is_empty() -> None:
    check = FeedCheck.objects.create(feed=factories.feed(), started_at=NOON, finished_at=NOON, outcome="changed")
    answer = signed_in(factories.ada()).get(page_of("feedcheck", check.pk).replace("change", "history"))
    assert answer.status_code == 200
    assert not list(answer.context["lines"])
