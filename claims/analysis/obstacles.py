"""Tell what came instead of an article."""

import re
from collections.abc import Iterator
from typing import Final

from claims.analysis import plain_text
from claims.analysis.article_html import LONGEST_TITLE, SITE_TAIL, ArticleText

_SHORT: Final = 1_500  # characters: a page that says it is walled and still has more than this is read
_SHORTER: Final = 600  # no bot check says more
_TINY: Final = 300  # so little that a headline alone may decide
_SITE_AFTER_BAR: Final = re.compile(r"\s*\|[^|]{1,60}$")
_AROUND: Final = " .!?…:;-–—|،\u200e\u200f"


def _any(*forms: str, begins: str = "") -> re.Pattern[str]:
    return re.compile(f"{begins}(?:{'|'.join(forms)})", re.IGNORECASE)


# Whole headlines.
_NOT_FOUND: Final = _any(
    r"not found|(?:(?:sorry|oops|error)\W+)?(?:(?:this|the|that) )?(?:page|article|story)"
    r" (?:you \w+ (?:looking for|requested) )?(?:(?:was |is |could |can)?(?:not |n?['’]t )(?:be )?(?:found|available)"
    r"|(?:is )?no longer (?:available|exists?)|does(?: not|n['’]t) exist|has been (?:removed|deleted))",
    # German, Dutch
    r"(?:(?:diese|die) )?seite (?:wurde |konnte )?(?:leider )?nicht gefunden(?: werden)?|nicht gefunden",
    r"(?:(?:diese|die) )?seite (?:existiert nicht|ist (?:leider )?nicht)(?: mehr)?(?: verfügbar| vorhanden)?",
    r"(?:(?:dieser|der) )?artikel (?:ist |wurde )?nicht (?:mehr )?(?:gefunden|verfügbar)",
    r"(?:(?:deze|de) )?(?:pagina|artikel) (?:is |werd )?niet (?:meer )?(?:gevonden|beschikbaar)",
    r"(?:(?:deze|de) )?pagina bestaat niet(?: meer)?",
    # French
    r"(?:page|contenu|article) (?:introuvable|non trouvée?)",
    r"(?:cette |la )?page (?:demandée )?(?:n['’]existe (?:pas|plus)|est introuvable|n['’]a pas été trouvée"
    r"|n['’]est (?:pas|plus) disponible)",
    # Spanish, Italian, Portuguese
    r"(?:(?:la|esta) )?página (?:que (?:buscas|busca) )?no (?:encontrada|existe|se encuentra|está disponible"
    r"|se ha encontrado)|no encontrado",
    r"(?:(?:la|questa) )?pagina (?:richiesta |che cerchi )?non (?:trovata|esiste(?: più)?|è (?:più )?disponibile"
    r"|è stata trovata)",
    r"(?:(?:a|esta) )?página (?:solicitada )?não (?:encontrada|existe|foi encontrada|está disponível)",
    # Polish, Russian, Ukrainian
    r"(?:nie znaleziono strony|strony nie znaleziono|nie ma takiej strony|strona nie (?:istnieje"
    r"|została (?:znaleziona|odnaleziona)))",
    r"(?:(?:запрашиваемая|запрошенная|эта) )?страница (?:не (?:найдена|существует|доступна)|(?:была )?удалена)"
    r"|такой страницы (?:нет|не существует)|материал (?:не найден|удал[её]н)",
    r"сторінку не знайдено|(?:ця )?сторінка не (?:знайдена|існує)",
    r"такої сторінки (?:немає|не існує)|матеріал не знайдено",
    # Turkish, Arabic
    r"(?:aradığınız |istenen )?sayfa (?:bulunamadı|mevcut değil)",
    r"(?:(?:عفوا|عفوًا|عذرا|عذرًا)\W*)?(?:الصفحة (?:المطلوبة |التي تبحث عنها )?(?:غير (?:موجودة|متوفرة|متاحة))"
    r"|لم يتم العثور على الصفحة)",
)
_ERROR_404: Final = _any(
    r"(?:(?:error|fehler|erreur|errore|erro|błąd|ошибка|помилка|hata|خطأ|fout)\W+)?404"
    r"(?:\W+(?:error|page|fehler|seite|erreur|fout|ошибка|помилка|hata))?"
)
_404_AND: Final = re.compile(r"(?P<code>.{0,12}404)(?P<bar>\W+)(?P<rest>.{1,40})")

