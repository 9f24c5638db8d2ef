"""Each catalogue has every message of the sources, translated, and the compiled one says the same.

Red? `make messages` brings the catalogues up to date; then translate what is empty, and run it again.
"""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

from tests.languages import catalogues
from tests.languages.catalogues import forms

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+[^>]*>")

languages = pytest.mark.parametrize("language", catalogues.LANGUAGES)


def key(message: Message) -> tuple[str | None, str]:
    # A context that Babel read of a compiled catalogue is bytes.
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, message.id if isinstance(message.id, str) else message.id[0]


def says_the_same(message: Message) -> bool:
    """Whether each form has the placeholders and tags of the English one; of one thing the number may be left out."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    told = forms(message)
    tags = all(sorted(TAG.findall(one)) == sorted(TAG.findall(english[-1])) for one in told)
    if len(english) == 1:
        return tags and sorted(PLACEHOLDER.findall(told[0])) == sorted(PLACEHOLDER.findall(english[0]))
    most, least = set(PLACEHOLDER.findall(english[1])), set(PLACEHOLDER.findall(english[0]))
    first, *others = (set(PLACEHOLDER.findall(one)) for one in told)
    return tags and first <= most | least and all(one == most for one in others)


@pytest.mark.parametrize(
    "message",
    ["Your role may not record claims.", "Skip to the content", "Until %(until)s we worded it:", "j M Y H:i"],
    ids=["Python", "a template", "a block", "a filter's argument"],
)
def test_the_sources_are_read(message: str) -> None:
    found = {key(one)[1] for one in catalogues.extracted()}
    assert message in found
    assert len(found) > 2000


@languages
def test_it_has_every_message_and_no_other(language: str) -> None:
    wanted = {key(one) for one in catalogues.extracted()}
    catalogue = catalogues.read(language)
    assert {key(one) for one in catalogue} == wanted
    assert not catalogue.obsolete


@languages
def test_every_message_is_translated(language: str) -> None:
    catalogue = catalogues.read(language)
    messages = [one for one in catalogue if one.id]
    assert [one.id for one in messages if one.fuzzy or not all(forms(one))] == []
    counted = [one for one in messages if not isinstance(one.id, str)]
    assert [one.id for one in counted if len(forms(one)) != catalogue.num_plurals] == []


@languages
def test_every_translation_has_the_placeholders_and_tags(language: str) -> None:
    translated = (one for one in catalogues.read(language) if one.id and all(forms(one)))
    assert [(one.id, one.string) for one in translated if not says_the_same(one)] == []


@languages
def test_the_compiled_catalogue_says_the_same(language: str) -> None:
    with catalogues.po(language).with_suffix(".mo").open("rb") as file:
        compiled = {key(one): forms(one) for one in read_mo(file) if one.id}
    assert compiled == {key(one): forms(one) for one in catalogues.read(language) if one.id and all(forms(one))}
