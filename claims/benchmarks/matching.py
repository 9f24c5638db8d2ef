"""Time the claim index beside tantivy and SQLite's FTS5, on the same claims and articles in the same run.

Times are processor time, so that a neighbour on the machine counts less. A size has a process of its own, and ours is
measured for memory before the others are filled.
"""

import itertools
import math
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np

from claims.analysis import claim_index, lexical_features, second_look, similarity, words
from claims.analysis.claim_index import ClaimIndex, ClaimText, QueryText
from claims.analysis.lexical_model import Model, load_model
from claims.analysis.meanings import MeaningIndex
from claims.analysis.similarity import match
from claims.benchmarks import made_up_meanings, yardsticks
from claims.benchmarks.made_up_news import MadeUpNews
from claims.benchmarks.yardsticks import MISSING, Yardstick

Figures = dict[str, Any]
Act = Callable[[], object]
Question = Callable[[QueryText], Act]  # what is done before the clock starts, and then what is timed

NO_ENCODERS: Final = "-"
_STATUS: Final = Path("/proc/self/status")
SHORT: Final = 20  # claims on a shortlist
LONG: Final = 50
WARM_UP: Final = 10  # articles that are asked about before the clock counts
# Articles that one engine is asked about before the next has its turn: a neighbour on the machine slows all alike.
# FTS5, which takes seconds each at a million claims, has one turn.
_IN_A_ROW: Final = 10
_CHUNK: Final = 1000
READ_ON_ONE_IN: Final = 5  # of the labelled articles nearly that many are open
ASKED: Final = (
    "tantivy and fts5: every word of title and text but stop words, any may match (OR), BM25. "
    "same_words: only the words that our shortlist asks for (the title's and the 60 heaviest). "
    "With encoders the headline is encoded for real; the claims' vectors, which are stored, are made up. "
    "shortlist: from the article's text to the 20 nearest claims; match: to the five most likely with reasons. "
    "Made-up articles are about nothing: none is open, so what reading on costs is timed apart (read_on)."
)


def run(*, sizes: Sequence[int], articles: int, encoders: str = NO_ENCODERS) -> Figures:
    """The figures of one size; of several, a list of them and how the times grow from the first to the last."""
    measured = [_apart(size, articles, encoders) for size in sizes]
    if len(measured) == 1:
        return measured[0]
    first, last = measured[0], measured[-1]
    growth = {
        f"growth_of_{name}": round(math.log(last[name] / first[name]) / math.log(last["claims"] / first["claims"]), 3)
        for name in first
        if name.endswith("ms_p50") and name in last
    }
    return {"sizes": measured, **growth}