# At the beginning of a sentence: what a wall says to its reader, not what a story says of a wall.
_BEGINS: Final = r"(?:^|\n|[.!?…]\s+)\W{0,3}(?<![\"“„«'‘])"
_ENTER: Final = (
    r"[^.!?\n]{0,80}?(?:subscri|log ?(?:in|ga)|sign (?:in|up)|regist|member|account|\bab(?:o|onn)|anmeld|connect|inscri"
    r"|suscr|sesión|acced|iscri|abbon|assin|entre|zaloguj|subskry|prenumer|wykup|konto|dostęp|подпи|войд|зарегистр"
    r"|передпла|підпи|увійд|зареєстр|üye|giriş|اشتر|سجل)"
)
_WALL: Final = _any(
    # English
    r"(?:please )?(?:subscribe|register|log in|sign (?:in|up))(?: now| today)?,? (?:to|and) (?:continue|keep|read)",
    r"(?:to )?(?:continue|keep) reading (?:with|by)\b",
    rf"to (?:continue|keep) reading{_ENTER}",
    r"(?:are you )?already (?:a )?(?:subscribe[rd]|member)\b",
    r"(?:this|the) (?:article|story|content) is (?:only |exclusively )?(?:for|available to|reserved for) (?:our )?"
    r"(?:\w+ )?(?:subscribers|members)\b",
    r"(?:for )?subscribers? only\b(?=\W*(?:\n|$))",
    r"you(?: have|[’']ve) (?:reached your limit of|read your (?:last|\w+)|no|used all your) free articles?",
    r"create (?:a free|an) account to (?:continue|read|keep)",
    # German, Dutch
    r"(?:dieser|der) (?:artikel|text|beitrag|inhalt) ist (?:nur |exklusiv |allein )?für (?:unsere )?\S*abonnent",
    r"(?:exklusiv|nur) für abonnenten\b|(?:sie sind )?(?:bereits|schon) (?:\S*abonnent|\S*abo\b|registriert)",
    r"sie haben (?:bereits|schon) ein \S*abo\b|jetzt (?:kostenlos )?(?:abonnieren|testen|registrieren|anmelden) und",
    r"(?:lesen sie weiter|weiterlesen|jetzt weiterlesen) (?:mit|als)\b",
    rf"um (?:weiterzulesen|(?:diesen|den) (?:artikel|text) (?:weiterlesen|lesen|weiterzulesen|zu lesen)){_ENTER}",
    r"dit (?:artikel|verhaal) is (?:alleen|exclusief|enkel) voor (?:onze )?abonnees|(?:ben je |bent u )?al abonnee\b",
    rf"(?:om )?verder (?:te )?lezen(?:\?|{_ENTER})|lees verder met een \w*abonnement",
    # French
    r"(?:cet article|ce contenu|la suite|la lecture) (?:est |de cet article est )?réservée? (?:à nos|aux) abonnés",
    r"(?:article|contenu|lecture) réservée? (?:à nos|aux) abonnés|(?:vous êtes )?déjà abonnée?\b",
    r"il vous reste \d+[,.]?\d* ?% de cet article|abonnez-vous pour (?:lire|continuer|poursuivre)",
    rf"pour (?:lire la suite|continuer (?:la|votre) lecture){_ENTER}",
    # Spanish, Italian, Portuguese
    r"(?:suscríbete|suscríbase|inicia sesión|regístrate) para (?:seguir|leer|continuar)|¿?ya eres suscriptor",
    r"(?:este )?(?:artículo|contenido) (?:es )?(?:solo|exclusivo|sólo) para suscriptores",
    rf"para (?:seguir|continuar) leyendo{_ENTER}",
    r"abbonati per (?:continuare|leggere)|sei già abbonato\b",
    r"(?:questo )?(?:articolo|contenuto) (?:è )?riservato agli abbonati",
    rf"per continuare (?:a leggere|la lettura){_ENTER}",
    r"(?:assine|faça login|cadastre-se)(?: agora)? para (?:continuar|ler)|já é assinante\b",
    r"(?:este )?(?:artigo|conteúdo|texto) (?:é )?(?:exclusivo|reservado) (?:para|a) assinantes",
    rf"para continuar (?:lendo|a ler){_ENTER}",
    # Polish, Russian, Ukrainian
    r"(?:ten |dalsza część )?artyku\w+ (?:jest )?(?:dostępn[ya] )?(?:tylko|wyłącznie) dla (?:naszych )?"
    r"(?:subskrybentów|prenumeratorów)",
    r"masz już (?:subskrypcję|prenumeratę)|pozostało (?:do przeczytania )?\d+ ?%",
    rf"aby (?:czytać dalej|przeczytać){_ENTER}",
    r"(?:эта статья|этот материал|материал|статья|полный текст) доступ\w+ только (?:для |нашим )?подписчик",
    r"(?:оформите подписку|подпишитесь|войдите),? чтобы (?:продолжить|читать|прочитать|дочитать)",
    rf"чтобы (?:продолжить чтение|прочитать|дочитать|читать дальше){_ENTER}|уже (?:есть подписка|подписаны)\b",
    r"только для подписчиков\b(?=\W*(?:\n|$))|(?:лише|тільки) для (?:передплатників|підписників)\b(?=\W*(?:\n|$))",
    r"(?:ця стаття|цей матеріал|матеріал|повний текст) доступ\w+ (?:лише|тільки) (?:для )?(?:передплатник|підписник)",
    r"(?:оформіть (?:передплату|підписку)|передплатіть|увійдіть),? щоб|(?:вже|уже) маєте (?:передплату|підписку)",
    rf"щоб (?:продовжити читання|читати далі|прочитати){_ENTER}",
    # Turkish, Arabic
    r"bu (?:haber|içerik|yazı) (?:sadece|yalnızca) abone|zaten (?:abone|üye) mi",
    rf"(?:okumaya devam etmek|devamını okumak) için{_ENTER}",
    r"(?:هذا (?:المقال|المحتوى) )(?:متاح |مخصص |حصري )?(?:فقط )?للمشتركين|اشترك (?:الآن )?(?:لمتابعة|لمواصلة|لقراءة)",
    rf"(?:لمتابعة|لمواصلة) القراءة{_ENTER}",
    begins=_BEGINS,
)

