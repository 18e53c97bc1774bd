"""Agreement with labels: figures and phrasings, and points in spoken answers with the weights of `srs.recall.passages`,
measured on answers left out of their fit.

python -m benchmarks.points            shares of verdicts; F1 by words and by meaning: as it is, and left out of the fit
python -m benchmarks.points --fit      also prints weights fitted to all answers
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from srs.recall import judge
from srs.recall.embeddings import installed, meanings
from srs.recall.likeness import likenesses
from srs.recall.passages import BY_MEANING, BY_WORDS, Weights
from srs.recall.stretches import stretches_of

CASES = Path(__file__).parents[1] / "tests" / "cases" / "recall"
SETS = (
    "spoken.jsonl",
    "spoken_others.jsonl",
    "spoken_unseen.jsonl",
    "spoken_decks.jsonl",
    "spoken_technical.jsonl",
    "spoken_people.jsonl",
    "spoken_various.jsonl",
    "spoken_trades.jsonl",
    "spoken_lists.jsonl",
)
FOLDS = 10
_RIDGE, _SHARP = 3.0, 4.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answer:
    """One labelled answer; `numbers` has for each point a row for each stretch."""

    prompt: str
    numbers: list[Numbers]
    said: NDArray[np.bool_]


def answers(name: str) -> list[dict[str, Any]]:
    """Return the labelled answers of a file."""
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def numbered(row: dict[str, Any], *, meaning: bool) -> Answer:
    """Return an answer with what is weighed in it."""
    stretches = stretches_of(row["said"])
    meant = meanings(row["points"], [each.text for each in stretches]) if meaning else None
    numbers = [
        np.array([each.by_meaning() if meaning else each.by_words() for each in point], dtype=float)
        for point in likenesses(row["points"], stretches, meant)
    ]
    said = np.array([at in row["found"] for at in range(len(row["points"]))])
    return Answer(row["prompt"], numbers, said)


def fit(found: Sequence[Answer], start: Numbers) -> Weights:
    """Return weights by logistic regression over the stretch that says a point best; labels are of points alone.

    The best is a soft maximum, which has a slope everywhere. What the other points of the card count for comes last.
    """
    rows = [row for each in found for row in each.numbers]
    firsts = np.cumsum([0] + [len(row) for row in rows[:-1]])
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    numbers = np.vstack(rows)
    scale = numbers.std(axis=0) + 1e-9
    numbers = numbers / scale
    said = np.concatenate([each.said for each in found])
    sign = 2.0 * said - 1.0

    def loss(w: Numbers) -> tuple[float, Numbers]:
        odds = _SHARP * (numbers @ w[:-1])
        highest = np.maximum.reduceat(odds, firsts)
        shares = np.exp(odds - highest[owner])
        whole = np.add.reduceat(shares, firsts)
        margin = sign * ((highest + np.log(whole)) / _SHARP + w[-1])
        pull = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        slope = ((shares / whole[owner] * pull[owner]) @ numbers) + _RIDGE * w[:-1]
        return float(np.logaddexp(0, -margin).sum() + _RIDGE * (w[:-1] ** 2).sum() / 2), np.append(slope, pull.sum())

    w = minimize(loss, np.append(start * scale, -1.0), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights, base = w[:-1] / scale, w[-1]
    odds = [np.array([(row @ weights).max() + base for row in each.numbers]) for each in found]
    others, own = [], np.concatenate(odds)
    for each in odds:
        chances = 1 / (1 + np.exp(-each))
        others += [(chances.sum() - chance) / (len(each) - 1) - 0.5 if len(each) > 1 else 0.0 for chance in chances]
    more, again = _regression(np.column_stack([own, others]), said, 1.0)
    return Weights(tuple((weights * more[0]).tolist()), float(base * more[0] + again), float(more[1]))


def _regression(numbers: Numbers, said: NDArray[np.bool_], ridge: float) -> tuple[Numbers, float]:
    sign = 2.0 * said - 1.0

    def loss(w: Numbers) -> tuple[float, Numbers]:
        margin = sign * (numbers @ w[:-1] + w[-1])
        pull = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        slope = np.append(numbers.T @ pull + ridge * w[:-1], pull.sum())
        return float(np.logaddexp(0, -margin).sum() + ridge * (w[:-1] ** 2).sum() / 2), slope

    w = minimize(loss, np.zeros(numbers.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return w[:-1], float(w[-1])


def heard(each: Answer, weights: Weights) -> NDArray[np.bool_]:
    """Return which points weights find in an answer."""
    odds = np.array([(row @ np.array(weights.each)).max() + weights.base for row in each.numbers])
    if len(odds) > 1:
        chances = 1 / (1 + np.exp(-odds))
        odds = odds + weights.others * ((chances.sum() - chances) / (len(odds) - 1) - 0.5)
    return np.asarray(odds >= 0)


def f1(found: Sequence[NDArray[np.bool_]], said: Sequence[NDArray[np.bool_]]) -> float:
    """Return F1 over all points of some answers."""
    both = sum(int((one & other).sum()) for one, other in zip(found, said, strict=True))
    return 2 * both / (sum(int(each.sum()) for each in found) + sum(int(each.sum()) for each in said))


def cross_validated(found: Sequence[Answer], start: Numbers) -> list[NDArray[np.bool_]]:
    """Return what is found in each answer by weights fitted to answers to other questions."""
    prompts = sorted({each.prompt for each in found})
    fold = {prompt: at % FOLDS for at, prompt in enumerate(prompts)}
    weights = [fit([each for each in found if fold[each.prompt] != at], start) for at in range(FOLDS)]
    return [heard(each, weights[fold[each.prompt]]) for each in found]


STARTS = {
    False: np.array([1.0, 0.1, -0.2, -0.2, -0.5, 0.3, -0.1, -0.1, -0.2, -0.1, 0.1, 0.5, 0.0]),
    True: np.array([0.4, 0.3, 0.3, 0.0, 0.0, 0.0, -0.2, -0.3, 0.15, 0.0, 0.0, -0.2, -0.1, 0.1, 0.5, 0.0, 0.0, 0.0]),
}


def by_others(name: str, numbers: Mapping[str, Sequence[Answer]], start: Numbers) -> list[NDArray[np.bool_]]:
    """Return what is found in each answer of a set by weights fitted to the other sets."""
    weights = fit([each for other, some in numbers.items() if other != name for each in some], start)
    return [heard(each, weights) for each in numbers[name]]


def scores(name: str, numbers: Mapping[str, Sequence[Answer]], found: Sequence[NDArray[np.bool_]]) -> Iterator[str]:
    """Yield a line with F1 for each set, and one for all of them."""
    rest = iter(found)
    pairs = {each: [(next(rest), answer.said) for answer in some] for each, some in numbers.items()}
    pairs["all"] = [pair for some in pairs.values() for pair in some]
    for each, some in pairs.items():
        yield f"{name}: {each:24} {len(some):4} answers  F1 {f1(*zip(*some, strict=True)):.3f}"


def verdicts(name: str, kind: str) -> str:
    """Return how many verdicts on the pairs of a file are those of their labels."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row][1:]
    rows = [row for row in rows if not row[0].startswith("#")]
    right = sum(judge(kind, expected, said).verdict.value == label for expected, said, label, *_ in rows)
    return f"{name:31} {len(rows):4} pairs    {right / len(rows):.1%} agree"


