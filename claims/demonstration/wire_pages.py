"""What the loopback wire publishes, in order: short pages in our own words that say they are a demonstration."""

from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from claims.demonstration.the_story import feb


@dataclass(frozen=True, slots=True)
class WireOutlet:
    """A made-up outlet with a loopback address of its own, so that politeness per host stays on."""

    key: str
    name: str
    address: str


NETWORK = "127.0.41.0/24"

OUTLETS = (
    WireOutlet("northern-wire", "Northern Wire (demonstration)", "127.0.41.1"),
    WireOutlet("morning-ledger", "The Morning Ledger (demonstration)", "127.0.41.2"),
    WireOutlet("harbour-post", "Harbour Post (demonstration)", "127.0.41.3"),
    WireOutlet("open-skies", "Open Skies Review (demonstration)", "127.0.41.4"),
    WireOutlet("capital-line", "Capital Line (demonstration)", "127.0.41.5"),
)


@dataclass(frozen=True, slots=True)
class WirePage:
    """One page: released as number `order`; changed or gone `after` so many further releases."""

    order: int
    outlet: str
    slug: str
    headline: str
    paragraphs: tuple[str, ...]
    published_at: datetime
    paraphrases: str
    link: str = ""
    later_headline: str = ""
    is_gone_later: bool = False
    after: int = field(default=3)


NATO_COPY = (
    "The head of NATO said on Wednesday that Russia had not begun to withdraw the forces it has placed around Ukraine, "
    "whatever its ministry of defence announces.",
    "Commercial satellite images show no withdrawal of Russian troops from near Ukraine, Jens Stoltenberg told "
    "reporters in Brussels before a meeting of the alliance’s defence ministers.",
    "On the contrary, he said, it looks as though Moscow keeps adding to its troops there. Tanks that drive in one "
    "direction on a video do not prove a retreat, for they have driven back and forth all year.",
    "The alliance would welcome a real withdrawal, he added, and is watching for one.",
)

