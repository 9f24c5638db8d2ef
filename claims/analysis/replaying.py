"""Roll journal entries forward: what the record said of each object at a time."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What replaying needs of one journal entry."""

    subject_type: str
    subject_id: str
    after: Mapping[str, Any]


Key = tuple[str, str]


def replay(entries: Iterable[Said]) -> dict[Key, dict[str, Any]]:
    """The state of each (type, id) after the entries, in their order: later values replace earlier ones.

    An object whose last word is `withdrawn` is not there any more.
    """
    states: dict[Key, dict[str, Any]] = {}
    for entry in entries:
        states.setdefault((entry.subject_type, entry.subject_id), {}).update(entry.after)
    return {key: state for key, state in states.items() if not state.get("withdrawn")}
