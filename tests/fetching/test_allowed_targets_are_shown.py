"""The way past the address guard is never silent."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from claims.fetching import deployment
from claims.fetching.guard import parse_allow_targets
from tests import factories
from tests.admin.desk import listed, signed_in


def test_deployment_warns_of_targets_that_are_allowed(settings: Any) -> None:
    settings.FETCH_ALLOW_TARGETS = parse_allow_targets("127.0.41.0/24:8741")
    with pytest.raises(SystemCheckError, match=r"127\.0\.41\.0/24:8741"):
        call_command("check", "--deploy", "--fail-level", "WARNING", "--tag", "security", stderr=StringIO())


def test_every_start_writes_them_into_the_log(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    deployment.tell_private_targets()
    assert caplog.messages == []
    settings.FETCH_ALLOW_TARGETS = parse_allow_targets("127.0.41.0/24:8741")
    deployment.tell_private_targets()
    assert caplog.messages == ["FETCH_ALLOW_TARGETS lets feeds and pages reach 127.0.41.0/24:8741."]


@pytest.mark.django_db
def test_those_who_run_feeds_see_them_and_others_do_not(settings: Any) -> None:
    settings.FETCH_ALLOW_TARGETS = parse_allow_targets("127.0.41.0/24:8741")
    assert "127.0.41.0/24:8741" in signed_in(factories.olga()).get(listed("feed")).content.decode()
    assert "127.0.41.0/24:8741" not in signed_in(factories.ben()).get(listed("feed")).content.decode()
