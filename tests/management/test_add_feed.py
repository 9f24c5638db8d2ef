"""`add_feed` refuses in one sentence."""

import pytest
from django.core.management import CommandError, call_command

from claims.models import Feed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("outlet.example/feed", "The address must start with http:// or https://."),
        ("https://ada:secret@outlet.example/feed", "Leave user name and password out of the address."),
        ("http://127.0.0.1:6379/", "The address is not public."),
    ],
)
def test_a_bad_address_is_refused_in_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("add_feed", url)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")
    if "public" not in sentence:
        assert str(refused.value) == sentence
    assert not Feed.objects.exists()
