"""Verdicts against pairs and spoken answers, labelled from the contract by someone who had not seen the code."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from srs.recall import judge
from srs.recall.embeddings import installed
from srs.recall.passages import points_heard

CASES = Path(__file__).parents[1] / "cases" / "recall"


def pairs(name: str) -> list[tuple[str, str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    return [(row[0], row[1], row[2]) for row in rows[1:] if not row[0].startswith("#")]


@pytest.mark.parametrize(
    ("name", "kind", "least", "floor"),
    [
        ("figures.tsv", "metric", 400, 0.99),
        ("figures_second.tsv", "metric", 400, 0.99),
        ("figures_third.tsv", "metric", 250, 0.99),
        ("figures_fourth.tsv", "metric", 250, 0.99),
        ("figures_fifth.tsv", "metric", 200, 0.99),
        ("figures_others.tsv", "metric", 1200, 0.99),
        ("phrasings.tsv", "phrasing", 200, 0.99),
        ("phrasings_second.tsv", "phrasing", 200, 0.99),
        ("phrasings_third.tsv", "phrasing", 200, 0.98),
        ("phrasings_fourth.tsv", "phrasing", 200, 0.99),
        ("phrasings_fifth.tsv", "phrasing", 150, 0.99),
        ("phrasings_others.tsv", "phrasing", 400, 0.97),
    ],
)
def test_verdicts_agree_with_labels(name: str, kind: str, least: int, floor: float) -> None:
    labelled = pairs(name)

    wrong = [row for row in labelled if judge(kind, row[0], row[1]).verdict.value != row[2]]

    assert len(labelled) >= least
    assert 1 - len(wrong) / len(labelled) >= floor, wrong


def test_a_figure_said_as_it_is_written_is_exact_in_a_sentence_quotes_and_brackets() -> None:
    names = (
        "figures.tsv",
        "figures_second.tsv",
        "figures_third.tsv",
        "figures_fourth.tsv",
        "figures_fifth.tsv",
        "figures_others.tsv",
    )
    written = dict.fromkeys(row[0] for name in names for row in pairs(name))

    said = [(text, way.format(text)) for text in written for way in ("{}", "So {}.", "“{}”", "({})")]

    assert [each for each in said if judge("metric", *each).verdict.value != "exact"] == []


def test_a_wording_said_as_it_is_written_is_exact_aloud_in_quotes_and_without_its_signs() -> None:
    names = (
        "phrasings.tsv",
        "phrasings_second.tsv",
        "phrasings_third.tsv",
        "phrasings_fourth.tsv",
        "phrasings_fifth.tsv",
        "phrasings_others.tsv",
    )
    written = dict.fromkeys(row[0] for name in names for row in pairs(name))

    said = [(text, way) for text in written for way in (f"“{text.upper()}”", f"Um, {re.sub('[.,;:!?—]', '', text)}")]

    assert [each for each in said if judge("phrasing", *each).verdict.value != "exact"] == []


def f1(name: str, *, meaning: bool) -> tuple[float, int]:
    """Return F1 over the points of the answers in a file, and how many answers that are."""
    answers = [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]
    right = claimed = labelled = 0
    for answer in answers:
        points = [(str(number), text) for number, text in enumerate(answer["points"])]
        found = {int(each.id) for each in points_heard(points, answer["said"], meaning=meaning) if each.found}
        right += len(found & set(answer["found"]))
        claimed += len(found)
        labelled += len(answer["found"])
    return 2 * right / (claimed + labelled), len(answers)


@pytest.mark.parametrize(
    ("name", "least", "floor"),
    [
        ("spoken.jsonl", 60, 0.86),
        ("spoken_others.jsonl", 20, 0.88),
        ("spoken_unseen.jsonl", 20, 0.83),
        ("spoken_decks.jsonl", 100, 0.86),
        ("spoken_lists.jsonl", 20, 0.9),
    ],
)
def test_points_in_spoken_answers_are_found_by_their_words(name: str, least: int, floor: float) -> None:
    reached, answers = f1(name, meaning=False)

    assert answers >= least
    assert reached >= floor


@pytest.mark.skipif(not installed(), reason="the extra `embeddings` is not installed")
@pytest.mark.parametrize(("name", "floor"), [("spoken_others.jsonl", 0.89), ("spoken_unseen.jsonl", 0.88)])
def test_points_in_spoken_answers_are_found_by_their_meaning(name: str, floor: float) -> None:
    assert f1(name, meaning=True)[0] >= floor


@pytest.mark.skipif(not installed(), reason="the extra `embeddings` is not installed")
def test_a_point_is_found_in_quite_other_words() -> None:
    points = [("a", "My first job was at a bakery"), ("b", "I learned to plan ahead")]
    said = "I started out working for a bread maker. It was early mornings and flour everywhere."

    bakery, planning = points_heard(points, said, meaning=True)

    assert bakery.found
    assert bakery.passage.startswith("I started out working for a bread maker")
    assert not planning.found
