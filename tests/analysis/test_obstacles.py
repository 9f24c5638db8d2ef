"""What came instead of an article is told from articles, also from those about walls and lost pages."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis import article_html, obstacles
from claims.analysis.article_html import ArticleText

NOW = datetime(2022, 2, 20, 12, tzinfo=UTC)
LONG = "The road to the border was empty and the columns had left. " * 30
SHORT = "The road to the border was empty. The columns had left. " * 7  # 392 characters


def article(title: str = "Columns leave", text: str = "", site_name: str = "") -> ArticleText:
    return ArticleText(title, text, "", "en", "", None, "", site_name)


def obstacle(page: ArticleText, status: int = 200, is_free: bool | None = None) -> str:
    return obstacles.obstacle(page, status=status, is_free=is_free)


def read(data: object) -> ArticleText:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"{script}<h1>Columns leave</h1><p>The road was empty.</p>"
    return article_html.extract(page.encode(), url="https://border.example/x", content_type="text/html", now=NOW)


@pytest.mark.parametrize(
    ("page", "status", "expected"),
    [
        (article(text="Something was seen."), 200, ""),
        (article(text=""), 200, "empty"),
        (article("Page not found | Post", "Try the search."), 200, "soft_404"),
        (article("404 - not here", ""), 200, "soft_404"),
        (article("Sorry, this page does not exist", "Home."), 200, "soft_404"),
        (article("Missing soldiers not found by searchers", "They looked for days."), 200, ""),
        (article(text="The road was empty. Subscribe to continue reading."), 200, "paywall"),
        (article(text="Already a subscriber? Log in."), 200, "paywall"),
        (article(text="The road was empty. " * 200 + "Subscribe to continue reading."), 200, ""),
        (article(text="The road was empty."), 402, "paywall"),
    ],
)
def test_only_a_short_page_that_says_so_is_no_article(page: ArticleText, status: int, expected: str) -> None:
    assert obstacle(page, status) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Page not found",
        "404",
        "Error 404",
        "404 Not Found",
        "404 - Page not found",
        "Oops! That page can’t be found.",
        "This article is no longer available",
        "Seite nicht gefunden",
        "Diese Seite existiert nicht mehr",
        "Fehler 404: Seite nicht gefunden",
        "Page introuvable",
        "La page demandée n'existe pas",
        "Página no encontrada",
        "La página que buscas no existe",
        "Pagina non trovata",
        "Questa pagina non esiste più",
        "Página não encontrada",
        "Nie znaleziono strony",
        "Strona nie istnieje",
        "Страница не найдена",
        "Ошибка 404 – страница не найдена",
        "Такой страницы не существует",
        "Сторінку не знайдено",
        "Помилка 404",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "عذرًا، الصفحة غير موجودة",
        "Pagina niet gevonden",
        "Deze pagina bestaat niet meer",
    ],
)
def test_a_page_that_was_not_found_says_so_in_twelve_languages(title: str) -> None:
    assert obstacle(article(title, SHORT)) == "soft_404"
    assert obstacle(article(f"{title} | Border Post", SHORT)) == "soft_404"
    assert obstacle(article(f"{title} - Border Post", SHORT, site_name="Border Post")) == "soft_404"
    assert obstacle(article("The Border Post", title)) in ("soft_404", "")
    assert obstacle(article(title, LONG)) == ""


@pytest.mark.parametrize(
    "title",
    [
        "404 exhibition opens in the old station",
        "404: an exhibition of lost pages",
        "Page not found – a play opens",
        "Page not found: how the archive lost a year",
        "Error 404 costs the ministry a million",
        "404 soldiers return from the border",
        "Missing page found in the archive",
        "Article 404 of the code no longer applies",
        "Seite nicht gefunden: eine Ausstellung",
        "Страница не найдена: выставка открылась",
        "Just a moment of silence for the fallen",
        "Access denied to the border zone, reporters say",
        "Just a moment",
        "Access denied",
    ],
)
def test_a_story_with_such_a_headline_is_read(title: str) -> None:
    assert obstacle(article(title, SHORT)) == ""


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe now to continue reading.",
        "To continue reading, become a member.",
        "Continue reading with a subscription.",
        "This article is for subscribers only.",
        "This story is available to our paying members.",
        "Subscribers only",
        "You have reached your limit of free articles.",
        "You’ve read your last free article.",
        "Create a free account to continue.",
        "Sign in to read the whole story.",
        "Dieser Artikel ist exklusiv für Abonnenten.",
        "Sie haben bereits ein Digitalabo? Hier anmelden.",
        "Jetzt kostenlos testen und weiterlesen.",
        "Um diesen Artikel weiterzulesen, melden Sie sich an: hier anmelden.",
        "Dit artikel is alleen voor abonnees.",
        "Verder lezen? Word abonnee.",
        "Cet article est réservé à nos abonnés.",
        "Il vous reste 75.5% de cet article à lire.",
        "Abonnez-vous pour lire la suite.",
        "Déjà abonné ? Connectez-vous.",
        "Suscríbete para seguir leyendo.",
        "¿Ya eres suscriptor? Inicia sesión.",
        "Contenido exclusivo para suscriptores.",
        "Abbonati per continuare a leggere.",
        "Contenuto riservato agli abbonati.",
        "Assine para continuar lendo.",
        "Conteúdo exclusivo para assinantes.",
        "Ten artykuł jest dostępny tylko dla prenumeratorów.",
        "Pozostało 80% artykułu.",
        "Этот материал доступен только подписчикам.",
        "Оформите подписку, чтобы продолжить чтение.",
        "Чтобы дочитать, войдите или зарегистрируйтесь.",
        "Цей матеріал доступний лише передплатникам.",
        "Оформіть передплату, щоб читати далі.",
        "Bu içerik sadece abonelere açıktır.",
        "Okumaya devam etmek için giriş yapın.",
        "هذا المقال متاح للمشتركين فقط.",
        "لمتابعة القراءة اشترك الآن.",
    ],
)
def test_a_wall_speaks_to_its_reader(wall: str) -> None:
    for text in (wall, f"{SHORT}\n\n{wall}", f"The road was empty. {wall}"):
        assert obstacle(article(text=text)) == "paywall"
    assert obstacle(article(text=f"{LONG}\n\n{wall}")) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "The paper will ask its readers to subscribe to continue reading.",
        "Readers who want to continue reading will have to pay from March.",
        "“This article is for subscribers only,” visitors were told.",
        "The daily puts its archive behind a paywall.",
        "The ministry wants to continue reading the mail of its members.",
        "Subscribers only pay half of the price until May.",
        "He was already a member of the party.",
        "Der Verlag stellt Texte nur für Abonnenten ins Netz.",
        "Le journal veut que ses articles soient réservés aux abonnés.",
        "Газета закрывает архив: он только для подписчиков газеты.",
        "Газета закрыла архив, чтобы продолжить чтение могли подписчики.",
        "Sites often ask visitors to verify you are human.",
        "The service says that it is checking your browser for gaps.",
        "“Please verify you are human,” the page said to the general.",
    ],
)
def test_a_story_about_walls_and_checks_is_read(sentence: str) -> None:
    assert obstacle(article("Paper raises a paywall", f"The road was empty. {sentence}")) == ""


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", ""),
        ("Just a moment...", "Enable JavaScript and cookies to continue"),
        ("border.example", "Verify you are human by completing the action below."),
        ("border.example", "Checking your browser before accessing border.example."),
        ("border.example", "Checking if the site connection is secure"),
        (
            "Access Denied",
            'You don\'t have permission to access "http://border.example/x" on this server. Reference #18.',
        ),
        ("Access to this page has been denied", "Press & Hold to confirm you are a human (and not a bot)."),
        ("border.example", "Please enable JS and disable any ad blocker"),
        ("Attention Required! | Cloudflare", "Sorry, you have been blocked"),
        ("Pardon Our Interruption", "As you were browsing something about your browser made us think."),
        ("border.example", "Our systems have detected unusual traffic from your network."),
        ("Nur einen Moment…", ""),
        ("Un instant…", ""),
        ("Один момент…", ""),
        ("Bir dakika lütfen...", ""),
        ("لحظة...", ""),
        ("Een ogenblik geduld...", ""),
        ("border.example", "Bitte bestätigen Sie, dass Sie kein Roboter sind."),
        ("border.example", "Подтвердите, что вы не робот."),
        ("border.example", "Veuillez confirmer que vous n'êtes pas un robot."),
    ],
)
def test_a_bot_check_is_known_on_a_short_page_only(title: str, text: str) -> None:
    assert obstacle(article(title, text)) == "bot_check"
    assert obstacle(article(title, f"{LONG}\n\n{text}")) == ""


def test_what_is_not_free_is_a_wall_only_where_little_came() -> None:
    assert obstacle(article(text=SHORT), is_free=False) == "paywall"
    assert obstacle(article(text=""), is_free=False) == "paywall"
    assert obstacle(article(text=LONG), is_free=False) == ""
    assert obstacle(article(text=SHORT), is_free=True) == obstacle(article(text=SHORT), is_free=None) == ""


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"isAccessibleForFree": False}, False),
        ({"isAccessibleForFree": "False"}, False),
        ({"isAccessibleForFree": "false "}, False),
        ({"isAccessibleForFree": "https://schema.org/False"}, False),
        ({"isAccessibleForFree": True}, True),
        ({"isAccessibleForFree": "True"}, True),
        ({"isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False, "cssSelector": ".wall"}}, False),
        ({"hasPart": [{"isAccessibleForFree": "False", "cssSelector": ".wall"}]}, False),
        ({"hasPart": [{"isAccessibleForFree": "True", "cssSelector": ".open"}]}, None),
        ({"hasPart": [{"isAccessibleForFree": False}]}, None),
        ({"hasPart": [[1], None, "x", {}]}, None),
        ({"isAccessibleForFree": None}, None),
        ({"isAccessibleForFree": 0}, None),
        ({"isAccessibleForFree": ["False"]}, None),
        ({"isAccessibleForFree": {}, "hasPart": 7}, None),
        ({}, None),
    ],
)
def test_the_page_states_whether_it_is_free(stated: dict[str, object], expected: bool | None) -> None:
    thing = {"@type": "NewsArticle", "headline": "Columns leave", **stated}
    assert read(thing).is_free is expected
    assert read([{"@graph": [{"@type": "WebPage"}, thing]}]).is_free is expected


def test_what_another_thing_on_the_page_costs_is_not_the_articles_price() -> None:
    assert read([{"@type": "Event", "isAccessibleForFree": False}, {"@type": "NewsArticle"}]).is_free is None


@pytest.mark.parametrize(
    "text",
    ["to continue reading " * 70, "Subscribe. " * 130, ". " * 700, "\n" * 1400, "um diesen artikel " * 80, "404" * 400],
)
def test_no_text_holds_the_reader_up(text: str) -> None:
    began = time.perf_counter()
    obstacle(article(text * 500, text[:590]))
    obstacle(article(text, text))
    assert time.perf_counter() - began < 1


@given(st.text(max_size=60), st.text(max_size=300))
def test_no_text_breaks_the_reader(title: str, text: str) -> None:
    assert obstacle(article(title, text)) in ("soft_404", "bot_check", "paywall", "empty", "")
