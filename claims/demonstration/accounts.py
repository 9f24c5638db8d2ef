"""Keep the demonstration's generated passwords where only the person who runs it can read them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    password: str
    role: str


def keep(those: Iterable[Account], *, kept_in: Path) -> None:
    """Write one account a line: user name, password, role."""
    kept_in.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{one.username}\t{one.password}\t{one.role}\n" for one in those)
    with os.fdopen(os.open(kept_in, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def kept(path: Path) -> list[Account]:
    """The accounts written before; none when there is no such file."""
    if not path.exists():
        return []
    return [Account(*line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()]
