"""Evidence waits when its article changed after it was read, and says when its quotation is gone."""

import pytest

from claims.models import Evidence, Page
from claims.verification import readings
from claims.vocabulary import Stance
from tests import factories
from tests.factories import NOON
from tests.monitoring.documents import TEXT
from tests.monitoring.test_what_rings import QUOTED, cited, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Page:
    page = factories.page()
    read(page)
    return page


def waiting() -> tuple[int, int]:
    return Evidence.objects.changed().count(), Evidence.objects.unquoted().count()


def test_what_was_read_as_it_is_does_not_wait(page: Page) -> None:
    cited(page)
    assert waiting() == (0, 0)


def test_a_change_elsewhere_in_the_text_waits_with_its_quotation(page: Page) -> None:
    cited(page)
    read(
        page, text=f"{TEXT}\nThe ministry of defence in Kyiv said on Tuesday evening that it had seen nothing.", hours=1
    )
    assert waiting() == (1, 0)


def test_a_lost_quotation_is_told_apart_and_told_no_more_when_it_is_back(page: Page) -> None:
    cited(page)
    read(page, text=TEXT.replace(QUOTED, "the alliance has seen some signs of de-escalation"), hours=1)
    assert waiting() == (1, 1)
    read(page, hours=2)
    assert waiting() == (1, 0)


def test_a_new_reading_ends_it(page: Page) -> None:
    claim = cited(page)
    read(page, text=TEXT.replace(QUOTED, "the alliance has seen some signs of de-escalation"), hours=1)
    evidence = Evidence.objects.get(claim=claim)
    readings.read(evidence=evidence, stance=Stance.FOR, editor=factories.ada(), now=NOON)
    assert waiting() == (0, 0)


def test_withdrawn_evidence_does_not_wait(page: Page) -> None:
    cited(page)
    read(page, text=TEXT.replace(QUOTED, "the alliance has seen some signs of de-escalation"), hours=1)
    Evidence.objects.update(withdrawn_at=NOON)
    assert waiting() == (0, 0)
