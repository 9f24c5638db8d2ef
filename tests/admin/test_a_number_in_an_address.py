"""What stands for a number in an address and is none narrows nothing, finds nothing, and breaks no page."""

import pytest

from tests import factories
from tests.admin.desk import signed_in

ASKED = [
    "derivations/?article={}", "review/?claim={}", "review/?story={}", "review/?after={}", "review/?done={}",
    "pairs/?claim={}", "pairs/?after={}", "pairs/?done={}",
    "claims/claim/?imported_by={}", "claims/claim/{claim}/status/?again={}",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("number", ["x", "²", "9" * 40, "-1"])
def test_the_page_is_there(asked: str, number: str) -> None:
    path = asked.format(number, claim=factories.claim().pk)
    assert signed_in(factories.ada()).get(f"/admin/{path}").status_code == 200