_BOT_TITLE: Final = _any(
    r"just a moment|attention required(?:!.{0,20})?|access (?:to this page has been )?denied|pardon our interruption",
    r"(?:please )?verify (?:that )?you(?: are|[’']re) (?:a )?human|are you a (?:ro)?bot|robot check|human verification",
    r"checking your browser(?: before accessing.{0,80})?|security (?:check|verification)|ddos-guard|bot verification",
    r"(?:nur )?einen moment(?:,? bitte)?|nur einen augenblick|zugriff verweigert|toegang geweigerd",
    r"een ogenblik(?: geduld)?",
    r"un instant|accès refusé|un momento|acceso denegado|un attimo|accesso negato|(?:só )?um momento|acesso negado",
    r"jeszcze chwila|odmowa dostępu|один момент|проверка браузера|доступ (?:запрещ[её]н|ограничен)",
    r"зачекайте|доступ заборонено|bir (?:dakika|saniye)(?: lütfen)?|erişim engellendi|لحظة(?: من فضلك)?|تم رفض الوصول",
)
_BOT_TEXT: Final = _any(
    r"(?:please )?(?:verify|confirm|prove) (?:that )?you(?: are|[’']re) (?:a |not a )?(?:human|(?:ro)?bot)\b",
    r"verifying (?:that )?you are (?:a )?human|checking (?:your browser|if the site connection is secure)",
    r"(?:please )?enable (?:javascript|js) and (?:cookies to continue|disable any ad ?blocker)",
    r"(?:please )?press (?:&|and) hold\b|(?:please )?complete the (?:security check|captcha)",
    r"you do(?: not|n[’']t) have permission to access .{1,200} on this server",
    r"sorry, you have been blocked|access to this page has been denied|something about your (?:browser|behaviou?r)",
    r"our systems have detected unusual traffic|as you were browsing,? something|please wait while we verify",
    r"bitte bestätigen sie, dass sie (?:ein mensch|kein roboter)|überprüfung ihres browsers",
    r"(?:veuillez )?(?:vérifi|confirm)e[rz] que vous (?:êtes humain|n[’']êtes pas un robot)",
    r"(?:verifica|confirma|verifique) que eres (?:un )?humano|verifica di essere (?:un )?umano",
    r"confirme que você é humano",
    r"potwierdź, że jesteś człowiekiem|подтвердите, что вы (?:человек|не робот)|підтвердьте, що ви (?:людина|не робот)",
    r"(?:lütfen )?insan olduğunuzu doğrulayın|bevestig dat u een mens bent",
    r"(?:يرجى )?(?:التحقق|تأكيد) (?:من )?أنك (?:إنسان|لست)",
    begins=_BEGINS,
)


