"""The words that show how a text stands to what it tells, by language and kind.

Phrases are separated by |. A word ending in * stands for every word that begins so. A kind that a language leaves out
has no words there: only the English kinds are all used by the trained model.
"""

from collections.abc import Mapping
from typing import Final

FOR, AGAINST, OBSERVING = STANCES = ("for", "against", "observing")

ENGLISH: Final[Mapping[str, str]] = {
    # Say that something is wrong, whatever it says.
    "refuting": "hoax*|fake|fakes|faked|faking|false|falsely|untrue|not true|debunk*|refut*|fabricat*|bogus|satire|"
    "satirical|myth|myths|made up|made-up|mislead*|misled|unfounded|baseless|disprov*|contradict*|isn't real|"
    "wasn't real|not real|aren't real|dupe|duped|dupes|staged|stages|staging|prank*|no truth|retract*|wrong|wrongly|"
    "didn't happen|never happened|did not happen|too good to be true|misidentified|stunt|stunts|trick|tricked|tricks|"
    "fool|fools|fooled|photoshop*|spoof*|parody|scam|scams|lie|lies|lied|lying|liar|shoots down|shot down|still alive|"
    "alive and well|no evidence|nonsense|exaggerat*|inaccurate|incorrect|mistaken|mistakenly|viral marketing|phony|"
    "not what it seems|not so fast|does not prove|doesn't prove|pants on fire|safe and sound|safe and secure|rebuff*|"
    "discredit*|implausible|impossible|quash*|conspiracy|misinterpret*|misquoted|misread|no proof|no sign|no signs",
    "doubting": "doubt|doubts|doubted|doubtful|skeptic*|sceptic*|dispute|disputes|disputed|dismiss|dismisses|dismissed|"
    "reject|rejects|rejected|question|questions|questioned|questionable|"
    "unlikely|expert|experts|truth|really|actually|or not|suspicio*|controvers*|fishy|hold on|wait|despite|debate|"
    "conflicting|casts doubt",
    "denying": "deny|denies|denied|denial|denials|denying",
    # Turn round what a sentence says.
    "negating": "no|not|never|nothing|none|nobody|without|isn't|wasn't|aren't|weren't|didn't|doesn't|don't|hasn't|"
    "haven't|won't|wouldn't|can't|cannot|couldn't|ain't|fail|fails|failed|refuse|refuses|refused|nope|neither|nor|"
    "yet to|quits|quit|drops out|dropped out|pass on|passes on|passed on|cancel*",
    # Negations that deny nothing.
    "harmless": "not only|no longer|no doubt|no wonder|not just|no matter|no one knows|don't miss|can't wait|"
    "no less than|not guilty|not a fan|no surprise|why not|nothing new|no immediate|will not be surprised|not yet",
    "rumour": "rumor*|rumour*|speculat*|whisper*|buzz|gossip|unconfirmed|unverified|leak|leaks|leaked|tipped|hint|"
    "hints|hinted|insider|insiders|analyst|analysts|prediction|predicts|forecast|forecasts|what we know|viral|"
    "anonymous|circulating",
    "reported": "reportedly|report|reports|reported|source|sources|according to|reporting|citing|cited",
    "alleged": "alleged|allegedly|allegation|allegations|purported|purportedly|suppose|supposed|supposedly|apparent|"
    "apparently|so-called|accuse|accuses|accused|suspected|suspect|suspects|believed|feared|fears|fear|thought to|"
    "seemingly|self-proclaimed",
    "modal": "may|might|could|possible|possibly|probably|likely|potential|potentially|perhaps|maybe|would|should|can|"
    "possibility",
    "claiming": "claim|claims|claimed|claiming|boast|boasts|asserts|assert|insists|insisted|insist|alleges",
    "looking": "investigat*|probe|probes|probed|probing|unclear|mystery|mysterious|considering|in talks|talks|expected|"
    "set to|seem|seems|appear|appears|appeared|suggest|suggests|suggested|being tested|test|tests|tested|testing|"
    "search|searching|hunt|check|checks|checking|seek|seeks|seeking|tries|trying|wants|want|eyes|eyeing|trying to",
    "saying": "say|says|said|tells|told|tell|warns|warned|warn|announces|announced|vows|vowed|threatens|threatened|"
    "believes|believe|states|stated|explains|explained|writes|wrote|tweets|tweeted|thinks|think|adds|added|spokesman|"
    "spokeswoman|spokesperson",
    "affirming": "confirm*|verif*|prove|proves|proved|proven|proof|official|officially|reveal|reveals|revealed|admit|"
    "admits|admitted|acknowledg*|identified|caught|watch|here's|discover*|found|finds|finally|exclusive|real|true|"
    "geolocat*|video|photo|photos|pictures",
    "opening": "why|how|what|who|when|which|where|whether|if|did|is|was|does|are|has|have|were|will|do",
    "authority": "police|officials|government|ministry|minister|doctors|doctor|military|army|authorities|pentagon|"
    "court|judge|hospital|cops|state media|family|lawyer|company|agency",
    "dying": "dead|dies|died|killed|death|kill|kills|passed away|alive|executed|beheaded",
    "coming": "will|to|going to|plan|plans|planned|planning|soon|coming|launch|launches|next|upcoming|later|deal",
}
GERMAN: Final[Mapping[str, str]] = {
    "refuting": "falsch|falsche|falscher|falsches|falschmeldung*|lüge*|luege*|gelogen|erfunden*|fälschung*|gefälscht*|"
    "widerleg*|scherz|satire*|ente|zeitungsente|irreführend*|unwahr*|stimmt nicht|nicht wahr|kein beweis|keine belege|"
    "aus der luft gegriffen|inszeniert*|haltlos*|fake|fakes|am leben|wohlauf|schwindel",
    "negating": "kein|keine|keinen|keiner|keines|keinem|nicht|nie|niemals|nichts|niemand|ohne|weder|abgesagt",
    "denying": "dementier*|bestreitet|bestritt|bestreiten|leugnet|verneint|zurückgewiesen|weist zurück|weisen zurück",
    "harmless": "nicht nur|nicht mehr|kein wunder|kein zweifel|nicht zuletzt",
    "hedging": "angeblich*|mutmaßlich*|mutmasslich*|möglicherweise|vermutlich|offenbar|womöglich|wohl|könnte|könnten|"
    "soll|sollen|dürfte|dürften|gerücht*|spekul*|unbestätigt*|bericht|berichte|vielleicht|wahrscheinlich|"
    "möglich|unklar|verdacht|anscheinend|scheint|laut|medien|vor dem start|erwägt|prüft",
    "attributing": "sagt|sagte|sagen|laut|erklärt|erklärte|behauptet|behaupten|behauptete|meldet|meldete|zufolge|"
    "berichtet|berichten|teilt mit|teilte mit|warnt|warnte|sprecher*|kündigt|so der|so die|nach angaben",
    "affirming": "bestätigt*|bestätig*|nachgewiesen|bewiesen|beweist|offiziell|belegt|belegen|gibt zu|räumt ein|"
    "enthüllt|identifiziert|tatsächlich|zeigen bilder",
}
RUSSIAN: Final[Mapping[str, str]] = {
    "refuting": "фейк*|ложь|ложн*|неправд*|вымыс*|выдум*|розыгрыш*|мистификац*|подделк*|поддельн*|сатир*|опроверг*|"
    "опроверж*|не соответствует действительности|утка|обман*|недостоверн*|сфабрикован*|жив и здоров|нет доказательств|"
    "не правда|постановоч*|разоблач*",
    "negating": "не|нет|никогда|ничего|никто|ни|без|отказал*|нельзя|отменил*|отменен*",
    "denying": "отрица*|отверг*",
    "harmless": "не только|не просто|не исключено|не исключают|не менее",
    "hedging": "якобы|возможно|вероятно|предположительно|по слухам|слух*|предполага*|может|могут|мог|могла|могли|"
    "по сообщениям|сообщают|сообщается|по данным|неподтвержд*|похоже|видимо|по-видимому|кажется|подозрева*|"
    "утвержда*|планиру*|намерен*|не исключено|не исключают|ожида*|сми",
    "attributing": "заявил*|сказал*|сообщил*|сообщает|говорит|говорят|по словам|утвержда*|объявил*|рассказал*|"
    "предупредил*|считает|уверен*|пишет|пишут|отметил*",
    "affirming": "подтвердил*|подтвержд*|доказа*|официально|призна*|установлен*|опознан*|действительно|выяснил*",
}
UKRAINIAN: Final[Mapping[str, str]] = {
    "refuting": "фейк*|брехн*|неправд*|вигад*|вигадк*|розіграш*|містифікац*|підробк*|підроблен*|сатир*|спростув*|"
    "спростов*|не відповідає дійсності|обман*|недостовірн*|сфабрикован*|живий і здоровий|немає доказів|постановоч*|"
    "неправдив*|хибн*|викрил*",
    "negating": "не|ні|немає|нема|ніколи|нічого|ніхто|без|відмовив*|відмовил*|скасув*|жодн*",
    "denying": "запереч*|відкину*|відкида*",
    "harmless": "не тільки|не лише|не просто|не виключено|не виключають|не менш",
    "hedging": "нібито|начебто|буцімто|можливо|ймовірно|імовірно|за чутками|чутк*|припуска*|може|можуть|міг|могла|"
    "могли|за повідомленнями|повідомляють|повідомляється|за даними|непідтвердж*|схоже|мабуть|здається|підозрю*|"
    "стверджу*|плану*|має намір|не виключено|не виключають|очіку*|змі",
    "attributing": "заявив|заявил*|сказав|сказал*|повідомив|повідомил*|повідомляє|каже|кажуть|за словами|стверджу*|"
    "оголосив|оголосил*|розповів|розповіл*|попередив|попередил*|вважає|пише|пишуть|зазначи*",
    "affirming": "підтверд*|довів|довед*|офіційно|визна*|встановлен*|упізнан*|дійсно|справді|з'ясувал*",
}
LEXICONS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": ENGLISH, "de": GERMAN, "ru": RUSSIAN, "uk": UKRAINIAN,
}  # fmt: skip
# What a kind does in the rules; the others only help the trained model.
ROLES: Final[Mapping[str, str]] = {
    "refuting": "refuting", "negating": "negating", "denying": "negating", "rumour": "hedging", "reported": "hedging",
    "alleged": "hedging", "modal": "hedging", "looking": "hedging", "hedging": "hedging", "claiming": "attributing",
    "saying": "attributing", "attributing": "attributing", "affirming": "affirming",
}  # fmt: skip
