"""The documents of `cases/notes` and `cases/strangers` are read as a careful coach would read them."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from srs.model import Kind, Lines, Note, NoteId, Point, PointId, Version


def _beside(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


corpus = _beside("corpus_score")

FLOORS = {
    "questions": 0.98,
    "question precision": 0.98,
    "answers": 0.98,
    "parents": 0.95,
    "unanswered": 0.95,
    "stories": 0.95,
    "segments": 0.95,
    "roles": 0.93,
    "mapping": 0.95,
    "versions": 0.95,
    "cues": 0.80,
    "lists": 0.85,
    "avoid": 0.95,
    "diagrams": 0.95,
    "code": 0.95,
    "metrics": 0.94,
    "metric precision": 0.95,
    "phrasings": 0.95,
    "phrasing precision": 0.92,
}
"""What the whole corpus has to reach, each a share from 0 to 1."""

STRANGERS = {
    "first": {
        "questions": 0.84,
        "question precision": 0.95,
        "answers": 0.95,
        "stories": 0.95,
        "segments": 0.78,
        "roles": 0.75,
        "mapping": 0.70,
        "versions": 0.75,
        "avoid": 0.90,
        "diagrams": 0.95,
        "metrics": 0.88,
        "metric precision": 0.86,
        "phrasings": 0.42,
        "phrasing precision": 0.72,
    },
    "second": {
        "questions": 0.93,
        "question precision": 0.95,
        "answers": 0.90,
        "stories": 0.80,
        "segments": 0.85,
        "roles": 0.70,
        "mapping": 0.30,
        "versions": 0.38,
        "avoid": 0.80,
        "metrics": 0.82,
        "metric precision": 0.93,
        "phrasings": 0.75,
        "phrasing precision": 0.80,
    },
    "third": {
        "questions": 0.98,
        "question precision": 0.96,
        "answers": 0.92,
        "stories": 0.98,
        "segments": 0.95,
        "roles": 0.90,
        "mapping": 0.44,
        "versions": 0.95,
        "avoid": 0.85,
        "metrics": 0.80,
        "metric precision": 0.94,
        "phrasings": 0.78,
        "phrasing precision": 0.74,
    },
}
"""What the folders of `cases/strangers` have to reach: pages that nobody laid out, some of them past all rules."""

DOCUMENTS = corpus.documents()


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    return {path.name: corpus.score(path) for path in DOCUMENTS}


def test_every_document_has_expectations_and_the_reverse() -> None:
    stems = {path.name.removesuffix(".expected.json") for path in corpus.FOLDER.glob("*.expected.json")}

    assert sorted(path.stem for path in DOCUMENTS) == sorted(stems)
    assert {path.name for path in corpus.FOLDER.iterdir() if path.suffix != ".json"} == {p.name for p in DOCUMENTS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_expectations_stand_on_the_lines_they_name(path: Path) -> None:
    lines = corpus.lines_as_read(path)
    expected = corpus.expectations(path)

    for one in expected["notes"]:
        text = one.get("text") or one.get("value") or (one["prompt"] if one["kind"] == "question" else "")
        # a wording can run on where an editor broke the line
        there = " ".join(lines[one["line"] - 1 : one["line"] + (1 if one["kind"] == "phrasing" else 0)])
        assert not text or fuzz.partial_ratio(corpus.flat(text), corpus.flat(there)) >= 90, one
    ranges = [span["lines"] for span in expected["not_notes"]] + expected["private"]
    for one in expected["notes"]:
        ranges += one.get("answer", []) + one.get("cues", []) + [p["lines"] for p in one.get("points", ())]
    for first, last in ranges:
        assert 1 <= first <= last <= len(lines)
        assert lines[first - 1].strip() and lines[last - 1].strip()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_expected_notes_themselves_score_in_full(path: Path) -> None:
    expected = corpus.expectations(path)
    lines = corpus.Lines(corpus.lines_as_read(path))

    score = corpus.Judge(expected, lines, _as_notes(expected, list(lines))).judge()

    assert score.misses == []
    assert score.leaks == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_no_private_line_becomes_a_card(path: Path, scores: dict[str, Any]) -> None:
    assert scores[path.name].leaks == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_line_is_in_a_note_or_skipped_with_a_reason(path: Path, scores: dict[str, Any]) -> None:
    assert scores[path.name].unaccounted == []


@pytest.mark.parametrize("name", FLOORS)
def test_the_whole_corpus_reaches(name: str, scores: dict[str, Any]) -> None:
    pooled = sum(scores.values(), corpus.Score())

    assert (pooled.share(name) or 0.0) >= FLOORS[name], "\n".join(m for m in pooled.misses if m.startswith(f"{name}:"))


@pytest.fixture(scope="module")
def strange() -> dict[str, Any]:
    folder = corpus.FOLDER.with_name("strangers")
    return {
        name: sum((corpus.score(path) for path in corpus.documents(folder / name)), corpus.Score())
        for name in STRANGERS
    }


@pytest.mark.parametrize(("folder", "name"), [(folder, name) for folder in STRANGERS for name in STRANGERS[folder]])
def test_pages_of_strangers_reach(folder: str, name: str, strange: dict[str, Any]) -> None:
    score = strange[folder]

    assert (score.share(name) or 0.0) >= STRANGERS[folder][name], "\n".join(
        miss for miss in score.misses if miss.startswith(f"{name}:")
    )


@pytest.mark.parametrize("folder", STRANGERS)
def test_every_line_of_strangers_is_in_a_note_or_skipped_with_a_reason(folder: str, strange: dict[str, Any]) -> None:
    assert strange[folder].unaccounted == []
    assert strange[folder].duplicates == 0


def _as_notes(expected: dict[str, Any], lines: list[str]) -> list[Note]:
    """Write the notes that the expectations describe."""

    def text(ranges: list[list[int]]) -> str:
        return "\n".join(lines[n - 1] for first, last in ranges for n in range(first, last + 1))

    notes: list[Note] = []
    ids = {one["prompt"]: NoteId(f"q{i}") for i, one in enumerate(expected["notes"]) if one["kind"] == "question"}
    stories = {one["prompt"]: NoteId(f"s{i}") for i, one in enumerate(expected["notes"]) if one["kind"] == "story"}
    for i, one in enumerate(expected["notes"]):
        spans = one.get("answer") or [[one["line"], one["line"]]]
        spans = spans + [p["lines"] for p in one.get("points", ())]
        told = one.get("story")
        prompt = one.get("prompt") or one.get("text") or lines[one["line"] - 1]
        answer = {
            "question": lambda one=one: text(one["answer"]).replace(one["prompt"], ""),
            "metric": lambda one=one: one["value"],
            "phrasing": lambda one=one: one["text"],
            "avoid": lambda one=one: one["text"],
            "list": lambda one=one: text([one["items"]]),
            "diagram": lambda one=one: text([one["lines"]]),
            "code": lambda one=one: text([one["lines"]]),
            "story": lambda: "",
        }[one["kind"]]()
        notes.append(
            Note(
                id=ids.get(prompt, NoteId(f"n{i}"))
                if one["kind"] == "question"
                else stories.get(prompt, NoteId(f"n{i}")),
                kind=Kind(one["kind"]),
                prompt=prompt,
                answer=answer,
                path="",
                lines=Lines(one["line"], max(last for _, last in [*spans, [one["line"], one["line"]]])),
                tags=tuple(one.get("tags", ())),
                parent=ids.get(one["parent"]) if one.get("parent") else None,
                story=stories.get(told) if told else None,
                points=tuple(
                    Point(
                        id=PointId(f"p{i}.{n}"),
                        text=text([p["lines"]]),
                        lines=Lines(*p["lines"]),
                        role=p["role"].split("|")[0],
                    )
                    for n, p in enumerate(one.get("points", ()))
                ),
                versions=tuple(Version(label=v["label"], text=text([v["lines"]])) for v in one.get("versions", ())),
                cues=tuple(text([span]) for span in one.get("cues", ())) if one["kind"] == "question" else (),
            )
        )
        for asked in one.get("questions", ()):
            place = Lines(asked["line"], asked["line"])
            notes.append(
                Note(
                    id=NoteId(f"m{i}.{asked['line']}"),
                    kind=Kind.STORY_MATCH,
                    prompt=asked["prompt"],
                    answer=prompt,
                    path="",
                    lines=place,
                    story=stories[prompt],
                )
            )
    return notes


@pytest.mark.parametrize("folder", ["notes", *(f"strangers/{folder}" for folder in STRANGERS)])
def test_what_a_note_says_stands_in_its_document(folder: str) -> None:
    for path in corpus.documents(corpus.FOLDER.parent / folder):
        source = re.sub(r"\W+", "", " ".join(corpus.lines_as_read(path)).casefold())
        for note in corpus.notes_of(path):
            said = [note.answer, *(p.text for p in note.points), *(v.text for v in note.versions), *note.cues]
            lost = [word for text in said for word in re.findall(r"\w+", text.casefold()) if word not in source]
            assert not lost, (path.name, note.prompt, lost)