def obstacle(article: ArticleText, *, status: int, is_free: bool | None) -> str:
    """Why what came is not the article: "soft_404", "bot_check", "paywall", "empty", or "" if nothing is in the way.

    status: of HTTP. is_free: what the page states (schema.org isAccessibleForFree); None where it is silent. Cautious:
    only short pages that say so themselves, to their reader, are missing, walled or guarded.
    """
    text = article.text.strip()
    titles = list(_titles(article))
    if status == 200 and _is_missing(titles, text):
        return "soft_404"
    if _is_bot_check(titles, text):
        return "bot_check"
    if status == 402 or (len(text) < _SHORT and (is_free is False or _WALL.search(text))):
        return "paywall"
    return "" if text else "empty"


def _titles(article: ArticleText) -> Iterator[str]:
    """The title, without its site's name where that is surely one, and last without what might be one."""
    title = plain_text.one_line(article.title[:LONGEST_TITLE])
    yield title
    yield _SITE_AFTER_BAR.sub("", title)
    tail = SITE_TAIL.search(title)
    if tail and article.site_name and article.site_name.casefold() in tail.group().casefold():
        yield title[: tail.start()]
    yield SITE_TAIL.sub("", title)


def _is_missing(titles: list[str], text: str) -> bool:
    """Its headline says it. Where that might be a story's ("Page not found – a play opens"), so must the length."""
    if len(text) >= _SHORT:
        return False
    if any(map(_says_not_found, titles[:-1])):
        return True
    if len(text) >= _TINY:
        return False
    error = _404_AND.fullmatch(titles[0])
    has_error = bool(error and error["bar"].strip() and _is_error(error["code"]))
    return has_error or _says_not_found(titles[-1]) or _says_not_found(text.partition("\n")[0])


def _says_not_found(headline: str) -> bool:
    plain = headline.strip(_AROUND)
    if _NOT_FOUND.fullmatch(plain) or _is_error(plain):
        return True
    error = _404_AND.fullmatch(plain)
    return bool(error and _is_error(error["code"]) and _NOT_FOUND.fullmatch(error["rest"].strip(_AROUND)))


def _is_error(words: str) -> bool:
    return _ERROR_404.fullmatch(words.strip(_AROUND)) is not None


def _is_bot_check(titles: list[str], text: str) -> bool:
    if len(text) >= _SHORTER:
        return False
    is_named = len(text) < _TINY and any(_BOT_TITLE.fullmatch(title.strip(_AROUND)) for title in titles)
    return is_named or _BOT_TEXT.search(text) is not None
