"""Read a publisher's own marks that an article was changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claims.analysis import boilerplate, plain_text, typography, words

LONGEST_NOTICE: Final = 300  # characters
MOST_NOTICES: Final = 20
_ZONE: Final = 6  # paragraphs at either end; a notice stands nowhere else
_HEAD: Final = 3  # paragraphs: where agencies say "(Corrects …)"
_LONGEST_PARAGRAPH: Final = 2_000  # characters of either end of a paragraph
_LONGEST_SENTENCE: Final = 700

# Of what was done, by the beginning of the word that says it; whatever else the forms below know is a correction.
_DEEDS: Final = {
    "withdrawn": (
        "withdr retract removed delet taken kill zurückgez gelöscht retiré retirad supprim eliminad rimoss ritirat"
        " removid wycof usuni удал отозв аннулир видал відклик kaldır geri سحب حذف story anula annul"
    ),
    "updated": (
        "updat add recast rewrit upd aktualis ergänz nachtrag mise mis actualis actualiz agrega ajoute complét aggiorn"
        " lead atualiz aktualiz zaktualiz uzupeł обнов дополн онов допов güncel تحديث amp"
    ),
    "refiled": "refil",
    "editors_note": (
        "editor ed. note hinweis anm transparenz ndlr ndr nota przypis od от прим редак від ملاحظة ملحوظة n."
    ),
}
# A label at the beginning of a paragraph or headline, before a colon. Longer ones first where one begins another.
_LABELS: Final = (
    r"corrections?|corrected|clarifications?|refile[ds]?|updated?|upd"
    r"|korrektur(?:hinweis)?|korrigiert|berichtigung|richtigstellung|klarstellung|aktualisierung|aktualisiert|nachtrag"
    r"|correctif|corrigé|rectificatif|rectification|erratum|mise à jour|actualisé|actualisation"
    r"|correcci[oó]n|corregido|fe de (?:errores|erratas)|rectificación|aclaración|actualización|actualizado"
    r"|correzione|rettifica|errata corrige|precisazione|aggiornamento|aggiornato"
    r"|correção|corrigido|errata|retificação|esclarecimento|atualização|atualizado"
    r"|korekta|sprostowanie|aktualizacja|uzupełnienie"
    r"|исправление|исправлено|поправка|уточнение|уточнено|обновление|обновлено|дополнение"
    r"|виправлення|виправлено|уточнення|оновлення|оновлено|доповнення"
    r"|düzeltme|güncelleme|تصحيح|تصويب|تنويه|توضيح|تحديث"
)
_EDITORS: Final = (
    r"editor[’']?s?[’']? notes?|ed\. note|note (?:from the editors?|to (?:our )?readers)"
    r"|(?:hinweis|anmerkung) der redaktion|anm\. d\. red\.|transparenzhinweis|note de la rédaction|ndlr"
    r"|nota (?:del editor|de (?:la )?redacción|della redazione|dell[’']editore|da redação|do editor)|ndr|n\. de la r\."
    r"|od redakcji|przypis redakcji|от редакции|примечание редакции|від редакції|примітка редакції"
    r"|editör(?:ün)? notu|(?:ملاحظة|ملحوظة)(?: من)? المحرر"
)
_LABEL: Final = re.compile(
    rf"(?P<label>{_EDITORS}|{_LABELS})(?!\w)(?P<when>[^:\n]{{0,40}}?(?::\d\d[^:\n]{{0,30}}?)?)\s?(?:[:：]|(?P<dash>[–—]))"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[:.h]\d\d|\d[/.-]\d|[^\W\d]{3,9}\.? \d{1,2}\W*$|\d{1,2}\.? [^\W\d]{3,9}\W*$"
)
_SLUGS: Final = (
    rf"{_LABELS}|withdrawn|story (?:withdrawn|removed|killed)|kill|corr|lead|amp|corrige|actualiza|atualiza|aggiorna"
    r"|zurückgezogen|annulation|annulé|anulación|аннулировано|отозвано"
)
_QUIET: Final = re.compile(_LABELS, re.IGNORECASE)  # slugs in small letters too; "Lead: a poison" is a headline
_REPEAT: Final = re.compile(r"(?:RPT|REPEAT|WDH|ПОВТОР)(?: \d{1,2})?\s?[-:/]\s?")
_SLUG: Final = re.compile(
    rf"(?P<slug>{_SLUGS})(?: \d{{1,2}}|[ -]?\(official\))?(?P<end>\s?[:：]\s|\s?[-–—/]|\.-)\s?", re.IGNORECASE
)
_BRACKETED: Final = re.compile(
    rf"^[\[(](?P<first>{_SLUGS})(?: \d{{1,2}})?[\])]|[\[(](?P<last>{_SLUGS})(?: \d{{1,2}})?[\])]$"
    rf"|\s[-–—|]\s(?P<tail>CORRECTED|UPDATED?|REFILED|WITHDRAWN)$",
    re.IGNORECASE,
)
_THRICE: Final = re.compile(r"(KILL|WITHDRAWN)(?:[ !]+\1){1,2}\b")
_AGENCY: Final = re.compile(
    r"\((?:official(?:ly)? |this (?:version|story) )?(?P<deed>corrects|corrected|refiles|updates|adds|recasts|rewrites"
    r"|clarifies|fixes|removes (?:extraneous|reference|erroneous|incorrect)|berichtigt|korrigiert|rectifie|corrige"
    r"|actualiza|agrega|corregge|aggiorna|atualiza)\b(?P<rest>[^()]{0,400})",
    re.IGNORECASE,
)
_PIECE: Final = r"(?:article|story|post|piece|column|headline|dispatch|news item|blog|newsletter|caption)"
_TO_SET_RIGHT: Final = r"to (?:correct|show|reflect|clarify|remove|fix|include|add|say|state|make|restore|attribute)"
# Each stands at the beginning of a sentence; "deed" says what was done.
_SENTENCES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # English
        rf"(?:the headline (?:on|of|to) )?this (?:[\w.,]{{1,12}} ){{0,4}}?{_PIECE}(?:[’']s headline)?"
        r" (?:has|was|is|have)(?: since| also| later| now)?(?: been)?(?: (?!last)\w+ly)? "
        r"(?P<deed>corrected|amended|updated|clarified|revised|changed|modified|refiled|withdrawn|retracted|removed"
        r"|deleted|taken down|edited to)\b(?! by )",
        rf"this (?:[\w.,]{{1,12}} ){{0,4}}?(?:report|text|item|page|video|version) (?:has been|was)(?: \w+ly)? "
        rf"(?P<deed>corrected|amended|updated|clarified|revised|refiled) {_TO_SET_RIGHT}\b",
        rf"(?:[^\"“”«»:]{{0,100}}\b)?(?:an? |the )?(?:earlier|previous|prior|original|initial) (?:versions?|headline)"
        rf" (?:of|on) (?:this|our) (?:\w{{1,15}} ){{0,2}}?(?:{_PIECE}|report|item|page|video|graphic|chart|map)\b(?!"
        r" (?:was |has been )?(?:first |originally |also )?(?:published|appeared|ran|aired)\b)",
        r"a correction was made (?:on|to)\b",
        r"(?:we|reuters|afp|the associated press|ap) (?:has|have) (?P<deed>corrected|amended|updated|withdrawn"
        r"|retracted|removed) (?:this|our) (?:article|story|report|post)\b",
        r"(?:editors?\W+)?please (?P<deed>kill|withdraw) (?:the|our|this) ",
        # German
        r"(?:in )?(?:einer|eine|der|die) (?:früheren?|ersten?|vorherigen?|ursprünglichen?) (?:version|fassung)"
        r" (?:(?:dieses|des|unseres) (?:artikels|textes|beitrags)|dieses berichts|dieser meldung)\b",
        r"(?:dieser (?:artikel|text|beitrag)|diese (?:meldung|nachricht)) (?:wurde|ist)\b.{0,80}?\b(?P<deed>korrigiert"
        r"|berichtigt|aktualisiert|ergänzt|überarbeitet|geändert|präzisiert|zurückgezogen|gelöscht)\b",
        r"wir haben (?:das|dies|den fehler|den artikel|diesen artikel|den text|diesen text|die (?:stelle|angabe))"
        r"(?: \w+){0,3} (?P<deed>korrigiert|berichtigt|aktualisiert|präzisiert)\b",
        # French
        r"(?:dans )?une (?:(?:précédente|première) version|version (?:précédente|antérieure|initiale)) de"
        r" (?:(?:cet|notre) article|(?:cette|notre) dépêche|ce texte)\b",
        r"(?:le titre de )?(?:cet article|cette (?:dépêche|version)|ce texte) (?:a|avait) été (?:\w+ )?(?P<deed>corrigé"
        r"|modifié|mise? à jour|actualisé|rectifié|amendé|retiré|supprimé|complété)e?\b(?! par )",
        # Spanish
        r"(?:en )?una versión (?:anterior|previa|inicial) de (?:este (?:artículo|texto)|esta (?:nota|noticia))\b",
        r"(?:este (?:artículo|texto)|esta (?:nota|noticia|información)) (?:ha sido|fue|se ha) (?:\w+ )?"
        r"(?P<deed>corregid|actualizad|modificad|rectificad|retirad|eliminad)[oa]\b(?! por )",
        # Italian
        r"(?:in )?una (?:(?:precedente|prima) versione|versione precedente) di (?:questo articolo|questa notizia)\b",
        r"(?:questo articolo|questa notizia) è stat[oa] (?:\w+ )?"
        r"(?P<deed>corrett|modificat|aggiornat|rettificat|rimoss|ritirat)[oa]\b(?! da[l ])",
        # Portuguese
        r"(?:em )?(?:uma )?versão (?:anterior|prévia|inicial) (?:deste|desta|desse|dessa)"
        r" (?:artigo|texto|notícia|matéria|reportagem)\b",
        r"(?:este (?:artigo|texto)|esta (?:notícia|matéria|reportagem)) foi (?:\w+ )?"
        r"(?P<deed>corrigid|atualizad|modificad|alterad|retificad|removid)[oa]\b(?! pel[oa] )",
        # Polish
        r"(?:we? )?(?:poprzedni|wcześniejsz|pierwotn)(?:ej|a|iej|ia) wersj[aię] (?:tego )?(?:artykułu|tekstu)\b",
        r"ten (?:artykuł|tekst) został (?:\w+ )?"
        r"(?P<deed>poprawiony|zaktualizowany|zmieniony|skorygowany|wycofany|usunięty)\b(?! przez )",
        # Russian
        r"(?:в )?(?:предыдущ|перв|ранн|более ранн|изначальн|первоначальн)\w{2,3} верси[яи]"
        r" (?:(?:этой|этого|данной|данного|нашей) )?(?:статьи|материала|новости|заметки|публикации|этого текста)\b",
        r"(?:эта (?:статья|новость|заметка|публикация)|этот (?:материал|текст)|материал) (?:был[ао]? )?"
        r"(?P<deed>исправлен|обновл[её]н|измен[её]н|дополнен|уточн[её]н|удал[её]н|отозван)а?\b(?! министр)",
        # Ukrainian
        r"(?:[ув] )?(?:попередн|перш|початков|первинн|раніш)\w{1,2} версі[яї] (?:(?:цієї|цього) )?"
        r"(?:статті|матеріалу|новини|тексту|публікації)\b",
        r"(?:ц[яю] (?:статтю|стаття|новину|новина|публікацію|публікація)|цей (?:матеріал|текст)) (?:бу(?:в|ла|ло) )?"
        r"(?P<deed>виправлен|оновлен|змінен|доповнен|уточнен|видален|відкликан)[оаий]{0,2}\b",
        # Turkish
        r"bu (?:haberin|makalenin|yazının) (?:daha )?(?:önceki|ilk) (?:bir )?(?:sürüm|versiyon|hal)\w*",
        r"bu (?:haber|makale|yazı)\b.{0,60}?\b(?P<deed>düzeltilmiştir|düzeltildi|güncellenmiştir|güncellendi"
        r"|değiştirilmiştir|yayından kaldırılmıştır|kaldırılmıştır|geri çekilmiştir)\b",
        # Arabic
        r"(?:في |ذكرت )?(?:نسخة|صيغة) (?:سابقة|أولى) من (?:هذا|هذه) (?:المقال|الخبر|التقرير|القصة|المقالة)",
        r"(?:تم|جرى) (?P<deed>تصحيح|تحديث|تعديل|سحب|حذف) (?:هذا|هذه) (?:المقال|الخبر|التقرير|القصة|المقالة)",
    )
)
_SET_RIGHT: Final = re.compile(
    r"\bto (?:correct|fix|clarify)\b|\bkorrigieren\b|\bcorriger\b|\bcorrects\b", re.IGNORECASE
)
_TOLD_BY_SOMEONE: Final = re.compile(
    r"\b(?:said|says|told|claim(?:s|ed)|wrote|according to)\b.*\b(?:version|headline)s? (?:of|on) (?:this|our)\b"
    r"|[,”\"] (?:[\w’'.-]+ ){1,4}(?:said|says|wrote|told \w+)\W*$|\bmakes it difficult\b",
    re.IGNORECASE,
)
# Notes of editors that stand under articles which nobody changed.
_STANDING: Final = re.compile(
    r"\b(?:views|opinions) (?:expressed|in this)|\b(?:sign up|subscribe|newsletter|sponsored|translated|series)\b"
    r"|\b(?:first|originally) (?:published|appeared)|\b(?:graphic|disturbing|distressing|strong language)\b"
    r"|\bedited for (?:length|clarity|brevity|style)|\bif you (?:or|are|have)\b"
    r"|\bcontains? (?:descriptions|details|spoilers)",
    re.IGNORECASE,
)
_BIOGRAPHY: Final = re.compile(r"(?:[A-Z][\w.’'-]{1,20} ){1,4}(?:is|was|are) (?:an?|the|\w+ing|\w+or)\b")
_MARKS: Final = " \t*•·●▪–—-[(_"
_UNFINISHED: Final = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|anm|red)|\b\d{1,2})\.$", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Notice:
    """A publisher's mark: corrected, refiled, withdrawn, updated or editors_note; its sentence; "title" or "text"."""

    kind: str
    text: str
    found_in: str


