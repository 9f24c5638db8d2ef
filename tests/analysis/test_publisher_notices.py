"""A publisher's own mark that an article was changed is seen, and a story about somebody else's is none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.analysis.publisher_notices import LONGEST_NOTICE, MOST_NOTICES, Notice, new_notices, notices

STORY = "\n\n".join(f"Paragraph {number} tells how the columns left the border." for number in range(20))


def kinds(*, title: str = "Columns leave", text: str = STORY) -> list[str]:
    return [notice.kind for notice in notices(title=title, text=text)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CORRECTED-Columns leave the border, ministry says", ["corrected"]),
        ("CORRECTED-UPDATE 2-Columns leave the border", ["corrected", "updated"]),
        ("CORRECTED-(OFFICIAL)-Output rose in March", ["corrected"]),
        ("REFILE-Columns leave the border", ["refiled"]),
        ("UPDATE 3-Columns leave the border", ["updated"]),
        ("RPT-UPDATE 1-Columns leave the border", ["updated"]),
        ("RPT-CORRECTED-Columns leave the border", ["corrected"]),
        ("WITHDRAWN-Columns leave the border", ["withdrawn"]),
        ("WITHDRAWN: Columns leave the border", ["withdrawn"]),
        ("KILL: Columns leave the border", ["withdrawn"]),
        ("KILL KILL KILL Columns leave", ["withdrawn"]),
        ("STORY REMOVED: Columns leave", ["withdrawn"]),
        ("CORRECTION: Columns leave on Tuesday", ["corrected"]),
        ("Correction: Border story", ["corrected"]),
        ("Columns leave the border (corrected)", ["corrected"]),
        ("Columns leave the border [UPDATED]", ["updated"]),
        ("Columns leave the border - UPDATED", ["updated"]),
        ("(UPDATE 2) Columns leave the border", ["updated"]),
        ("KORREKTUR: Kolonnen ziehen ab", ["corrected"]),
        ("KORREKTUR/Kolonnen ziehen ab", ["corrected"]),
        ("CORRECTIF: Les colonnes partent", ["corrected"]),
        ("LEAD 1-Les colonnes partent", ["updated"]),
        ("CORREGIDO-ACTUALIZA 1-Las columnas se van", ["corrected", "updated"]),
        ("AMP.-Las columnas se van", ["updated"]),
        ("CORREÇÃO-Colunas deixam a fronteira", ["corrected"]),
        ("RETTIFICA: Le colonne partono", ["corrected"]),
        ("KOREKTA: Kolumny opuszczają granicę", ["corrected"]),
        ("ИСПРАВЛЕНО: Колонны уходят от границы", ["corrected"]),
        ("Колонны уходят от границы (обновлено)", ["updated"]),
        ("УТОЧНЕННЯ: Колони йдуть від кордону", ["corrected"]),
        ("DÜZELTME: Konvoylar sınırdan ayrılıyor", ["corrected"]),
        ("تصحيح: الأرتال تغادر الحدود", ["corrected"]),
    ],
)
def test_a_mark_in_the_headline_is_seen(title: str, expected: list[str]) -> None:
    found = notices(title=title, text=STORY)
    assert [notice.kind for notice in found] == expected
    assert {(notice.text, notice.found_in) for notice in found} == {(title, "title")}


@pytest.mark.parametrize(
    "title",
    [
        "RPT-Columns leave the border",
        "Ministry publishes correction of its figures",
        "Withdrawn: how the army left the border",
        "Withdrawn from the border, the columns return",
        "WITHDRAWN: COLUMNS LEAVE THE BORDER",
        "Kill chain: how drones find columns",
        "Lead: the poison in our pipes",
        "Corrected figures show fewer troops",
        "Updated vaccine arrives on Monday",
        "Update on the bridge expected",
        "Market correction: shares fall by a tenth",
        "Troops (updated maps) leave the border",
        "Killings near the border",
        "UPDATED RULES FOR TRAVELLERS",
        "Korrektur der Grenze gefordert",
        "Исправленная карта границы опубликована",
        "",
    ],
)
def test_a_headline_about_corrections_is_no_mark(title: str) -> None:
    assert kinds(title=title) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("This article has been updated to include the reply of the ministry.", "updated"),
        ("This article has been updated.", "updated"),
        ("This article has been updated to correct the name of the bridge.", "corrected"),
        ("• This article was amended on 15 February 2022 to say that two columns left.", "corrected"),
        ("This Feb. 15 story has been corrected to show that the film is older.", "corrected"),
        ("(This story has been refiled to add a dropped word)", "refiled"),
        ("This report has been corrected to reflect the right town.", "corrected"),
        ("The headline of this article has been changed.", "corrected"),
        ("This story has been withdrawn because the film proved to be older.", "withdrawn"),
        ("Reuters has withdrawn this story.", "withdrawn"),
        ("EDITORS: Please kill the story headed 'Columns leave'.", "withdrawn"),
        ("Correction: The town lies in the north, not in the south.", "corrected"),
        ("CORRECTION (Feb. 15, 2022, 10:30 a.m.): The town lies in the north.", "corrected"),
        ("Correction: Feb. 15, 2022", "corrected"),
        ("Clarification: The general spoke of one column only.", "corrected"),
        ("A correction was made on Feb. 15, 2022: the town lies in the north.", "corrected"),
        ("An earlier version of this article gave the wrong day.", "corrected"),
        ("Because of an editing error, a previous version of this story misspelled the name.", "corrected"),
        ("A headline on an earlier version of this article named the wrong town.", "corrected"),
        ("Editor's note: The film in this story could not be verified.", "editors_note"),
        ("Editors’ Note — We no longer stand by the account given here.", "editors_note"),
        ("Editor's note: This article has been corrected to name the right town.", "corrected"),
        ("Update, 10:30 a.m.: The ministry replied after this was published.", "updated"),
        ("UPD: The ministry has now replied to our questions.", "updated"),
        ("In einer früheren Version dieses Artikels hieß es, es seien drei Kolonnen gewesen.", "corrected"),
        ("Dieser Artikel wurde am 15. Februar 2022 nachträglich korrigiert.", "corrected"),
        ("Wir haben den Fehler korrigiert.", "corrected"),
        ("Anmerkung der Redaktion: Das Video ließ sich nicht bestätigen.", "editors_note"),
        ("Korrektur: Der Ort liegt im Norden.", "corrected"),
        ("Cet article a été mis à jour après la réponse du ministère.", "updated"),
        ("Une version précédente de cet article donnait un autre jour.", "corrected"),
        ("Erratum : la ville se trouve au nord.", "corrected"),
        ("Una versión anterior de este artículo situaba el pueblo en el sur.", "corrected"),
        ("Fe de errores: el pueblo está en el norte.", "corrected"),
        ("Esta noticia ha sido actualizada con la respuesta del ministerio.", "updated"),
        ("Questo articolo è stato corretto dopo la pubblicazione.", "corrected"),
        ("Errata corrige: il paese si trova al nord.", "corrected"),
        ("Uma versão anterior deste texto informava outro dia.", "corrected"),
        ("Este texto foi atualizado com a resposta do ministério.", "updated"),
        ("W poprzedniej wersji artykułu podaliśmy inny dzień.", "corrected"),
        ("Sprostowanie: miejscowość leży na północy.", "corrected"),
        ("В предыдущей версии этой статьи был назван другой день.", "corrected"),
        ("Эта новость была обновлена после ответа министерства.", "updated"),
        ("От редакции: мы не смогли подтвердить подлинность видео.", "editors_note"),
        ("У попередній версії цієї статті було названо інший день.", "corrected"),
        ("Цей матеріал було оновлено після відповіді міністерства.", "updated"),
        ("Bu haberin önceki sürümünde başka bir gün yazıyordu.", "corrected"),
        ("Bu haber bakanlığın yanıtıyla güncellenmiştir.", "updated"),
        ("ذكرت نسخة سابقة من هذا المقال يوما آخر.", "corrected"),
        ("تم تحديث هذا الخبر بعد رد الوزارة.", "updated"),
    ],
)
def test_a_sentence_at_either_end_is_seen(sentence: str, kind: str) -> None:
    expected = sentence.lstrip("•( ")
    for text in (f"{sentence}\n\n{STORY}", f"{STORY}\n\n{sentence}"):
        (found,) = notices(title="Columns leave", text=text)
        assert (found.kind, found.found_in) == (kind, "text")
        assert found.text == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Corrects paragraph 3 to say that two columns left, not three)", "corrected"),
        ("(Adds reply of the ministry, corrects spelling of the town)", "corrected"),
        ("(Adds reply of the ministry)", "updated"),
        ("(Refiles to fix a slip in the headline)", "refiled"),
        ("(Removes extraneous word from the headline)", "corrected"),
        ("(Corrige el nombre del pueblo en el segundo párrafo)", "corrected"),
    ],
)
def test_what_agencies_say_in_brackets_counts_in_the_first_lines_only(line: str, kind: str) -> None:
    assert kinds(text=f"{line}\n\n{STORY}") == [kind]
    assert kinds(text=f"{STORY}\n\n{line}") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry corrected its figures on Tuesday.",
        "The ministry said its report has been corrected.",
        "The agency has withdrawn its report on the columns.",
        "An earlier version of the bill was rejected.",
        "An earlier version of the report said that three columns left.",
        "The minister said an earlier version of this article was wrong.",
        "“This article has been corrected,” the paper told its readers.",
        "This article has been corrected, the ministry said.",
        "This story was changed by the ministry under pressure.",
        "This report has been withdrawn from the shops.",
        "This video was removed by the platform.",
        "This law has been amended twice.",
        "This weapon has been updated since the war.",
        "Updated 10:30",
        "Updated: 15 February 2022, 10:30",
        "Update: Tuesday, 15 February 2022",
        "Last updated at 10:30 GMT",
        "This article was last updated on 15 February 2022.",
        "This is a developing story and will be updated.",
        "This interview has been edited for length and clarity.",
        "An earlier version of this article was published in June.",
        "Editor's note: The views expressed here are those of the author.",
        "Editor's note: Ada Reporter is a fellow at an institute.",
        "Editor's note: Sign up for our morning letter.",
        "The correction: a fall of ten percent in one day.",
        "Corrections officers: a profession under strain.",
        "Update your browser to see the map.",
        "Clarification was asked of the general.",
        "Aktualisiert am 15. Februar 2022 um 10:30 Uhr",
        "Das Ministerium hat seine Zahlen korrigiert.",
        "Dieser Bericht wurde vom Ministerium korrigiert.",
        "Mis à jour le 15 février 2022 à 10h30",
        "Cet article a été modifié par le Parlement.",
        "Una versión anterior de la ley fue rechazada.",
        "Este artículo fue modificado por el Congreso.",
        "Questo articolo è stato modificato dal Parlamento.",
        "Обновлено: 15 февраля 2022, 10:30",
        "Министерство исправило свои данные.",
        "Міністерство виправило свої дані.",
        "Bakanlık rakamlarını düzeltti.",
        "صححت الوزارة أرقامها.",
    ],
)
def test_a_story_about_a_correction_and_a_time_stamp_are_no_notice(sentence: str) -> None:
    assert kinds(text=f"{sentence}\n\n{STORY}\n\n{sentence}") == []


def test_a_notice_in_the_middle_of_a_long_text_is_not_looked_for() -> None:
    assert kinds(text=f"{STORY}\n\nThis article has been corrected.\n\n{STORY}") == []


def test_a_label_alone_takes_the_next_line_with_it() -> None:
    first, *_ = notices(title="", text=f"{STORY}\n\nCorrection:\n\nThe town lies in the north.")
    assert first.text == "Correction: The town lies in the north."


def test_a_long_notice_is_shortened_to_one_line() -> None:
    (found,) = notices(title="", text=f"Correction: the town\tlies {'far ' * 200}in the north.")
    assert len(found.text) <= LONGEST_NOTICE
    assert "\t" not in found.text


def test_only_what_was_not_said_before_is_new() -> None:
    before = (Notice("updated", "UPDATE 2-Columns leave", "title"), Notice("corrected", "Correction: A.", "text"))
    again = (Notice("updated", "Update 3-Columns leave", "title"), Notice("corrected", "Correction: B.", "text"))
    withdrawn = Notice("withdrawn", "Update 3-Columns leave", "title")
    assert new_notices(before, (withdrawn, *again)) == (withdrawn, again[1])
    assert new_notices((), again) == again
    assert new_notices(again, ()) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Correction " * 100_000, id="one line"),
        pytest.param("This article was " * 60_000, id="begun and never ended"),
        pytest.param("(Corrects (" * 90_000, id="brackets"),
        pytest.param("Correction: x.\n" * 60_000, id="many"),
        pytest.param("В предыдущей версии " * 50_000, id="Russian"),
        pytest.param("Dieser Artikel wurde . " * 50_000, id="German"),
        pytest.param("\n" * 1_000_000, id="empty lines"),
    ],
)
def test_no_text_holds_the_reader_up(text: str) -> None:
    began = time.perf_counter()
    assert len(notices(title=text, text=text)) <= MOST_NOTICES
    assert time.perf_counter() - began < 2


@given(st.text(max_size=80), st.text(max_size=300))
def test_no_text_breaks_the_reader(title: str, text: str) -> None:
    for notice in notices(title=title, text=text):
        assert len(notice.text) <= LONGEST_NOTICE
        assert len(notice.text.splitlines()) <= 1
