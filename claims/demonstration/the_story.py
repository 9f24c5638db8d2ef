"""The demonstration story as data: who said what on 15 February 2022, in our own words."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from claims.vocabulary import AppearanceRole, Channel, ClaimantKind, ClaimKind, Hedge, Precision, RelationKind

ZONE = "Europe/Kyiv"


def feb(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of February 2022, UTC."""
    return datetime(2022, 2, day, hour, minute, tzinfo=UTC)


OPENING = feb(15, 10)  # noon in Kyiv: the newsroom opens

STORY_TITLE = "Are Russian troops leaving?"
STORY_SLUG = "are-russian-troops-leaving"


@dataclass(frozen=True, slots=True)
class Who:
    key: str
    name: str
    kind: ClaimantKind = ClaimantKind.PERSON
    description: str = ""
    organisation: str = ""
    position: str = ""


CLAIMANTS = (
    Who("russian-mod", "Russian Ministry of Defence", ClaimantKind.BODY),
    Who("kremlin", "The Kremlin", ClaimantKind.BODY, "Office of the President of Russia"),
    Who("russian-mfa", "Russian Ministry of Foreign Affairs", ClaimantKind.BODY),
    Who("russia", "Russian government", ClaimantKind.BODY),
    Who("nato", "NATO", ClaimantKind.BODY),
    Who("us-state", "United States Department of State", ClaimantKind.BODY),
    Who("ukraine", "Government of Ukraine", ClaimantKind.BODY),
    Who("eu", "European Union", ClaimantKind.BODY),
    Who("elysee", "Élysée Palace", ClaimantKind.BODY, "Office of the President of France"),
    Who("duma", "State Duma", ClaimantKind.BODY, "Lower house of Russia’s parliament"),
    Who(
        "the-report", "The news report of 16 February", ClaimantKind.BODY, "The outlet’s own voice, without attribution"
    ),
    Who("konashenkov", "Igor Konashenkov", organisation="russian-mod", position="spokesman"),
    Who("peskov", "Dmitry Peskov", organisation="kremlin", position="spokesman"),
    Who("zakharova", "Maria Zakharova", organisation="russian-mfa", position="spokeswoman"),
    Who("stoltenberg", "Jens Stoltenberg", organisation="nato", position="Secretary General"),
    Who("kuleba", "Dmytro Kuleba", organisation="ukraine", position="Minister of Foreign Affairs"),
    Who("western-leaders", "Western leaders", ClaimantKind.UNNAMED, "Unnamed in the report"),
    Who("us-officials", "US officials", ClaimantKind.UNNAMED, "Unnamed in the report"),
    Who("kyiv-resident", "A resident of Kyiv", ClaimantKind.UNNAMED, "A private person, heard by AFP"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One appearance of a claim."""

    who: str = ""
    at: datetime = OPENING
    hedge: Hedge = Hedge.STATED
    role: AppearanceRole = AppearanceRole.SAID
    channel: Channel = Channel.BRIEFING
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Verdict:
    """One status change of a finished timeline; its evidence is a note of the desk, in our words, with a link."""

    to: str
    reason: str
    effective: datetime
    recorded: datetime
    rating: str = ""
    stance: str = "for"
    seen: str = ""
    link: str = ""
    source: str = ""
    change_type: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of the story."""

    key: str
    statement: str
    said: tuple[Said, ...]
    kind: ClaimKind = ClaimKind.FACT
    settles: str = ""
    supplier: str = ""
    about: tuple[datetime, datetime] | None = None
    notes: str = ""
    verdicts: tuple[Verdict, ...] = field(default=())


POLITICO = "https://www.politico.com/news/2022/02/14/state-department-u-s-embassy-ukraine-00008681"
REUTERS_TIMELINE = "https://graphics.reuters.com/UKRAINE-CRISIS/zdpxokdxzvx/"
INVASION = "On 24 February 2022 Russian forces attacked Ukraine by land, sea and air; strikes hit the capital."
A_WEEK = (feb(15, 0), feb(24, 23, 59))

CLAIMS = (
    Told(
        "1",
        "Some units of Russia’s Southern and Western military districts have finished their drills and are loading "
        "onto trains and lorries to return to their bases",
        (Said("konashenkov", feb(15, 8)), Said("russian-mod", feb(15, 8), role=AppearanceRole.RELAYED)),
        settles="Imagery or located video that shows these units away from the border, or counts that fall",
        supplier="Satellite companies, NATO, the United States, the OSCE",
        about=(feb(15, 0), feb(17, 23, 59)),
        notes="No outside confirmation was reported on the day; how many units, nobody said.",
    ),
    Told(
        "1b",
        "Russia is withdrawing troops: its forces near Ukraine are being reduced",
        (Said("", feb(15, 9), Hedge.STATED, AppearanceRole.IMPLIED, Channel.WEB),),
        settles="Satellite imagery and NATO and US counts over the following days",
        supplier="Satellite companies, NATO, the United States",
        about=(feb(15, 0), feb(17, 23, 59)),
        notes="What headlines made of the ministry’s words. The ministry itself did not say it.",
    ),
    Told(
        "2",
        "The units that finished their drills begin moving to their garrisons the same day",
        (Said("konashenkov", feb(15, 8), Hedge.PLANNED),),
        ClaimKind.PREDICTION,
        settles="Their arrival at home bases, seen in imagery or located video",
        about=(feb(15, 0), feb(16, 23, 59)),
    ),
    Told(
        "3",
        "A ministry video shows tanks being loaded to leave a drill area",
        (Said("russian-mod", feb(15, 8), Hedge.ALLEGED, channel=Channel.SOCIAL),),
        settles="Place, date, unit and destination of the footage",
        supplier="Open-source investigators",
    ),
    Told(
        "4",
        "The pullback was planned all along and is routine after exercises",
        (Said("peskov", feb(15, 9)), Said("kremlin", feb(15, 9), role=AppearanceRole.RELAYED)),
        settles="Schedules of the exercises published before",
    ),
    Told(
        "5",
        "Large Russian drills continue in Belarus, in the Black Sea and elsewhere",
        (Said("konashenkov", feb(15, 8)),),
        settles="Navigation warnings, the Belarusian ministry, imagery",
        verdicts=(
            Verdict(
                "overtaken",
                "The invasion of 24 February made the question of the drills moot.",
                feb(24, 4),
                feb(24, 9),
            ),
        ),
    ),
    Told(
        "6",
        "Russia has massed more than 100,000 troops near Ukraine’s borders",
        (Said("the-report", feb(16, 9), channel=Channel.WEB),),
        ClaimKind.QUANTITY,
        settles="US, NATO and Ukrainian estimates",
    ),
    Told(
        "7",
        "Moscow is preparing an invasion of Ukraine",
        (Said("western-leaders", feb(15, 9), Hedge.WARNED),),
        ClaimKind.PREDICTION,
        settles="Whether Russian forces cross the border",
        about=A_WEEK,
        verdicts=(
            Verdict(
                "settled",
                "Russian forces crossed the border on 24 February.",
                feb(24, 4),
                feb(24, 9),
                "came-true",
                seen=INVASION,
                link=REUTERS_TIMELINE,
                source="Ukrainian authorities and reporters on the ground",
            ),
        ),
    ),
    Told(
        "8",
        "Russia plans no invasion of Ukraine",
        (Said("russia", feb(15, 9), role=AppearanceRole.DENIED),),
        ClaimKind.DENIAL,
        settles="Whether Russian forces cross the border",
        about=A_WEEK,
        verdicts=(
            Verdict(
                "disputed",
                "NATO and Washington say that preparations go on.",
                feb(15, 12),
                feb(15, 13),
                stance="against",
                seen="NATO’s Secretary General said on 15 February that no de-escalation had been seen on the ground.",
                source="NATO",
            ),
            Verdict(
                "settled",
                "Russian forces attacked on 24 February.",
                feb(24, 4),
                feb(24, 9),
                "false",
                "against",
                INVASION,
                REUTERS_TIMELINE,
                "Ukrainian authorities and reporters on the ground",
            ),
        ),
    ),
    Told(
        "9",
        "A full-scale invasion, with an assault on Kyiv, is possible within days",
        (Said("us-officials", feb(15, 9), Hedge.WARNED),),
        ClaimKind.PREDICTION,
        settles="What happens in the following days",
        about=A_WEEK,
        verdicts=(
            Verdict(
                "settled",
                "The attack of 24 February included the capital.",
                feb(24, 4),
                feb(24, 9),
                "came-true",
                seen=INVASION,
                link=REUTERS_TIMELINE,
                source="Ukrainian authorities and reporters on the ground",
            ),
        ),
    ),
    Told(
        "10",
        "No sign of de-escalation has been seen on the ground near Ukraine",
        (Said("stoltenberg", feb(15, 12), Hedge.APPEARED),),
        settles="NATO’s statements of the following days",
        notes="He limits himself to what was seen.",
    ),
    Told(
        "11",
        "Signs from Moscow give grounds for cautious optimism",
        (Said("stoltenberg", feb(15, 12), Hedge.APPEARED),),
        ClaimKind.OPINION,
        verdicts=(Verdict("not_checkable", "A judgement of mood, not a fact.", feb(15, 12), feb(15, 14)),),
    ),
    Told(
        "12",
        "15 February is the day on which Western war propaganda failed",
        (Said("zakharova", feb(15, 9), channel=Channel.SOCIAL),),
        ClaimKind.OPINION,
        notes="Rhetoric that contains the denial of claim 8.",
        verdicts=(
            Verdict("not_checkable", "Rhetoric; the denial inside it is a claim of its own.", feb(15, 9), feb(15, 14)),
        ),
    ),
    Told(
        "13",
        "The campaign is unprecedented and moving embassies is hysteria",
        (Said("peskov", feb(15, 9)),),
        ClaimKind.OPINION,
        verdicts=(Verdict("not_checkable", "An opinion.", feb(15, 9), feb(15, 14)),),
    ),
    Told(
        "14",
        "The United States moved its embassy in Ukraine from Kyiv to Lviv",
        (Said("the-report", feb(16, 9), channel=Channel.WEB), Said("us-state", feb(14, 18), channel=Channel.WEB)),
        settles="The State Department’s statement",
        notes="What happened to the embassy later is another claim.",
        verdicts=(
            Verdict(
                "settled",
                "The Secretary of State announced the temporary move on 14 February.",
                feb(14, 18),
                feb(16, 10),
                "true",
                seen="The Secretary of State said that embassy work was being moved to Lviv for the time being.",
                link=POLITICO,
                source="United States Department of State",
            ),
        ),
    ),
    Told(
        "15",
        "The United States had urged its citizens to leave Ukraine",
        (Said("the-report", feb(16, 9), channel=Channel.WEB),),
        settles="The travel advisory",
    ),
    Told(
        "16",
        "Deterrence seems to work",
        (Said("ukraine", feb(15, 12), Hedge.APPEARED),),
        ClaimKind.OPINION,
        verdicts=(Verdict("not_checkable", "An assessment of causes nobody can observe.", feb(15, 12), feb(15, 14)),),
    ),
    Told(
        "18",
        "The State Duma voted to ask President Putin to recognise two eastern regions of Ukraine",
        (Said("the-report", feb(16, 9), channel=Channel.WEB), Said("duma", feb(15, 9), channel=Channel.BROADCAST)),
        settles="The Duma’s record of the vote",
        supplier="State Duma",
        verdicts=(
            Verdict(
                "settled",
                "The vote is on record: 351 members were for it.",
                feb(15, 9),
                feb(16, 10),
                "true",
                seen="The appeal passed on 15 February with 351 votes.",
                source="Record of the State Duma",
            ),
        ),
    ),
    Told(
        "19",
        "Recognition would let Russia drop the Minsk agreements and move troops in",
        (Said("the-report", feb(16, 9), Hedge.CONDITIONAL, channel=Channel.WEB),),
        ClaimKind.PREDICTION,
        settles="Events after a recognition",
        about=(feb(16, 0), feb(24, 23, 59)),
    ),
    Told(
        "20",
        "Recognition would breach the Minsk agreements that Moscow signed",
        (Said("eu", feb(15, 12), Hedge.CONDITIONAL),),
        ClaimKind.OPINION,
        settles="The text of the agreements; opinion remains",
    ),
    Told(
        "21",
        "Presidents Macron and Biden agreed in a call of about an hour that the Russian claims must be verified",
        (Said("elysee", feb(15, 18)),),
        settles="The White House’s account of the call",
        notes="The Élysée is the only source.",
    ),
    Told(
        "22",
        "Chancellor Scholz met President Putin and both were to speak to the press later that day",
        (Said("the-report", feb(16, 9), Hedge.PLANNED, channel=Channel.WEB),),
        settles="A transcript",
        verdicts=(Verdict("overtaken", "Events made the announcement moot.", feb(24, 4), feb(24, 9)),),
    ),
    Told(
        "23",
        "It is the first drawdown that Russia has announced in weeks",
        (Said("the-report", feb(16, 9), channel=Channel.WEB),),
        settles="Earlier announcements of the ministry",
        supplier="The ministry’s archive",
    ),
    Told(
        "25",
        "Sweeping sanctions will follow if Russia attacks",
        (Said("western-leaders", feb(15, 9), Hedge.CONDITIONAL),),
        ClaimKind.PROMISE,
        settles="Decisions on sanctions after an attack",
        about=(feb(15, 0), feb(28, 23, 59)),
        notes="The sanctions of 22 February answered the recognition, not an attack: the promise was still open then.",
        verdicts=(
            Verdict(
                "settled",
                "After the attack of 24 February the United States, the EU and the United Kingdom imposed them.",
                feb(25, 12),
                feb(25, 15),
                "kept",
                seen="Sanctions that answered the attack were announced on 24 and 25 February.",
                link=REUTERS_TIMELINE,
                source="Published decisions on sanctions",
            ),
        ),
    ),
    Told(
        "26",
        "There is no panic in society, and believing the announcement fully would be unwise",
        (Said("kyiv-resident", feb(15, 12), channel=Channel.INTERVIEW),),
        ClaimKind.OPINION,
        notes="A private person, heard by AFP: described, never named.",
        verdicts=(Verdict("not_checkable", "A personal view.", feb(15, 12), feb(15, 14)),),
    ),
)

RELATIONS = (
    ("1", RelationKind.DEPENDS_ON, "3"),
    ("2", RelationKind.UPDATES, "1"),
    ("8", RelationKind.CONTRADICTS, "7"),
    ("8", RelationKind.CONTRADICTS, "9"),
    ("12", RelationKind.REPEATS, "8"),
    ("19", RelationKind.DEPENDS_ON, "18"),
)

# Row 17 of the report is not a claim: it says what would settle claim 1.
KULEBA_CRITERION = "The withdrawal is believed when it is seen (Ukraine’s foreign minister, 15 February)"
# Row 24 is a state of knowledge at a time: a note on claim 1, see its notes above.

# Invented for the demonstration; sealed for two people and shown through no other door.
RESIDENT = "A resident near the line"
RESIDENT_NOTE = "By phone: lorries with soldiers came into the town last night. None have left."
