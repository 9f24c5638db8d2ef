"""Follow-ups of February 2022, in our own words, find their claim among its neighbours and get the right stance."""

import pytest

from claims.analysis import similarity, stance
from claims.analysis.similarity import ClaimIndex, ClaimText, QueryText

MODEL = similarity.load_model()
CLAIMS = {
    "loading": "Some units of the Southern and Western military districts have finished drills and are loading to "
    "return to base",
    "reducing": "Russia is reducing its forces near Ukraine",
    "video": "Video shows tanks being loaded to leave a drill area",
    "routine": "The pullback was planned all along and is routine after exercises",
    "massed": "Russia has massed more than 100,000 troops at Ukraine's borders",
    "preparing": "Moscow is preparing a possible invasion of Ukraine",
    "denial": "No invasion of Ukraine is planned",
    "assault": "A full-scale invasion including an assault on Kyiv is possible within days",
    "embassy": "The United States moved its embassy from Kyiv to Lviv",
    "leave": "The United States urged its citizens to leave Ukraine",
    "duma": "The Duma voted to ask Putin to recognise two eastern regions of Ukraine",
    "minsk": "Recognition would breach the Minsk agreements that Moscow signed",
    "scholz": "Olaf Scholz met Putin in Moscow",
    "sanctions": "Western countries will impose sweeping sanctions if Russia attacks Ukraine",
}
FOLLOW_UPS = [
    (
        "NATO's Stoltenberg: satellite images show no withdrawal of Russian troops from near Ukraine",
        "Commercial pictures from space do not bear out a pullback, the alliance's head told reporters in Brussels.",
        "reducing",
        "against",
    ),
    (
        "Senior US official says Russia added 7,000 troops near Ukraine",
        "Some 7,000 more soldiers have come to the border; the announced pullback was untrue, the official said.",
        "reducing",
        "against",
    ),
    (
        "Pictures from space show new Russian deployments near Ukraine",
        "Helicopters and vehicles stand at fields that were empty a week before, the imaging company wrote.",
        "reducing",
        "against",
    ),
    (
        "Russian units return to base after drills, ministry says",
        "Units of the Southern and Western military districts are being loaded on trains, a spokesman announced.",
        "loading",
        "observing",
    ),
    (
        "Analysts place tank footage in Crimea and see no sign of units leaving",
        "The video of tanks being loaded was shot at a station in the middle of the peninsula.",
        "video",
        "against",
    ),
    (
        "US embassy in Kyiv is moving to Lviv for now",
        "The State Department moves its diplomats from the capital to the western city.",
        "embassy",
        "for",
    ),
    (
        "Duma backs appeal to recognise breakaway regions",
        "With 351 votes the lawmakers asked President Putin to recognise two regions in the east of Ukraine.",
        "duma",
        "for",
    ),
    (
        "Russian columns roll toward Kyiv as full-scale invasion begins",
        "The assault came by land, sea and air before dawn, and explosions were heard in the capital.",
        "assault",
        "for",
    ),
    (
        "EU, US and Britain impose sanctions on Russia",
        "Banks and officials are on the lists that Western countries published after the attack on Ukraine.",
        "sanctions",
        "for",
    ),
    (
        "Kremlin again denies a planned invasion of Ukraine",
        "Nothing of the kind is planned, the spokesman repeated.",
        "denial",
        "observing",
    ),
]


def newsroom() -> ClaimIndex:
    index = ClaimIndex(MODEL)
    for number, text in enumerate(CLAIMS.values()):
        index.put(ClaimText(number, text))
    return index


@pytest.mark.parametrize(("title", "text", "claim", "expected"), FOLLOW_UPS)
def test_follow_up_finds_its_claim_first_with_the_stance(title: str, text: str, claim: str, expected: str) -> None:
    best = similarity.match(QueryText(title, text), claims=newsroom(), floor=MODEL.thresholds.show)[0]
    assert list(CLAIMS)[best.claim_id] == claim
    guess = stance.suggest_stance(claim=CLAIMS[claim], title=title, text=text, sentence=best.reasons.sentence)
    assert guess.stance == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Rail strike to hit London commuters", "Drivers walk out on Monday, operators said; few trains will run."),
        ("Moscow marathon moved to autumn", "Runners will start at the stadium in October instead of May."),
        ("Military band plays in the park", "Three thousand people came to hear the march from the Western isles."),
    ],
)
def test_other_news_of_the_week_stays_quiet(title: str, text: str) -> None:
    assert similarity.match(QueryText(title, text), claims=newsroom(), floor=MODEL.thresholds.show) == ()
