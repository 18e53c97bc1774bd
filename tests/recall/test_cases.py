"""Verdicts against pairs and spoken answers, labelled from the contract by someone who had not seen the code."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from srs.recall import judge
from srs.recall.passages import points_heard

CASES = Path(__file__).parents[1] / "cases" / "recall"


def pairs(name: str) -> list[tuple[str, str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    return [(row[0], row[1], row[2]) for row in rows[1:] if not row[0].startswith("#")]


@pytest.mark.parametrize(
    ("name", "kind", "least", "floor"), [("figures.tsv", "metric", 400, 0.99), ("phrasings.tsv", "phrasing", 200, 0.97)]
)
def test_verdicts_agree_with_labels(name: str, kind: str, least: int, floor: float) -> None:
    labelled = pairs(name)

    wrong = [row for row in labelled if judge(kind, row[0], row[1]).verdict.value != row[2]]

    assert len(labelled) >= least
    assert 1 - len(wrong) / len(labelled) >= floor, wrong


def test_points_in_spoken_answers_are_found() -> None:
    answers = [json.loads(line) for line in (CASES / "spoken.jsonl").read_text(encoding="utf-8").splitlines()]
    right = claimed = labelled = 0
    for answer in answers:
        heard = points_heard([(str(number), text) for number, text in enumerate(answer["points"])], answer["said"])
        found = {int(each.id) for each in heard if each.found}
        right += len(found & set(answer["found"]))
        claimed += len(found)
        labelled += len(answer["found"])

    precision, recall = right / claimed, right / labelled

    assert len(answers) >= 60
    assert 2 * precision * recall / (precision + recall) >= 0.85, (precision, recall)
