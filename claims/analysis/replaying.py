"""Roll journal entries forward: what the record said of each object at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What replaying needs of one journal entry."""

    subject_type: str
    subject_id: str
    after: Mapping[str, Any]
    recorded_at: datetime


class Replaced(NamedTuple):
    """A value that stood until a later entry replaced it, and the object's other values while it stood."""

    value: Any
    until: datetime
    state: Mapping[str, Any]


Key = tuple[str, str]


def replay(entries: Iterable[Said]) -> dict[Key, dict[str, Any]]:
    """The state of each (type, id) after the entries, in their order: later values replace earlier ones.

    An object whose last word is `withdrawn` is not there any more.
    """
    states: dict[Key, dict[str, Any]] = {}
    for entry in entries:
        states.setdefault((entry.subject_type, entry.subject_id), {}).update(entry.after)
    return {key: state for key, state in states.items() if not state.get("withdrawn")}


def replaced(entries: Iterable[Said], key: Key, name: str) -> list[Replaced]:
    """The earlier values of one field of one object, oldest first; the value that stands now is not among them."""
    state: dict[str, Any] = {}
    found: list[Replaced] = []
    for entry in entries:
        if (entry.subject_type, entry.subject_id) != key:
            continue
        if name in state and name in entry.after and entry.after[name] != state[name]:
            found.append(Replaced(state[name], entry.recorded_at, dict(state)))
        state.update(entry.after)
    return found
