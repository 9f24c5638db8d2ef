"""Reports that pass on the claimant's own words, or one unnamed briefing, are proposed to rest on one Source."""

import pytest

from claims.matching import derivations
from claims.models import Article, Claim, Derivation
from claims.recording import appearances
from claims.verification import derivations as decisions
from claims.vocabulary import ClaimantKind, DerivationKind
from tests import factories
from tests.dispatches import REPORT, matched
from tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
QUOTATION = "Units of the southern military district have finished their exercises and begin to move to their garrisons"


def compare(*articles: Article) -> list[Derivation]:
    return [
        Derivation.objects.get(pk=pk) for one in articles for pk in derivations.suggest(article_id=one.pk, now=NOON)
    ]


def said_by_the_ministry() -> Claim:
    claim = factories.claim()
    ministry = factories.claimant(name="Russian Defence Ministry", kind=ClaimantKind.BODY)
    factories.appearance(claim=claim, claimant=ministry, quotation=QUOTATION)
    return claim


def report(claim: Claim, text: str, **values: object) -> Article:
    article = matched(text=text, **values)
    factories.suggestion(claim=claim, article=article)
    return article


def test_an_article_with_the_claims_quotation_rests_on_the_claimant() -> None:
    claim = said_by_the_ministry()
    text = f"{REPORT} Moscow declared: “{QUOTATION.replace('have finished', 'finished')}.”"
    (made,) = compare(report(claim, text))
    assert (made.kind, str(made.claimant), made.source, made.claim) == (
        DerivationKind.QUOTES,
        "Russian Defence Ministry",
        None,
        claim,
    )
    assert made.reasons["is_verbatim"]
    (start, _, _, _), (_, end, _, _) = made.passages[0][0], made.passages[-1][-1]
    assert text[start:end].startswith("Units of the southern")
    assert text[start:end].endswith("garrisons")


def test_the_source_that_is_the_claimant_already_is_proposed() -> None:
    claim = said_by_the_ministry()
    ministry = factories.source(name="The ministry", claimant=claim.appearances.get().claimant)
    (made,) = compare(report(claim, f"Moscow declared: “{QUOTATION}.”"))
    assert made.source == ministry


def test_other_words_in_quotation_marks_beside_the_claimants_name_are_its_own() -> None:
    claim = said_by_the_ministry()
    text = f"{REPORT}\n“The trains are ready for departure,” the Russian Defence Ministry said on Tuesday."
    (made,) = compare(report(claim, text))
    ((start, end, _, _),) = made.passages[0]
    assert text[start:end] == "The trains are ready for departure,"


def test_words_of_somebody_else_are_not() -> None:
    text = f"{REPORT}\n“The trains are ready for departure,” the mayor of Kharkiv said on Tuesday."
    assert compare(report(said_by_the_ministry(), text)) == []


def test_an_unnamed_claimant_has_no_source_of_its_own() -> None:
    claim = factories.claim()
    unnamed = factories.claimant(name="a senior US official", kind=ClaimantKind.UNNAMED)
    factories.appearance(claim=claim, claimant=unnamed, quotation=QUOTATION)
    assert compare(report(claim, f"He said: “{QUOTATION}.”")) == []


def test_an_article_about_no_claim_quotes_nobodys_claim() -> None:
    said_by_the_ministry()
    assert compare(matched(text=f"Moscow declared: “{QUOTATION}.”")) == []


FIRST = f"A senior US official told reporters that 7,000 more troops had come to the border. {REPORT}"
SECOND = "The claim was false, said US officials who spoke on condition of anonymity: 7,000 more had arrived."
IN_GERMAN = "Ein hochrangiger US-Regierungsvertreter sagte, 7.000 weitere Soldaten seien eingetroffen."
IN_RUSSIAN = "Высокопоставленный американский чиновник на условиях анонимности сообщил о 7000 военных."
IN_UKRAINIAN = "Високопоставлений американський посадовець на умовах анонімності повідомив про 7000 військових."


@pytest.mark.parametrize("second", [SECOND, IN_GERMAN, IN_RUSSIAN, IN_UKRAINIAN])
def test_reports_of_one_unnamed_briefing_are_proposed_as_one_source(second: str) -> None:
    claim = factories.claim()
    one, other = report(claim, FIRST), report(claim, second, hours=3)
    compare(one, other)
    made = list(Derivation.objects.all())
    assert {row.article for row in made} == {one, other}
    assert {row.kind for row in made} == {DerivationKind.BRIEFING}
    assert len({row.briefing for row in made}) == 1
    assert {row.described for row in made} == {"a senior US official, 15 Feb 2022"}
    assert made[0].reasons["numbers"] == ["7000"]


def test_a_third_report_joins_the_briefing() -> None:
    claim = factories.claim()
    compare(report(claim, FIRST), report(claim, SECOND, hours=3))
    third = report(claim, IN_GERMAN, hours=4)
    (joined,) = compare(third)
    assert joined.article == third
    assert Derivation.objects.filter(briefing=joined.briefing).count() == 3


def test_the_order_in_which_the_reports_are_read_makes_no_second_briefing() -> None:
    claim = factories.claim()
    compare(*(report(claim, text, hours=hours) for hours, text in enumerate((SECOND, IN_GERMAN, FIRST, IN_RUSSIAN))))
    assert len(set(Derivation.objects.values_list("briefing", flat=True))) == 1
    assert Derivation.objects.count() == 4


def test_a_report_taken_out_of_a_briefing_is_not_put_back() -> None:
    claim = factories.claim()
    compare(report(claim, FIRST), report(claim, SECOND, hours=3))
    for row in Derivation.objects.all():
        decisions.dismiss(derivation_id=row.pk, reason="Two briefings", editor=factories.ada(), now=NOON)
    assert compare(report(claim, IN_GERMAN, hours=4)) == []


@pytest.mark.parametrize(
    ("second", "hours"),
    [
        (SECOND, 30),
        (SECOND.replace("7,000", "130,000"), 3),
        (SECOND.replace("US", "British"), 3),
        (SECOND.replace("7,000 more had", "in 2022 they had"), 3),
        ("Jens Stoltenberg said that 7,000 more troops had come to the border.", 3),
    ],
    ids=["another day", "other numbers", "another country", "a year is no number", "somebody with a name"],
)
def test_what_is_not_one_briefing(second: str, hours: int) -> None:
    claim = factories.claim()
    assert compare(report(claim, FIRST), report(claim, second, hours=hours)) == []


def test_reports_of_other_claims_are_other_briefings() -> None:
    assert compare(report(factories.claim(), FIRST), report(factories.claim(), SECOND, hours=3)) == []


def test_a_withdrawn_appearance_makes_nobody_a_claimant() -> None:
    claim = said_by_the_ministry()
    said = claim.appearances.get()
    appearances.withdraw(appearance=said, reason="Another claim", editor=factories.ada(), now=NOON)
    assert compare(report(claim, f"Moscow declared: “{QUOTATION}.”")) == []


def test_an_article_that_meets_a_claim_later_is_asked_again_for_its_claimant() -> None:
    claim = said_by_the_ministry()
    article = matched(text=f"Moscow declared: “{QUOTATION}.”")
    assert compare(article) == []
    factories.suggestion(claim=claim, article=article, created_at=NOON + HOUR)
    assert derivations.ask_again(claim_id=claim.pk) == 1
    assert len(compare(article)) == 1
    Article.objects.filter(pk=article.pk).update(compared_at=NOON + 2 * HOUR)
    assert derivations.ask_again(claim_id=claim.pk) == 0
