"""A collection in a temporary folder, with a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from srs import Collection


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **more: float) -> None:
        self.now += timedelta(**more)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return Clock(datetime(2026, 3, 2, 8, tzinfo=UTC))


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Collection]]:
    """Opens the test's database, as often as asked; settings as keyword arguments."""
    open_ones: list[Collection] = []

    def open_one(**settings: object) -> Collection:
        lines = [f"{name} = {_toml(value)}" for name, value in settings.items()]
        (tmp_path / "config.toml").write_text("\n".join(lines))
        one = Collection.open(tmp_path / "srs.db", clock=clock, config=tmp_path / "config.toml")
        open_ones.append(one)
        return one

    yield open_one
    for one in open_ones:
        one.close()


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


@pytest.fixture
def collection(opened: Callable[..., Collection]) -> Collection:
    return opened()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with a file of five questions."""
    folder = tmp_path / "notes"
    folder.mkdir()
    write(folder / "rag.md", "chunking", "overlap", "recall", "reranking", "embedding")
    return folder


def write(path: Path, *subjects: str) -> Path:
    """Write a question with an answer about each subject."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = ["# Notes\n"]
    for subject in subjects:
        parts.append(
            f"## What is {subject}?\n\nWhat people mean by {subject} is told in this answer about {subject}.\n"
        )
    path.write_text("\n".join(parts), encoding="utf-8")
    return path
