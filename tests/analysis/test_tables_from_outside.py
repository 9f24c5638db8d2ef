"""CSV, JSONL and copied cells become columns and rows; what is none is answered in a sentence."""

import json

import pytest

from claims.analysis import tables
from claims.analysis.tables import NotATable, Table, read_table
from claims.vocabulary import ImportFormat


def read(text: str) -> Table:
    return read_table(text.encode())


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
def test_the_separator_is_the_one_that_the_first_line_has_most_of(separator: str) -> None:
    table = read(f"who{separator}what\nNATO{separator}No sign, we said; none\n".replace("sign,", "sign"))
    assert table.columns == ("who", "what")
    assert table.rows[0].cells[0] == "NATO"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_and_empty_ones_are_no_rows() -> None:
    table = read("who,what\nA,one\n,\n\nB,two\n")
    assert [row.number for row in table.rows] == [2, 5]


def test_a_cell_in_quotation_marks_holds_separators_and_lines() -> None:
    table = read('what,who\n"Units, he said,\nare leaving",A\n')
    assert table.rows[0].cells == ("Units, he said,\nare leaving", "A")


def test_a_copied_cell_may_begin_with_a_quotation_mark() -> None:
    table = read('who\twhat\nA\t"None" left, he said\nB\tTwo\n')
    assert table.format == ImportFormat.CELLS
    assert [row.cells[1] for row in table.rows] == ['"None" left, he said', "Two"]


def test_without_a_header_the_columns_are_numbered() -> None:
    table = read_table(b"A,one\nB,two\n", has_header=False)
    assert (table.columns, len(table.rows)) == (("Column 1", "Column 2"), 2)


def test_a_name_that_stands_twice_is_numbered() -> None:
    assert read("date,date,\n1,2,3\n").columns == ("date", "date (2)")


def test_unicode_text_of_a_spreadsheet_is_read() -> None:
    table = read_table("хто\tщо\nМЗС\tТак\n".encode("utf-16"))
    assert table.columns == ("хто", "що")


def test_a_mark_of_the_encoding_is_no_part_of_the_first_name() -> None:
    assert read_table(b"\xef\xbb\xbfwho,what\nA,b\n").columns == ("who", "what")


def test_a_row_with_more_cells_than_columns_says_so_and_stays() -> None:
    table = read("who,what\nA,one\nB,two,three\n")
    assert table.rows[0].fault == ""
    assert table.rows[1].fault.startswith("The row has more cells than there are columns")


def test_json_lines_have_the_columns_that_any_of_them_names() -> None:
    lines = [{"who": "A", "what": "one"}, {"what": "two", "n": 3, "criteria": ["a", "b"]}]
    table = read("\n".join(map(json.dumps, lines)))
    assert table.columns == ("who", "what", "n", "criteria")
    assert [row.cells for row in table.rows] == [("A", "one", "", ""), ("", "two", "3", "a\nb")]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("Windows-1251", "Жодна частина не пішла"),
        ("Windows-1252", "Keine Einheit kehrte zurück"),
        ("Windows-1250", "Żaden oddział"),
    ],
)
def test_letters_of_an_older_spreadsheet_are_read_as_somebody_says(encoding: str, words: str) -> None:
    table = read_table(f"who;what\nNATO;{words}\n".encode(encoding), encoding=encoding)
    assert table.rows[0].cells == ("NATO", words)


def test_a_mark_of_unicode_counts_more_than_what_somebody_says() -> None:
    for mark in ("utf-8-sig", "utf-16"):
        assert read_table("who,what\nНАТО,Ні\n".encode(mark), encoding="Windows-1251").rows[0].cells == ("НАТО", "Ні")


def test_bytes_that_these_letters_have_not_are_said() -> None:
    with pytest.raises(NotATable, match=r"not in Windows-1251 \(line 2 has other bytes\)"):
        read_table(b"who,what\nA,\x98\n", encoding="Windows-1251")


def test_a_broken_json_line_is_a_fault_of_its_row() -> None:
    table = read('{"what": "one"}\n{"what": \n[1]\n')
    assert [(row.number, bool(row.fault)) for row in table.rows] == [(1, False), (2, True), (3, True)]


def test_one_json_list_is_a_table_too() -> None:
    assert len(read('[{"what": "one"}, {"what": "two"}]').rows) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in it."),
        (b"  \n \n", "There is nothing in it."),
        (b"who,what\n", "It has no rows under its first one."),
        (b'""\n""\n', "It has no rows under its first one."),
        (b"PK\x03\x04 rest", "This is a xlsx file, no table as text: save it as CSV"),
        (b"%PDF-1.7", "This is a PDF file"),
        (b"who,what\nA,\x00\n", "it holds zero bytes"),
        ("who,what\nА,Ні\n".encode("cp1251"), "The file is not in UTF-8 (line 2 has other bytes)"),
        (b'who,what\nA,"never closed\nB,two\n', "a quotation mark is never closed"),
        (b'who,what\nA,"' + b"x" * 140_000, "longer than 130,000 characters"),
        (b"what\n" + b"a\n" * (tables.MOST_ROWS + 1), "more than 20000 rows: import it in parts"),
        (b"what\n" + b"\n" * (2 * tables.MOST_ROWS + 9) + b"a\n", "more than 20000 rows: import it in parts"),
        (b",".join(b"c%d" % n for n in range(99)) + b"\na\n", "more than 60 columns"),
        (b"x" * (tables.MOST_BYTES + 1), "larger than 10 MB"),
        (b"[1, 2", "cannot be read as one"),
        (b"[" * 100_000, "cannot be read as one"),
        (b"{" * 100_000, "holds no object"),
        (b"[1, 2]", "holds no object"),
    ],
)
def test_what_is_no_table_is_answered_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotATable) as told:
        read_table(content)
    assert sentence in str(told.value)