def notices(*, title: str, text: str) -> tuple[Notice, ...]:
    """The marks in a headline and near the beginning and the end of a text, in this order, at most 20.

    Text: paragraphs separated by line breaks. Precise before complete: a story about somebody else's correction, a
    repeat (RPT-) and a bare time stamp are none. An editor's note that says what was done counts as that.
    """
    found = [*_in_title(plain_text.one_line(title[:_LONGEST_PARAGRAPH])), *_in_text(text)]
    return tuple(dict.fromkeys(found))[:MOST_NOTICES]


def new_notices(before: tuple[Notice, ...], after: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The notices that were not there before, in order; another date or count in one does not make it new."""
    known = {_identity(notice) for notice in before}
    return tuple(notice for notice in after if _identity(notice) not in known)


def _identity(notice: Notice) -> tuple[str, str]:
    return notice.kind, plain_text.one_line(_DIGITS.sub("", notice.text.casefold()))


def _in_title(title: str) -> Iterator[Notice]:
    for kind in dict.fromkeys(_slugs(title)):
        yield Notice(kind, plain_text.shortened(title, most=LONGEST_NOTICE), "title")


def _slugs(title: str) -> Iterator[str]:
    """The kinds of the marks around a headline: CORRECTED-UPDATE 2-… is two."""
    if _THRICE.match(title):
        yield "withdrawn"
        return
    for bracketed in _BRACKETED.finditer(title):
        word = next(filter(None, bracketed.group("first", "last", "tail")))
        if _is_mark(word, title, is_lower_enough=bracketed["tail"] is None):
            yield _kind(word)
    rest = title
    while repeat_or_slug := _REPEAT.match(rest) or _SLUG.match(rest):
        named = repeat_or_slug.groupdict()
        if "slug" in named:
            has_colon = ":" in named["end"] or "：" in named["end"]
            if not _is_mark(
                named["slug"], title, is_lower_enough=has_colon, is_agencys=named["end"] in ("-", ".-", "/")
            ):
                return
            yield _kind(named["slug"])
        rest = rest[repeat_or_slug.end() :]


def _is_mark(word: str, title: str, *, is_lower_enough: bool, is_agencys: bool = False) -> bool:
    """Whether a word is a slug and no part of a headline: "Withdrawn: how the army left" is a story."""
    is_loud = word == word.upper() and (title != title.upper() or title == title.lower() or is_agencys)
    return is_loud or (is_lower_enough and _QUIET.fullmatch(word) is not None)


def _in_text(text: str) -> Iterator[Notice]:
    lines = [line for line in text.splitlines() if line.strip()]
    places = sorted({*range(min(_ZONE, len(lines))), *range(max(0, len(lines) - _ZONE), len(lines))})
    for place in places:
        for piece in _ends(lines[place]):
            following = lines[place + 1] if place + 1 < len(lines) else ""
            for kind, sentence in _in_paragraph(piece, following=following, is_first=place < _HEAD):
                yield Notice(kind, plain_text.shortened(plain_text.one_line(sentence), most=LONGEST_NOTICE), "text")


def _ends(line: str) -> tuple[str, ...]:
    if len(line) <= 2 * _LONGEST_PARAGRAPH:
        return (line.strip(),)
    return line[:_LONGEST_PARAGRAPH].strip(), line[-_LONGEST_PARAGRAPH:].strip()


def _in_paragraph(paragraph: str, *, following: str, is_first: bool) -> Iterator[tuple[str, str]]:
    if boilerplate.is_boilerplate(typography.plain(paragraph)):
        return
    agencys = _AGENCY.match(paragraph) if is_first else None
    if agencys:
        yield _unless_set_right(_kind(agencys["deed"]), agencys["rest"]), paragraph
        return
    bare = paragraph.lstrip(_MARKS)
    if (label := _LABEL.match(bare)) and _is_label(label):
        rest = bare[label.end() :].strip()
        whole = bare if rest else f"{bare} {following[:LONGEST_NOTICE]}"
        if kind := _labelled(label, rest or following[:_LONGEST_SENTENCE]):
            yield kind, whole
        return
    for sentence in _sentences(bare):
        if kind := _said(sentence.lstrip(_MARKS)):
            yield kind, sentence


def _is_label(label: re.Match[str]) -> bool:
    """A colon after the word, or after the word and a date; a dash only after an editor's or a loud word."""
    if label["when"].strip(" ,()–-") and not _DATED.search(label["when"]):
        return False
    return not label["dash"] or label["label"].isupper() or _kind(label["label"]) == "editors_note"


def _labelled(label: re.Match[str], rest: str) -> str:
    """The kind of a labelled notice; "" for a time stamp and for what stands under any article."""
    kind = _kind(label["label"])
    told = len(_WORD.findall(rest[:LONGEST_NOTICE]))
    if kind == "updated":
        return kind if told >= (5 if _DIGITS.search(rest[:LONGEST_NOTICE]) else 3) else ""
    if kind == "editors_note":
        said = next((deed for sentence in _sentences(rest) if (deed := _said(sentence))), "")
        is_standing = bool(_STANDING.search(rest[:_LONGEST_SENTENCE]) or _BIOGRAPHY.match(rest))
        return said or ("" if is_standing or not told else kind)
    return kind if rest else ""


def _said(sentence: str) -> str:
    """The kind of a sentence that says of its own article that it was changed, else ""."""
    piece = sentence[:_LONGEST_SENTENCE]
    for form in _SENTENCES:
        found = form.match(piece)
        if found and not _TOLD_BY_SOMEONE.search(piece):
            return _unless_set_right(_kind(found.groupdict().get("deed") or ""), piece)
    return ""


def _sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph; "Feb. 15" and "15. Februar" end none."""
    held = ""
    for sentence in words.sentences_of(paragraph):
        held = f"{held} {sentence.text}" if held else sentence.text
        if not _UNFINISHED.search(held[-12:]):
            yield held
            held = ""
    if held:
        yield held


def _unless_set_right(kind: str, said: str) -> str:
    """Updated to correct something is corrected."""
    return "corrected" if kind == "updated" and _SET_RIGHT.search(said) else kind


def _kind(word: str) -> str:
    began = word.casefold()
    for kind, beginnings in _DEEDS.items():
        if began and began.startswith(tuple(beginnings.split())):
            return kind
    return "corrected"
