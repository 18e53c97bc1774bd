"""Notes to measure with: written by a generator, so that any number of them can be had."""

from __future__ import annotations

import random
from pathlib import Path

_TOPICS = """
    cache queue index shard replica canary feature model drift quota schema token budget cursor backlog
""".strip().split(" ")
_ACTS = ["measure", "explain", "defend", "size", "migrate", "monitor", "simplify", "restore", "review", "price"]
_QUALITIES = ["latency", "cost", "recall", "safety", "throughput", "freshness", "clarity", "coverage"]


def write_notes(folder: Path, *, questions: int, per_file: int = 100) -> None:
    """Write `questions` different questions with answers as Markdown files into `folder`."""
    rng = random.Random(7)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(0, questions, per_file):
        parts = [f"# Round {number // per_file}\n"]
        for index in range(number, min(number + per_file, questions)):
            topic, act, quality = rng.choice(_TOPICS), rng.choice(_ACTS), rng.choice(_QUALITIES)
            parts.append(
                f"## How would you {act} the {topic} number {index} for {quality}?\n\n"
                f"I would first look at how the {topic} is used and write down what {quality} means to its users.\n\n"
                f"- name the owner of the {topic}\n- agree on a target for {quality}\n- check it every week\n"
            )
        (folder / f"round-{number // per_file:04}.md").write_text("\n".join(parts), encoding="utf-8")
