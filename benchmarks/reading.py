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
    yield Figure("question recall", pooled["question_recall"]["score"], 0.97, "of required", at_least=True)
    yield Figure("question precision", pooled["question_precision"]["score"], 0.85, "of questions", at_least=True)
    share = pooled["answer_f1_by_question"]["share_ge_0.8"]
    yield Figure("answers with F1 ≥ 0.8", share, 0.9, "of answers", at_least=True)
    yield Figure("leftovers", pooled["leftovers_share"], 0.02, "of texts")
    yield Figure("private leaks", pooled["private_leaks_strict"], 0, "notes")
