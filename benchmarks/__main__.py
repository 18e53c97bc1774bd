"""Runs the benchmarks: `python -m benchmarks [--json FILE] [--only WORD] [--kills N] [--torture S]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import (
    answer,
    balance,
    history,
    keys,
    kills,
    merging,
    package,
    packing,
    parsing,
    planning,
    pulling,
    reading,
    recall,
    roundtrip,
    scheduling,
    startup,
    strangers,
    torture,
    tuning,
)
from benchmarks.figures import Figure, Skipped


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    parser.add_argument("--only", action="append", metavar="WORD", help="run only the groups whose name holds WORD")
    parser.add_argument("--kills", type=int, default=300, metavar="N", help="how often the killed review is killed")
    parser.add_argument("--torture", type=float, default=20, metavar="S", help="how many seconds a review is tortured")
    arguments = parser.parse_args()
    groups: dict[str, Callable[[], Iterable[Figure | Skipped]]] = {
        "startup": startup.measure,
        "answer": answer.measure,
        "history": history.measure,
        "keys": keys.measure,
        "kills": lambda: kills.measure(arguments.kills),
        "torture": lambda: torture.measure(arguments.torture),
        "scheduling": scheduling.measure,
        "balance": balance.measure,
        "tuning": tuning.measure,
        "planning": planning.measure,
        "package": package.measure,
        "packing": packing.measure,
        "packing many": packing.measure_many,
        "pulling": pulling.measure,
        "merging": merging.measure,
        "strangers": strangers.measure,
        "roundtrip": roundtrip.measure,
        "reading": reading.measure,
        "recall": recall.measure,
        "parsing": parsing.measure,
    }
    # `-m` puts the checkout first on the path; what is measured is the installed package, with its bytecode
    here = Path(__file__).resolve().parents[1]
    sys.path[:] = [place for place in sys.path if Path(place).resolve() != here]
    print(f"measuring {Path(find_spec('srs').origin or '').parent}", file=sys.stderr)  # type: ignore[union-attr]
    figures: list[Figure | Skipped] = []
    for name, measure in groups.items():
        if arguments.only and not any(word in name for word in arguments.only):
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        figures += measure()
    table = Table("figure", "value", "bound", "unit", "holds")
    for figure in figures:
        if isinstance(figure, Skipped):
            table.add_row(figure.name, "–", "", f"skipped: {figure.why}", "")
            continue
        sign = "≥" if figure.at_least else "≤"
        row = (f"{figure.value:.3g}", f"{sign} {figure.bound:g}", figure.unit, "yes" if figure.holds else "NO")
        table.add_row(figure.name, *row)
    Console().print(table)
    if arguments.json:
        text = json.dumps([figure.as_json() for figure in figures], indent=1) + "\n"
        arguments.json.write_text(text, encoding="utf-8")
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
