"""Agreement with labels: figures and phrasings, and points in spoken answers with the weights of `srs.recall.passages`,
measured on answers left out of their fit.

python -m benchmarks.points            shares of verdicts; F1 by words and by meaning: as it is, and cross-validated
python -m benchmarks.points --fit      also prints weights fitted to all answers
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from srs.recall import judge
from srs.recall.embeddings import installed, meanings
from srs.recall.likeness import likenesses
from srs.recall.passages import Weights, points_heard
from srs.recall.stretches import stretches_of

CASES = Path(__file__).parents[1] / "tests" / "cases" / "recall"
SETS = ("spoken.jsonl", "spoken_others.jsonl", "spoken_unseen.jsonl")
FOLDS = 10
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


def fit(found: Sequence[Answer], start: Numbers, *, ridge: float = 3.0) -> Weights:
    """Return weights by logistic regression; the stretch that counts for a point is the best by the weights before."""
    scale = np.vstack([row for each in found for row in each.numbers]).std(axis=0) + 1e-9
    said = np.concatenate([each.said for each in found])
    weights = start
    for _ in range(4):
        chosen = np.array([row[int((row @ weights).argmax())] for each in found for row in each.numbers])
        weights, base = _regression(chosen / scale, said, ridge)
        weights = weights / scale
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
    False: np.array([1.0, 0.1, -0.2, -0.2, -0.5, 0.3, -0.1, -0.1, -0.5, 0.0]),
    True: np.array([0.4, 0.3, 0.3, 0.0, 0.0, 0.0, -0.2, -0.3, 0.15, 0.0, 0.0, -0.4, 0.0, 0.0]),
}


def verdicts(name: str, kind: str) -> str:
    """Return how many verdicts on the pairs of a file are those of their labels."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row][1:]
    rows = [row for row in rows if not row[0].startswith("#")]
    right = sum(judge(kind, expected, said).verdict.value == label for expected, said, label, *_ in rows)
    return f"{name:31} {len(rows):4} pairs    {right / len(rows):.1%} agree"


def measure(*, fitted: bool = False) -> Iterator[str]:
    """Yield a line for each figure."""
    for name in ("figures.tsv", "figures_second.tsv", "figures_third.tsv", "figures_fourth.tsv", "figures_others.tsv"):
        yield verdicts(name, "metric")
    for name in (
        "phrasings.tsv",
        "phrasings_second.tsv",
        "phrasings_third.tsv",
        "phrasings_fourth.tsv",
        "phrasings_others.tsv",
    ):
        yield verdicts(name, "phrasing")
    for meaning in (False, True) if installed() else (False,):
        name = "by meaning" if meaning else "by words"
        rows = {each: answers(each) for each in SETS}
        for each, labelled in rows.items():
            found = [
                np.array(
                    [
                        point.found
                        for point in points_heard([("", text) for text in row["points"]], row["said"], meaning=meaning)
                    ]
                )
                for row in labelled
            ]
            said = [np.array([at in row["found"] for at in range(len(row["points"]))]) for row in labelled]
            yield f"{name:10} {each:20} {len(labelled):4} answers  F1 {f1(found, said):.3f}"
        numbers = {each: [numbered(row, meaning=meaning) for row in labelled] for each, labelled in rows.items()}
        everything = [each for some in numbers.values() for each in some]
        left_out = iter(cross_validated(everything, STARTS[meaning]))
        pairs = {each: [(next(left_out), one.said) for one in some] for each, some in numbers.items()}
        pairs["all"] = [pair for some in pairs.values() for pair in some]
        for each, some in pairs.items():
            yield f"{name:10} {each:20} {len(some):4} answers  F1 {f1(*zip(*some, strict=True)):.3f}, cross-validated"
        if fitted:
            yield repr(fit(everything, STARTS[meaning]))


if __name__ == "__main__":
    for line in measure(fitted="--fit" in sys.argv):
        print(line, flush=True)