PAGES = (
    WirePage(
        1,
        "northern-wire",
        "nato-sees-no-sign",
        "NATO chief: no sign of Russian troops leaving the border with Ukraine",
        (
            "NATO has seen no sign that Russian troops are leaving the area near Ukraine, its Secretary General, "
            "Jens Stoltenberg, said in Brussels on Tuesday, hours after Moscow’s ministry of defence said some units "
            "were loading up to return to their bases.",
            "So far there is no de-escalation on the ground, he said. The alliance would look at what is done and not "
            "at what is announced.",
            "He called the signals from Moscow that talks should go on a ground for cautious optimism.",
        ),
        feb(15, 13),
        "NATO’s press conference of 15 February 2022",
    ),
    WirePage(
        2,
        "capital-line",
        "football-cup-draw",
        "Cup draw: two city rivals meet in the quarter-final",
        (
            "The two biggest football clubs of the city will meet in the quarter-final of the cup, the draw at the "
            "association’s headquarters showed.",
            "The match is planned for the first weekend of March. Tickets go on sale on Monday.",
        ),
        feb(15, 14),
        "nothing: this page is about something else, so that you can see what the software leaves alone",
    ),
    WirePage(
        3,
        "morning-ledger",
        "units-loading-the-ministry-said",
        "Russian units are finishing drills and returning to their bases, the ministry said",
        (
            "Units of Russia’s Southern and Western military districts that finished their drills have begun loading "
            "onto trains and lorries and will return to their bases, the ministry of defence said on Tuesday.",
            "Its spokesman, Igor Konashenkov, gave no number of soldiers. The statement was carried by Interfax.",
            "Nobody outside the ministry has confirmed it.",
        ),
        feb(15, 9),
        "reports of the ministry’s statement of 15 February 2022",
        later_headline="Russian units are finishing drills and returning to their bases",
        after=4,
    ),
    WirePage(
        4,
        "northern-wire",
        "satellite-images-show-no-withdrawal",
        "Satellite images show no withdrawal of Russian troops near Ukraine, NATO says",
        NATO_COPY,
        feb(16, 9),
        "Reuters, 16 February 2022",
        "https://www.reuters.com/world/europe/satellite-images-prove-russian-failure-withdraw-troops-nato-says-2022-02-16/",
    ),
    WirePage(
        5,
        "harbour-post",
        "russia-has-not-withdrawn",
        "No withdrawal of Russian troops near Ukraine in satellite images: NATO",
        (*NATO_COPY[:3], "The alliance would welcome a real withdrawal, the Secretary General added."),
        feb(16, 11),
        "the same Reuters text as another outlet of this wire, republished",
    ),
    WirePage(
        6,
        "open-skies",
        "tank-video-filmed-in-crimea",
        "Ministry’s video of loaded tanks was filmed in Crimea, investigators find",
        (
            "Part of the footage in which Russia’s ministry of defence shows tanks being loaded to leave a drill area "
            "was filmed at Bakhchysarai in Crimea, the Centre for Information Resilience found by its landmarks.",
            "Groups that follow the troops through open sources see no withdrawal from the border with Ukraine: units "
            "are moved about, and several arrive closer to it than before.",
        ),
        feb(15, 17),
        "Euromaidan Press, 15 February 2022",
        "https://euromaidanpress.com/2022/02/15/russias-ministry-of-defense-reports-partial-troop-withdrawal-osint-experts-disagree",
    ),
    WirePage(
        7,
        "capital-line",
        "column-seen-leaving",
        "Reader’s picture shows Russian column leaving drill area near the border",
        (
            "A picture sent in by a reader shows Russian army lorries leaving a drill area near the border with "
            "Ukraine, bound for their bases, we reported this afternoon.",
            "The picture could not be placed or dated.",
        ),
        feb(16, 13),
        "nothing: an invented report, made so that a page can vanish before your eyes",
        is_gone_later=True,
        after=4,
    ),
    WirePage(
        8,
        "open-skies",
        "new-deployments-in-images",
        "Images of 13 and 14 February show new Russian deployments near Ukraine, not a withdrawal",
        (
            "Satellite images that the company Maxar took on 13 and 14 February show new Russian tents, vehicles and "
            "helicopters near Ukraine, in Belarus, Crimea and western Russia.",
            "The images were taken before Moscow’s ministry of defence announced that troops were returning to their "
            "bases; they show forces that grow and not forces that are reduced.",
        ),
        feb(15, 19),
        "coverage of images published by Maxar",
    ),
    WirePage(
        9,
        "morning-ledger",
        "washington-counts-seven-thousand-more",
        "Washington: Russia has added 7,000 troops near Ukraine, its withdrawal claim is false",
        (
            "Russia’s claim that it is withdrawing troops from the border with Ukraine is false, a senior US official "
            "said: instead it has added as many as 7,000 troops in recent days, some of whom arrived on Wednesday.",
            "President Biden had put the Russian forces around Ukraine at about 150,000 on Tuesday and said that "
            "a withdrawal had not been verified.",
        ),
        feb(16, 23),
        "coverage that quotes CNN’s report of 16 February 2022",
    ),
    WirePage(
        10,
        "harbour-post",
        "fact-check-troops-leaving",
        "Fact check: Russia says troops are leaving the border, the evidence says not so fast",
        (
            "Some trains with Russian tanks did leave drill areas in the south, a fact check of the ministry’s "
            "statements finds, but several of the “home bases” they return to lie close to Ukraine’s border.",
            "The statement that units of the Southern military district finished their drills and return to their "
            "bases is misleading: the number of troops near Ukraine grew in the same days.",
        ),
        feb(17, 9),
        "a fact check by the Voice of America",
        "https://www.voanews.com/a/fact-check-russia-says-troops-are-leaving-evidence-says-not-so-fast/6743283.html",
    ),
    WirePage(
        11,
        "capital-line",
        "ferry-timetable",
        "Ferries keep their winter timetable until Easter",
        (
            "The harbour company will keep the winter timetable of its ferries until Easter, it said on its website.",
            "Passengers complained last year about long waits on the islands.",
        ),
        feb(17, 10),
        "nothing: this page is about something else",
    ),
)


def html_of(page: WirePage, *, released: int) -> str | None:
    """The page as it reads after `released` releases; None before its own and after it vanished."""
    is_late = released >= page.order + page.after
    if released < page.order or (page.is_gone_later and is_late):
        return None
    headline = page.later_headline if page.later_headline and is_late else page.headline
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs)
    return TEMPLATE.format(
        headline=escape(headline),
        published=page.published_at.isoformat(),
        body=body,
        about=_about(page),
    )


def _about(page: WirePage) -> str:
    link = f' <a href="{escape(page.link)}">{escape(page.link)}</a>' if page.link else ""
    return f"Demonstration page of Said &amp; Seen, in our own words. It paraphrases {escape(page.paraphrases)}.{link}"


TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{headline}</title>
<meta property="og:title" content="{headline}">
<meta property="article:published_time" content="{published}">
</head>
<body>
<article>
<h1>{headline}</h1>
<time datetime="{published}">{published}</time>
{body}
</article>
<footer><p>{about}</p></footer>
</body>
</html>
"""
