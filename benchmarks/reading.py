"""How well ordinary notes are read, against what a careful person made of them; runs where such a reference lies
beside the checkout (`shared/gold` with its scorer, `shared/seeds` with the notes)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure

BOUNDS = (
    ("questions", "question_recall", 1.0),
    ("questions, precision", "question_precision", 0.97),
    ("answers with F1 ≥ 0.8", "answer_f1_by_question", 0.97),
    ("answers, clean", "answer_clean", 0.95),
    ("versions", "version_recall", 1.0),
    ("cues", "cue_recall", 0.95),
    ("stories", "story_recall", 1.0),
    ("segments with their role", "segment_recall", 0.95),
    ("questions of stories", "story_question_mapping_recall", 1.0),
    ("metrics", "metric_recall", 0.95),
    ("metrics, precision", "metric_precision", 0.9),
    ("phrasings", "phrasing_recall", 0.85),
    ("never-say items", "avoid_recall", 1.0),
    ("lists", "list_recall", 0.9),
    ("diagrams", "diagram_recall", 1.0),
    ("code", "code_recall", 1.0),
)
REFERENCE = Path(__file__).parents[2] / "shared"


def measure() -> Iterator[Figure]:
    """Yield the pooled scores over the reference notes; nothing where there are none."""
    gold = sorted((REFERENCE / "gold").glob("*.json"))
    if not gold:
        return
    with tempfile.TemporaryDirectory() as name:
        pairs: list[str] = []
        for expected in gold:
            document = REFERENCE / "seeds" / json.loads(expected.read_text(encoding="utf-8"))["doc"]
            written = Path(name) / expected.name
            srs = str(Path(sys.executable).with_name("srs"))
            with written.open("wb") as out:
                subprocess.run([srs, "import", "--dry-run", "--json", str(document)], stdout=out, check=True)
            pairs += [str(expected), str(written)]
        scorer = [
            sys.executable,
            str(REFERENCE / "gold" / "score_extraction.py"),
            *pairs,
            "--source",
            str(document.parent),
        ]
        pooled = json.loads(subprocess.run(scorer, capture_output=True, check=True, text=True).stdout)["pooled"]
    for name, key, bound in BOUNDS:
        score = pooled[key]
        value = score["share_ge_0.8"] if key == "answer_f1_by_question" else score["score"]
        yield Figure(
            name, value, bound, "of what is there" if "precision" not in key else "of what was found", at_least=True
        )
    for name, key in (("leftovers", "leftovers_share"), ("private leaks", "private_leaks_strict")):
        yield Figure(name, pooled[key], 0, "notes")
    yield Figure("duplicated prompts", pooled["duplicated_prompts"], 0, "notes")
