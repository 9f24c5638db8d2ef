"""The trained model of the lexical matcher: how rare words are, and what each feature counts."""

import gzip
import hashlib
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from claims.analysis import roots

WEIGHTS: Final = Path(__file__).resolve().parent.parent / "matching" / "weights"
COEFFICIENTS_FILE: Final = "lexical.json"
WORDS_FILE: Final = "words.tsv.gz"

# What lexical_features measures; weights for anything else belong to another version.
_FEATURES: Final = """
cos_title cos_lead cos_text cover_lead cover_text margin_title margin_text margin_cover_text
names_missing numbers_shared numbers_missing claim_words title_words text_words
"""
FEATURES: Final = frozenset(_FEATURES.split())
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
    """What train_matching learned. floor: the recommended least probability to show; version names the exact files."""

    documents: int
    words: Mapping[str, WordCount]
    intercept: float
    weights: Mapping[str, float]
    floor: float
    version: str

    def rarity(self, root: str) -> float:
        """Inverse document frequency in the news, at least 0; an unseen word is as rare as can be."""
        count = self.words.get(root)
        return math.log((self.documents + 1) / ((count.documents if count else 0) + 0.5))

    def usually_capital(self, root: str) -> bool | None:
        """Whether the news writes the word with a capital inside a sentence; None for a word it never used."""
        count = self.words.get(root)
        return count.is_mostly_capital if count else None

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the logit; together with "intercept" they are the logit."""
        return {"intercept": self.intercept} | {name: w * features[name] for name, w in self.weights.items()}


def probability(contributions: Mapping[str, float]) -> float:
    """The probability whose logit the contributions add up to."""
    logit = math.fsum(contributions.values())
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else 1 - 1 / (1 + math.exp(logit))


def load_model(path: Path | None = None) -> Model:
    """The model in a folder of weights (the one that is shipped when none is named).

    Raises DamagedWeights with the file's name when one is missing or cannot be read.
    """
    folder = path or WEIGHTS
    coefficients, table = (
        _bytes_of(folder / COEFFICIENTS_FILE),
        _bytes_of(folder / WORDS_FILE),
    )
    try:
        learned = json.loads(coefficients)
        documents, counts = _read_table(table)
        return Model(
            documents=documents,
            words=counts,
            intercept=float(learned["intercept"]),
            weights=_known({str(name): float(weight) for name, weight in learned["weights"].items()}),
            floor=float(learned["floor"]),
            version="lexical-" + hashlib.sha256(coefficients + table).hexdigest()[:12],
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        OSError,
        zlib.error,
    ) as reason:
        raise DamagedWeights(f"The weights in {folder} are damaged: {reason!r}. Run train_matching again.") from reason


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as reason:
        raise DamagedWeights(f"The weight file {file} cannot be read: {reason.strerror}.") from reason


def _known(weights: dict[str, float]) -> dict[str, float]:
    if strangers := weights.keys() - FEATURES:
        raise ValueError(f"unknown features {', '.join(sorted(strangers))}")
    return weights


def _read_table(table: bytes) -> tuple[int, dict[str, WordCount]]:
    """First line the number of documents, then "word TAB documents", with a third field "A" when mostly capital."""
    head, *lines = gzip.decompress(table).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return int(head), {row[0]: WordCount(int(row[1]), len(row) > 2) for row in rows}


def write_model(model: Model, folder: Path, *, notes: Mapping[str, object]) -> None:
    """Write a model's two files; the same model always gives the same bytes."""
    learned = {
        "intercept": model.intercept,
        "weights": dict(model.weights),
        "floor": model.floor,
        "notes": dict(notes),
    }
    lines = [str(model.documents)]
    lines += [f"{root}\t{n.documents}" + "\tA" * n.is_mostly_capital for root, n in sorted(model.words.items())]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / COEFFICIENTS_FILE).write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    (folder / WORDS_FILE).write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))
