"""Tell how a body stands to a headline: agrees, disagrees, discusses it, or is unrelated (the Fake News Challenge)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from claims.analysis import linear_stance, pair_features, pair_texts, stance_features, weight_files
from claims.analysis.lexical_model import WEIGHTS, Model
from claims.analysis.linear_stance import StanceLines
from claims.analysis.pair_texts import BodyText, Floats, HeadlineText
from claims.analysis.trees import Trees

PAIRS_FILE: Final = "stance_pairs.json.gz"
AGREE, DISAGREE, DISCUSS, UNRELATED = LABELS = ("agree", "disagree", "discuss", "unrelated")
# How much the two texts' stances by themselves count beside the trees, which see the pair; by held-out events.
SHARE_OF_SIDES: Final = 0.5
_BATCH: Final = 256

# What the challenge pays for an answer: a quarter for related or not, three more for the right one of the related.
REWARD: Final = np.array(
    [
        [1.0, 0.25, 0.25, 0.0],
        [0.25, 1.0, 0.25, 0.0],
        [0.25, 0.25, 1.0, 0.0],
        [0.0, 0.0, 0.0, 0.25],
    ]
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline as read, and the chances of its stance by itself."""

    text: HeadlineText
    chances: Floats


@dataclass(frozen=True, slots=True)
class Body:
    """A body as read, and the chances of its stance by itself."""

    text: BodyText
    chances: Floats


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads headlines and bodies, each once for all its pairs."""

    words: Model
    lines: StanceLines

    def headline(self, text: str) -> Headline:
        chances = self.lines.headline.chances(stance_features.measure_headline(text))
        return Headline(pair_texts.read_headline(text, self.words), chances)

    def body(self, text: str) -> Body:
        read = pair_texts.read_body(text, self.words)
        return Body(read, self.lines.body.chances(stance_features.measure_body(read)))


@dataclass(frozen=True, slots=True)
class PairModel:
    """What train_stances learned from pairs of headline and body."""

    trees: Trees
    version: str

    def chances(self, rows: Floats, sides: Floats) -> Floats:
        """(pairs, features) and what both_sides says of each (pairs, 3) in, (pairs, LABELS) out; rows add up to 1."""
        return blend(linear_stance.softmax(self.trees.scores(rows)), sides)


def blend(chances: Floats, sides: Floats) -> Floats:
    """The trees' chances (pairs, LABELS), those of the three related labels moved towards what both sides say."""
    related = 1 - chances[:, 3:]
    seen = chances[:, :3] / np.maximum(related, 1e-12)
    return np.hstack([related * ((1 - SHARE_OF_SIDES) * seen + SHARE_OF_SIDES * sides), chances[:, 3:]])


def both_sides(headline: Floats, body: Floats) -> Floats:
    """The chances of agree, disagree, discuss, by the two texts' stances alone.

    Two texts on one event agree when they are on one side, disagree on two, and discuss when one only observes: so
    the challenge's labels were made from the stances of its headlines and bodies.
    """
    agree = headline[0] * body[0] + headline[1] * body[1]
    disagree = headline[0] * body[1] + headline[1] * body[0]
    return np.array([agree, disagree, 1 - agree - disagree])


def choose(chances: Floats) -> list[str]:
    """For each row the label that is worth most by the challenge's own score, given the chances."""
    return [LABELS[best] for best in (chances @ REWARD).argmax(axis=1)]


def label_pairs(pairs: Iterable[tuple[Headline, Body]], model: PairModel) -> Iterator[str]:
    """The label of every pair, in order; pairs are taken a batch at a time."""
    waiting = iter(pairs)
    while batch := list(islice(waiting, _BATCH)):
        rows = np.array([pair_features.features(headline.text, body.text) for headline, body in batch])
        sides = np.array([both_sides(headline.chances, body.chances) for headline, body in batch])
        yield from choose(model.chances(rows, sides))


def load_pair_model(folder: Path = WEIGHTS) -> PairModel:
    """The shipped model, or another folder's. Raises DamagedWeights with the file's name."""
    file = folder / PAIRS_FILE
    told, version = weight_files.read(file)
    try:
        if tuple(told["features"]) != pair_features.NAMES:
            raise ValueError("it was learned from other features")
        trees = Trees.from_json(told["trees"], features=len(pair_features.NAMES))
        if trees.outputs != len(LABELS):
            raise ValueError("it tells other labels apart")
    except (ValueError, KeyError, TypeError, OverflowError) as reason:
        raise weight_files.damaged(file, reason) from reason
    return PairModel(trees, f"pairs-{version}")


def write_pair_model(trees: Trees, folder: Path) -> None:
    """Write the model's file; the same trees give the same bytes."""
    weight_files.write(folder / PAIRS_FILE, {"features": list(pair_features.NAMES), "trees": trees.as_json()})
