"""What is replayed is read whole, or refused with one sentence."""

import json
from pathlib import Path

import pytest

from claims.benchmarks import replay_rows, replay_wire


def folder_with(tmp_path: Path, articles: list[dict[str, object]]) -> Path:
    (tmp_path / replay_rows.CLAIMS).write_text(json.dumps({"id": "c1", "text": "It rains in Bergen"}) + "\n")
    lines = "".join(json.dumps(row) + "\n" for row in articles)
    (tmp_path / replay_rows.ARTICLES).write_text(lines)
    return tmp_path


def article(number: int, **values: object) -> dict[str, object]:
    row = {
        "id": f"a{number}",
        "gold": ["c1"],
        "title": "Rain & <b>wind</b>",
        "source": "bergen.example",
        "body": "Wet.",
    }
    return {**row, **values}


def test_each_outlet_has_an_address_of_its_own(tmp_path: Path) -> None:
    rows = replay_rows.read(folder_with(tmp_path, [article(n, source=f"outlet{n}") for n in range(600)]))
    hosts = list(rows.sources().values())
    assert len(set(hosts)) == 600
    assert all(host.startswith("127.60.") for host in hosts)


def test_a_title_is_escaped_in_feed_and_page(tmp_path: Path) -> None:
    rows = replay_rows.read(folder_with(tmp_path, [article(1)]))
    texts = [text for _type, text in replay_wire.answers(rows, port=8742).values()]
    assert len(texts) == 2
    assert not any("<b>" in text for text in texts)


def test_a_row_without_a_body_has_a_page_without_an_article(tmp_path: Path) -> None:
    rows = replay_rows.read(folder_with(tmp_path, [article(1, body=None)]))
    assert "<article>" not in replay_rows.page_of(rows.articles[0])


@pytest.mark.parametrize("line", ["not json", "[]", '{"title": "no id"}', "7"])
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str) -> None:
    folder_with(tmp_path, [article(1)])
    with (tmp_path / replay_rows.ARTICLES).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(replay_rows.UnreadableRows, match="line 2, is not a row"):
        replay_rows.read(tmp_path)


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(replay_rows.UnreadableRows, match="cannot be read"):
        replay_rows.read(tmp_path)
