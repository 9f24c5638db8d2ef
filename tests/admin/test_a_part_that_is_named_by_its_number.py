"""A page for one part of a claim is not there for anything that is no number."""

import pytest

from tests import factories
from tests.admin.desk import signed_in

PAGES = ["withdraw-appearance", "withdraw-criterion", "withdraw-relation", "contact-answer", "answer-complaint"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("which", ["", "x", "²", "9" * 40, "-1", "1; DROP"])
def test_it_is_not_found(name: str, which: str) -> None:
    path = f"/admin/claims/claim/{factories.claim().pk}/{name}/"
    assert signed_in(factories.ada()).get(path, {"which": which}).status_code == 404
