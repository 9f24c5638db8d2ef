"""Time how fast claims like the one being entered are found among many that are recorded."""

import random
import time
from collections.abc import Iterator
from itertools import islice

from claims.analysis import claim_pairs
from claims.analysis.claim_pairs import PairText
from claims.matching import similar_claims
from claims.models import Claim, ClaimWord, User, database_now
from claims.vocabulary import Role

ASKED = 60  # statements
WORDS_OF_A_CLAIM = 14
BATCH = 2_000
COMMON = 64  # the most frequent word stands in about a tenth of the claims, as in the fact-checks we measured


def run(*, size: int) -> dict[str, float]:
    """Milliseconds for one statement among `size` made-up claims whose words are as frequent as in real ones."""
    dice = random.Random(1)
    words = sorted(similar_claims.model().words, key=lambda root: -similar_claims.model().words[root].documents)
    began = time.perf_counter()
    _fill(size, dice, words)
    filled = time.perf_counter() - began
    asked = [PairText(0, _sentence(dice, words)) for _ in range(ASKED)]
    similar_claims.similar(text=asked[0], among=Claim.objects.all())  # warm: the plan, the first pages of the index
    timed = [_milliseconds(text) for text in asked]
    taken, busy = (sorted(column) for column in zip(*timed, strict=True))
    return {
        "claims": size,
        "filled_per_second": round(size / filled),
        "words_kept": ClaimWord.objects.count(),
        "similar_p50_ms": round(taken[len(taken) // 2], 1),
        "similar_p95_ms": round(taken[int(len(taken) * 0.95)], 1),
        "similar_worst_ms": round(taken[-1], 1),
        # Of this process alone: on a busy machine it says more than the clock on the wall.
        "similar_cpu_p50_ms": round(busy[len(busy) // 2], 1),
        "similar_cpu_p95_ms": round(busy[int(len(busy) * 0.95)], 1),
    }


def _fill(size: int, dice: random.Random, words: list[str]) -> None:
    editor = User.objects.create_user(username="bench", role=Role.EDITOR)
    made = (Claim(statement=_sentence(dice, words), created_by=editor, created_at=database_now()) for _ in range(size))
    while batch := list(islice(made, BATCH)):
        ClaimWord.objects.bulk_create(_words_of(Claim.objects.bulk_create(batch)), batch_size=BATCH)


def _words_of(claims: list[Claim]) -> Iterator[ClaimWord]:
    for claim in claims:
        for root in claim_pairs.heaviest_roots(claim.statement, claim.quotation, similar_claims.model()):
            yield ClaimWord(claim=claim, root=root)


def _sentence(dice: random.Random, words: list[str]) -> str:
    return " ".join(words[int(dice.paretovariate(0.7) * COMMON) % len(words)] for _ in range(WORDS_OF_A_CLAIM))


def _milliseconds(text: PairText) -> tuple[float, float]:
    """By the clock on the wall, and of this process's processor time."""
    began, busy = time.perf_counter(), time.process_time()
    similar_claims.similar(text=text, among=Claim.objects.all())
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - busy)
