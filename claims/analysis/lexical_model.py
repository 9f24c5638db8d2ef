"""The trained model of the matcher: how rare words are, and what each feature counts for every set of encoders."""

import gzip
import hashlib
import itertools
import json
import math
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from claims.analysis import roots, thresholds, weight_sets
from claims.analysis.thresholds import Thresholds
from claims.analysis.weight_sets import WeightSet

WEIGHTS: Final = Path(__file__).resolve().parent.parent / "matching" / "weights"
COEFFICIENTS_FILE: Final = "matching.json"
WORDS_FILE: Final = "words.tsv.gz"
_LONG_LIST: Final = re.compile(r"\[[^\[\]{}]*\]")  # a vector stands in one line

# Words of the news that say much the same of an event; a partner counts as a part of a match.
_FAMILIES: Final = (
    "withdraw retreat pullback pullout drawdown pull leave exit return depart remove reduce reduction",
    "troop soldier force military unit army battalion brigade",
    "kill die murder slay execute assassinate behead",
    "arrest detain jail imprison custody capture catch apprehend",
    "buy acquire purchase takeover",
    "attack strike assault raid bomb airstrike",
    "invade incursion offensive",
    "sick ill infect infection disease contract virus",
    "find discover unearth",
    "picture photo photograph image snapshot",
    "video footage film clip",
    "teen teenager teenage girl boy schoolgirl schoolboy",
    "wedding marry bride groom husband wife",
    "pregnant pregnancy birth baby",
    "drill exercise manoeuvre maneuver",
    "ceasefire truce peace",
    "launch release unveil debut",
    "price cost retail",
    "rob steal theft thief",
    "drug marijuana cannabis",
    "dog pup puppy",
    "movie biopic flick",
    "dismiss sack fire resign oust",
    "doctor physician medic surgeon surgery",
    "gunman shooter attacker",
)


class DamagedWeights(ValueError):
    """The weight files cannot be read; the message names the file."""


def _partners() -> dict[str, str]:
    return {roots.root_of(word): "~" + family.split()[0] for family in _FAMILIES for word in family.split()}


FAMILY_OF: Final[Mapping[str, str]] = _partners()


@dataclass(frozen=True, slots=True)
class WordCount:
    """In how many of the news documents a word stands, and whether it is mostly written with a capital there."""

    documents: int
    is_mostly_capital: bool