def measure(*, fitted: bool = False) -> Iterator[str]:
    """Yield a line for each figure."""
    for name in (
        "figures.tsv",
        "figures_second.tsv",
        "figures_third.tsv",
        "figures_fourth.tsv",
        "figures_fifth.tsv",
        "figures_others.tsv",
    ):
        yield verdicts(name, "metric")
    for name in (
        "phrasings.tsv",
        "phrasings_second.tsv",
        "phrasings_third.tsv",
        "phrasings_fourth.tsv",
        "phrasings_fifth.tsv",
        "phrasings_others.tsv",
    ):
        yield verdicts(name, "phrasing")
    for meaning in (False, True) if installed() else (False,):
        name = "by meaning" if meaning else "by words"
        numbers = {each: [numbered(row, meaning=meaning) for row in answers(each)] for each in SETS}
        everything = [each for some in numbers.values() for each in some]
        shipped = BY_MEANING if meaning else BY_WORDS
        yield from scores(name, numbers, [heard(each, shipped) for each in everything])
        left_out = cross_validated(everything, STARTS[meaning])
        yield from scores(f"{name}, by a fit to other questions", numbers, left_out)
        left_out = [found for each in SETS for found in by_others(each, numbers, STARTS[meaning])]
        yield from scores(f"{name}, by a fit to other sets", numbers, left_out)
        if fitted:
            yield repr(fit(everything, STARTS[meaning]))


if __name__ == "__main__":
    for line in measure(fitted="--fit" in sys.argv):
        print(line, flush=True)
