"""Every word that a page shows is marked for translation, unless it is data, and some catalogue has it."""

import pytest
from django.utils.translation import trans_real

from tests.languages import catalogues, newsroom, pseudo

pytestmark = pytest.mark.django_db


def test_every_word_of_every_page() -> None:
    visitors = newsroom.build()
    visitors.speak(pseudo.CODE)
    known = pseudo.Data()
    with pseudo.spoken() as asked:
        found = {address: pseudo.unmarked(page, known) for address, page in visitors.pages() if page.strip()}
    assert {address: words for address, words in found.items() if words} == {}
    assert len(found) > 150
    ours = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogues.extracted()}
    others = sorted(one for one in asked if pseudo.without_context(one) not in ours)
    for language in catalogues.LANGUAGES:
        of_libraries = trans_real.translation(language)._catalog  # type: ignore[attr-defined]  # no other way tells what libraries bring
        assert [one for one in others if of_libraries.get(one, of_libraries.get((one, 0))) is None] == []


@pytest.mark.parametrize(
    "shown",
    ["Unmarked <b>⟦marked⟧</b>", "<b title='Unmarked'>⟦marked⟧</b>", "⟦A ⟦b⟧ c⟧ Unmarked", "⟦A <b>b</b>⟧ Unmarked"],
)
def test_a_word_outside_of_the_brackets_is_found(shown: str) -> None:
    assert pseudo.unmarked(f"<p>{shown}</p>", pseudo.Data()) == {"Unmarked"}


def test_what_somebody_wrote_is_no_word_of_ours() -> None:
    newsroom.build()
    claim = newsroom.Claim.objects.order_by("pk")[0]
    assert pseudo.unmarked(f"<p>{claim.statement[:60]}… <b>⟦then⟧</b></p>", pseudo.Data()) == set()