def _apart(size: int, articles: int, encoders: str) -> Figures:
    """Measure in a process of its own: what it takes at most is then its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, size, articles, encoders).result()


def measure(size: int, articles: int, encoders: str = NO_ENCODERS) -> Figures:
    """Every figure of one size."""
    model = load_model()
    news = MadeUpNews(model)
    asked = news.articles(size, articles + WARM_UP)
    figures: Figures = {"claims": size, "articles": articles, **_memory("memory_before_mb", "VmRSS")}
    index = ClaimIndex(model)
    seconds = _seconds_to_fill(index.put_many, news.claims(size))
    by_meaning = made_up_meanings.indexes(encoders, model, index, range(1, size + 1))
    for article in asked[:WARM_UP]:
        match(article, claims=index, floor=0.0, indexes=by_meaning)
    figures |= _memory("memory_mb", "VmRSS") | _memory("peak_memory_mb", "VmHWM")
    figures |= {"index_seconds": round(seconds, 3), "claims_per_second": round(size / seconds)}
    questions = _ours(index, by_meaning)
    engines = yardsticks.installed()
    for name, engine in engines.items():
        figures[f"{name}_claims_per_second"] = round(size / _seconds_to_fill(engine.fill, news.claims(size)))
        questions |= _theirs(name, engine, model)
    figures |= _asked(questions, asked)
    return figures | _compared(figures) | {"asked": ASKED} | ({} if "tantivy" in engines else {"tantivy": MISSING})


def _seconds_to_fill(fill: Callable[[Iterable[ClaimText]], None], claims: Iterator[ClaimText]) -> float:
    """Seconds without those in which the claims are made up."""
    making = 0.0

    def chunks() -> Iterator[list[ClaimText]]:
        nonlocal making
        while True:
            began = time.process_time()
            chunk = list(itertools.islice(claims, _CHUNK))
            making += time.process_time() - began
            if not chunk:
                return
            yield chunk

    began = time.process_time()
    fill(itertools.chain.from_iterable(chunks()))
    return time.process_time() - began - making


def _ours(index: ClaimIndex, by_meaning: Sequence[MeaningIndex]) -> dict[str, Question]:
    def read_on(article: QueryText) -> Act:
        asked = similarity.ask(article, index.model, by_meaning)
        near = [claim_id for claim_id, _ in index.shortlist(article, SHORT)]
        return lambda: similarity.read_on(asked, near, index, by_meaning)

    reads_on = any(one.encoder.name == second_look.ENCODER for one in by_meaning)
    return ({"read_on_ms": read_on} if reads_on else {}) | {
        "shortlist_ms": lambda article: lambda: index.shortlist(article, SHORT),
        "shortlist_50_ms": lambda article: lambda: index.shortlist(article, LONG),
        "match_ms": lambda article: lambda: match(article, claims=index, floor=0.0, indexes=by_meaning),
    }


def _theirs(name: str, engine: Yardstick, model: Model) -> dict[str, Question]:
    def every_word(article: QueryText) -> Act:
        written = list(_written(article).values())
        return lambda: engine.ask(written, SHORT)

    def same_words(article: QueryText) -> Act:
        vectors = lexical_features.article_vectors(article.title, article.text, model)
        wanted = claim_index.shortlist_vector(*vectors)
        written = [word for root, word in _written(article).items() if root in wanted]
        return lambda: engine.ask(written, SHORT)

    return {f"{name}_ms": every_word, f"{name}_same_words_ms": same_words}


def _written(article: QueryText) -> dict[str, str]:
    """The article's words but stop words, by root, each as it is first written."""
    written: dict[str, str] = {}
    for text in (article.title, article.text):
        for word in words.words_of(text):
            written.setdefault(word.root, text[word.start : word.end])
    return written


def _asked(questions: dict[str, Question], articles: Sequence[QueryText]) -> Figures:
    """Milliseconds of each question, the middle one and the slowest of a hundred."""
    times: dict[str, list[float]] = {name: [] for name in questions}
    for begin in range(0, len(articles), _IN_A_ROW):
        for name, question in questions.items():
            if begin == 0 or not name.startswith("fts5"):
                times[name] += [_milliseconds(question(one)) for one in articles[begin : begin + _IN_A_ROW]]
    counted = {name: taken if name.startswith("fts5") else taken[WARM_UP:] for name, taken in times.items()}
    whole = float(np.mean(counted["match_ms"]))
    figures: Figures = {"articles_per_second": round(1000 / whole, 1)}
    if "read_on_ms" in counted:
        read_on = float(np.mean(counted["read_on_ms"])) / READ_ON_ONE_IN
        figures["articles_per_second_one_in_five_read_on"] = round(1000 / (whole + read_on), 1)
    for name, taken in counted.items():
        figures |= {f"{name}_p{share}": round(float(np.percentile(taken, share)), 3) for share in (50, 99)}
    return figures


def _milliseconds(act: Act) -> float:
    began = time.process_time()
    act()
    return 1000 * (time.process_time() - began)


def _compared(figures: Figures) -> Figures:
    """How many times as long the others take as our shortlist; above 1 ours is the faster."""
    ours = figures["shortlist_ms_p50"]
    theirs = [name for name in figures if name.endswith("_ms_p50") and name.startswith(("tantivy", "fts5"))]
    return {f"{name.removesuffix('_ms_p50')}_over_shortlist": round(figures[name] / ours, 2) for name in theirs}


def _memory(name: str, line: str) -> Figures:
    """A line of this process's status in megabytes; nothing where the system has no such file."""
    if not _STATUS.exists():
        return {}
    status = dict(one.split(":", 1) for one in _STATUS.read_text(encoding="ascii").splitlines())
    return {name: round(int(status[line].split()[0]) / 1024)}