@dataclass(frozen=True, slots=True)
class Model:
    """What train_matching learned; thresholds: those it recommends; version names the exact files.

    second_looks: by the name of a set, the weights for articles that are read on (second_look.is_open).
    """

    documents: int
    words: Mapping[str, WordCount]
    sets: Mapping[str, WeightSet]
    second_looks: Mapping[str, WeightSet]
    chance: Mapping[str, Mapping[str, float]]  # what unrelated claims reach, by kind: features.with_rivals
    centres: Mapping[str, tuple[float, ...]]  # the mean vector of many claims, by the version of an encoder
    thresholds: Thresholds
    version: str
    _rarities: Mapping[str, float] = field(init=False, repr=False, compare=False)
    _rarest: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Reckon every rarity once: they are asked for hundreds of times an article."""
        rarities = {root: math.log((self.documents + 1) / (n.documents + 0.5)) for root, n in self.words.items()}
        object.__setattr__(self, "_rarities", rarities)
        object.__setattr__(self, "_rarest", math.log((self.documents + 1) / 0.5))

    def rarity(self, root: str) -> float:
        """Inverse document frequency in the news, at least 0; an unseen word is as rare as can be."""
        return self._rarities.get(root, self._rarest)

    def rarities(self, roots: Iterable[str]) -> list[float]:
        """The rarity of each root, in order."""
        known, rarest = self._rarities.get, self._rarest
        return [known(root, rarest) for root in roots]

    def usually_capital(self, root: str) -> bool | None:
        """Whether the news writes the word with a capital inside a sentence; None for a word it never used."""
        count = self.words.get(root)
        return count.is_mostly_capital if count else None

    def weight_set(self, kind: str, encoders: Collection[str]) -> WeightSet:
        """The set for texts of one language or of two, and the largest part of the encoders that has one."""
        subsets = (some for n in range(len(encoders), 0, -1) for some in itertools.combinations(sorted(encoders), n))
        names = (weight_sets.name_of(kind, some) for some in subsets)
        return self.sets[next((name for name in names if name in self.sets), kind)]


def load_model(path: Path | None = None) -> Model:
    """The model in a folder of weights (the one that is shipped when none is named).

    Raises DamagedWeights with the file's name when one is missing or cannot be read.
    """
    folder = path or WEIGHTS
    coefficients, table = _bytes_of(folder / COEFFICIENTS_FILE), _bytes_of(folder / WORDS_FILE)
    with _named_when_damaged(folder / WORDS_FILE):
        documents, counts = _read_table(table)
    with _named_when_damaged(folder / COEFFICIENTS_FILE):
        learned = json.loads(coefficients)
        return Model(
            documents=documents,
            words=counts,
            sets=_complete({name: weight_sets.read(name, one) for name, one in learned["sets"].items()}),
            second_looks={name: weight_sets.read(name, one) for name, one in learned["second_looks"].items()},
            chance={kind: _numbers(reached) for kind, reached in learned["chance"].items()},
            centres={version: tuple(map(float, centre)) for version, centre in learned["centres"].items()},
            thresholds=thresholds.from_weights(learned),
            version=hashlib.sha256(coefficients + table).hexdigest()[:12],
        )


@contextmanager
def _named_when_damaged(file: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, OSError, zlib.error) as reason:
        raise DamagedWeights(f"The weight file {file} is damaged: {reason!r}. Run train_matching again.") from reason


def load_thresholds(path: Path | None = None) -> Thresholds:
    """The thresholds that a folder of weights recommends; its words are not read. Raises DamagedWeights."""
    file = (path or WEIGHTS) / COEFFICIENTS_FILE
    raw = _bytes_of(file)
    with _named_when_damaged(file):
        return thresholds.from_weights(json.loads(raw))


def _complete(sets: Mapping[str, WeightSet]) -> Mapping[str, WeightSet]:
    if missing := {weight_sets.SAME, weight_sets.FOREIGN} - sets.keys():
        raise ValueError(f"no set {' and '.join(sorted(missing))}, for words without an encoder")
    return sets


def _numbers(learned: Mapping[str, float]) -> dict[str, float]:
    return {str(name): float(value) for name, value in learned.items()}


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as reason:
        raise DamagedWeights(f"The weight file {file} cannot be read: {reason.strerror}.") from reason


def _read_table(table: bytes) -> tuple[int, dict[str, WordCount]]:
    """First line the number of documents, then "word TAB documents", with a third field "A" when mostly capital."""
    head, *lines = gzip.decompress(table).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return int(head), {row[0]: WordCount(int(row[1]), len(row) > 2) for row in rows}


def write_model(model: Model, folder: Path, *, notes: Mapping[str, object]) -> None:
    """Write a model's two files; the same model always gives the same bytes."""
    learned = {
        "thresholds": model.thresholds.as_json(),
        "sets": {name: one.as_json() for name, one in sorted(model.sets.items())},
        "second_looks": {name: one.as_json() for name, one in sorted(model.second_looks.items())},
        "chance": {kind: dict(reached) for kind, reached in sorted(model.chance.items())},
        "centres": {version: list(centre) for version, centre in sorted(model.centres.items())},
        "notes": dict(notes),
    }
    lines = [str(model.documents)]
    lines += [f"{root}\t{n.documents}" + "\tA" * n.is_mostly_capital for root, n in sorted(model.words.items())]
    folder.mkdir(parents=True, exist_ok=True)
    written = _LONG_LIST.sub(lambda found: " ".join(found.group().split()), json.dumps(learned, indent=1))
    (folder / COEFFICIENTS_FILE).write_text(written + "\n", encoding="utf-8")
    (folder / WORDS_FILE).write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))
