"""The tools that collect messages read calls: what is hidden from them can never be translated."""

import ast
from collections.abc import Iterator
from pathlib import Path

import claims

ROOT = Path(claims.__file__).parent
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
MARKS |= {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


def hidden(source: str) -> Iterator[str]:
    """The f-strings of a source that mark a message within themselves."""
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.JoinedStr):
            calls = (part.func for part in ast.walk(one) if isinstance(part, ast.Call))
            if any(isinstance(name, ast.Name) and name.id in MARKS for name in calls):
                yield ast.unparse(one)


def test_no_message_is_marked_within_an_f_string() -> None:
    found = {path.name: list(hidden(path.read_text(encoding="utf-8"))) for path in ROOT.rglob("*.py")}
    assert {name: strings for name, strings in found.items() if strings} == {}
    assert len(found) > 100


def test_a_message_within_an_f_string_is_noticed() -> None:
    assert list(hidden("f\"{told}. {_('Noisy.')}\"")) == ["f\"{told}. {_('Noisy.')}\""]
    assert list(hidden("noisy = _('Noisy.'); told = f'{told}. {noisy}'")) == []
