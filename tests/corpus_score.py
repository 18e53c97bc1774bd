"""How well the notes found in the documents of `cases/notes` agree with what a careful coach would take from them.

`python tests/corpus_score.py [--verbose] [--folder DIR] [NAME …]` prints a table, and the misses.

Beside each document lies `NAME.expected.json`. Lines are 1-based, ranges inclusive. What has `required: false` may be
found or not; `may` are lines that do no harm in an answer; a role `a|b` may be either.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read

FOLDER = Path(__file__).parent / "cases" / "notes"
RECALLS = (
    "questions", "answers", "parents", "unanswered", "stories", "segments", "roles", "mapping", "versions", "cues",
    "lists", "avoid", "diagrams", "code", "metrics", "phrasings",
)  # fmt: skip
PRECISIONS = ("question precision", "metric precision", "phrasing precision")

_LABEL = re.compile(
    r"^[\s>*_\-•|]*(?:a|ans|answer|antwort|r|resposta|respuesta|risposta|r[ée]ponse|antwoord|ответ|о|c|cevap|답변|답|答|回答"
    r"|short answer|details)\s*\d*[*_]*\s*[:：][*_]*\s*",
    re.IGNORECASE,
)
_TURN = re.compile(r"^[\[(]?\d[\d/.,: -]{3,22}(?:[AP]M)?[\])]?\s*(?:-\s*)?[^\W\d][\w ]{0,20}:\s+|^<v [\w ]{1,20}>")
"""The time and the name before what somebody says in a talk."""
_LEAD = re.compile(r"^[^:：]{1,40}[:：][*_]*\s*")
_ROLES = (
    {"situation", "context", "background", "introduction"},
    {"task", "goal", "challenge", "problem", "objective", "obstacle"},
    {"action", "approach", "decision"},
    {"result", "outcome", "impact"},
    {"learning", "takeaway", "reflection", "lesson"},
)


@dataclass
class Score:
    """Hits and totals by name, and in words what was missed."""

    hits: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    unaccounted: list[int] = field(default_factory=list)
    duplicates: int = 0

    def count(self, name: str, hit: bool, miss: str = "") -> None:
        self.hits[name] += hit
        self.totals[name] += 1
        if not hit and miss:
            self.misses.append(f"{name}: {miss}")

    def share(self, name: str) -> float | None:
        """Hits over totals, 0 to 1; None where there was nothing to find."""
        return self.hits[name] / self.totals[name] if self.totals[name] else None

    def __add__(self, other: Score) -> Score:
        return Score(
            hits=self.hits + other.hits,
            totals=self.totals + other.totals,
            misses=self.misses + other.misses,
            leaks=self.leaks + other.leaks,
            unaccounted=self.unaccounted + other.unaccounted,
            duplicates=self.duplicates + other.duplicates,
        )


# ------------------------------------------------------------------ text


def words(text: str) -> list[str]:
    """Lower-case words without markup; each Chinese or Japanese character is one."""
    plain = unicodedata.normalize("NFKC", re.sub(r"</?\w+/?>|\]\([^)]*\)", " ", text)).lower()
    return re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+", plain)


def flat(text: str) -> str:
    return " ".join(words(text))


def alike(one: str, other: str) -> float:
    return fuzz.ratio(flat(one), flat(other))


def f1(expected: Counter[str], found: Counter[str]) -> float:
    shared = (expected & found).total()
    return 2 * shared / (expected.total() + found.total()) if shared else 0.0


def held(expected: Counter[str], found: Counter[str]) -> float:
    """The share of the expected words that were found."""
    return (expected & found).total() / expected.total() if expected else 1.0


def lines_of(ranges: Iterable[Sequence[int]]) -> set[int]:
    return {line for first, last in ranges for line in range(first, last + 1)}


class Lines:
    """The document's lines as repaired, by number."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def bag(
        self,
        ranges: Iterable[Sequence[int]],
        *,
        without: Iterable[int] = (),
        prompt: tuple[int, str] | None = None,
        labels: bool = True,
        leads: bool = True,
    ) -> Counter[str]:
        """Count the words on these lines, but a prompt's, and unless told labels and leads."""
        wanted = sorted(lines_of(ranges) - set(without))
        texts = [self._lines[line - 1] for line in wanted]
        texts = texts if leads else [_LEAD.sub("", text) for text in texts]
        bag = Counter(word for text in texts for word in words(text if labels else _LABEL.sub("", _TURN.sub("", text))))
        return bag - Counter(words(prompt[1])) if prompt and prompt[0] in wanted else bag

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)


def covered(note: Note) -> set[int]:
    ranges = [(note.lines.start, note.lines.end), *((at.start, at.end) for path, at in note.also if path == note.path)]
    return lines_of([*ranges, *((point.lines.start, point.lines.end) for point in note.points)])


def said(note: Note) -> str:
    parts = (point.text for point in note.points)
    return "\n".join([note.prompt, note.answer, *parts, *(version.text for version in note.versions), *note.cues])


# ------------------------------------------------------------------ scoring


class Judge:
    """Compares the notes of one document with the expected ones."""

    def __init__(self, expected: dict[str, Any], lines: Lines, notes: Sequence[Note]) -> None:
        self.expected, self.lines, self.notes = expected, lines, notes
        self.by_id = {note.id: note for note in notes}
        self.score = Score()

    def wanted(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.expected["notes"] if one["kind"] == kind]

    def found(self, *kinds: Kind) -> list[Note]:
        return [note for note in self.notes if note.kind in kinds]

    def judge(self) -> Score:
        self.questions()
        self.stories()
        self.texts("phrasing", Kind.PHRASING, "phrasings")
        self.texts("avoid", Kind.AVOID, "avoid")
        self.metrics()
        self.blocks("diagram", Kind.DIAGRAM, "diagrams")
        self.blocks("code", Kind.CODE, "code")
        self.lists()
        self.private()
        return self.score

    def questions(self) -> None:
        found, wanted = self.found(Kind.QUESTION), self.wanted("question")
        pairs = sorted(
            (
                (alike(one["prompt"], note.prompt) + 200 * (note.lines.start == one["line"]), i, j)
                for i, one in enumerate(wanted)
                for j, note in enumerate(found)
            ),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        partner: dict[int, Note] = {}
        taken: set[int] = set()
        for closeness, i, j in pairs:
            if closeness >= 88 and i not in partner and j not in taken:
                partner[i] = found[j]
                taken.add(j)
        for i, one in enumerate(wanted):
            if one["required"]:
                self.score.count("questions", i in partner, f"line {one['line']} “{one['prompt']}”")
            if i in partner:
                self.question(one, partner[i])
        mapped = [asked["prompt"] for story in self.wanted("story") for asked in story.get("questions", ())]
        for j, note in enumerate(found):
            right = j in taken or any(alike(prompt, note.prompt) >= 88 for prompt in mapped)
            self.score.count("question precision", right, f"line {note.lines.start} “{note.prompt}” ({note.rule})")
        prompts = Counter(flat(note.prompt) for note in found)
        self.score.duplicates = sum(times - 1 for times in prompts.values())

    def question(self, one: dict[str, Any], note: Note) -> None:
        where = f"line {one['line']} “{one['prompt']}”"
        if one["required"] and one["answer"]:
            best = max(f1(want, have) for want in self.answers(one) for have in self.given(note))
            self.score.count("answers", best >= 0.8, f"{where}: F1 {best:.2f}, found “{note.answer[:160]}”")
        if one.get("parent"):
            parent = self.by_id.get(note.parent) if note.parent else None
            right = parent is not None and alike(parent.prompt, one["parent"]) >= 88
            self.score.count("parents", right, f"{where} follows up “{one['parent']}”")
        if one["required"] and "unanswered" in one.get("tags", ()):
            self.score.count(
                "unanswered", "unanswered" in note.tags and not note.answer.strip(), f"{where}: {note.answer[:80]}"
            )
        for version in one.get("versions", ()):
            want = self.lines.bag([version["lines"]])
            best = max((f1(want, Counter(words(given.text))) for given in note.versions), default=0.0)
            if version["required"]:
                self.score.count("versions", best >= 0.8, f"{where}: “{version['label']}”")
        if one.get("cues"):
            have = Counter(word for cue in note.cues for word in words(cue))
            wants = [self.lines.bag(one["cues"]), self.lines.bag(one["cues"], leads=False)]
            right = any(held(want, have) >= 0.8 and held(have, want) >= 0.5 for want in wants)
            self.score.count("cues", right, f"{where}: lines {one['cues']}, found {note.cues}")

    def answers(self, one: dict[str, Any]) -> Iterator[Counter[str]]:
        """Every wording of the answer that a reasonable reader could keep."""
        blocks = [
            line for kind in ("code", "diagram") for block in self.wanted(kind) for line in lines_of([block["lines"]])
        ]
        cues, may = one.get("cues", []), one.get("may", [])
        choices = [one["answer"], *one.get("alternatives", ()), *([v["lines"]] for v in one.get("versions", ()))]
        choices.append([line for choice in choices for line in choice])
        for choice in choices:
            for more in ([], cues, may, [*cues, *may]):
                for labels in (True, False):
                    for without in ((), blocks):
                        prompt = (one["line"], one["prompt"])
                        bag = self.lines.bag([*choice, *more], without=without, prompt=prompt, labels=labels)
                        if bag:
                            yield bag

    def given(self, note: Note) -> Iterator[Counter[str]]:
        story = self.by_id.get(note.story) if note.story else None
        texts = [note.answer, "\n".join([note.answer, *note.cues]), "\n".join(point.text for point in note.points)]
        texts += [version.text for version in note.versions]
        texts.append("\n".join([note.answer, *(version.text for version in note.versions)]))
        if story:
            texts += [story.answer, "\n".join(point.text for point in story.points)]
        return (Counter(words(text)) for text in texts)

    def stories(self) -> None:
        for one in self.wanted("story"):
            spans = [point["lines"] for point in one["points"]]
            shared = Counter(line for span in spans for line in lines_of([span]))
            best, note = max(((self.tells(one, note, set(shared)), note) for note in self.found(Kind.STORY)),
                             key=lambda pair: pair[0], default=(0.0, None))  # fmt: skip
            told = note if best > 0.5 else None
            if one["required"]:
                self.score.count("stories", told is not None, f"line {one['line']} “{one['prompt']}”")
            for point in one["points"] if told or one["required"] else ():
                span = point["lines"]
                crowded = any(shared[line] > 1 for line in lines_of([span]))
                want = self.lines.bag([span])
                near = [
                    p
                    for p in (told.points if told else ())
                    if lines_of([span]) & set(range(p.lines.start, p.lines.end + 1))
                ]
                roles = {
                    role
                    for name in point["role"].split("|")
                    for role in ({name}, *(r for r in _ROLES if name in r))
                    for role in role
                }
                fit = [p for p in near if (p.role or "").lower() in roles]
                for name, points in (("segments", near), ("roles", fit)):
                    text = Counter(word for p in points for word in words(f"{p.role or ''} {p.text}"))
                    right = bool(points) and (crowded or held(want, text) >= 0.8 or f1(want, text) >= 0.8)
                    self.score.count(name, right, f"“{one['prompt']}” lines {span} {point['role']}")
            for asked in one.get("questions", ()):
                right = any(
                    alike(note.prompt, asked["prompt"]) >= 88
                    and (note.kind is Kind.STORY_MATCH or note.story is not None)
                    for note in self.found(Kind.STORY_MATCH, Kind.QUESTION)
                )
                self.score.count("mapping", right, f"“{one['prompt']}” answers “{asked['prompt']}”")

    @staticmethod
    def tells(one: dict[str, Any], note: Note, lines: set[int]) -> float:
        """How surely the note tells this story: 0, or more than 0.5 where it does."""
        overlap = len(covered(note) & lines) / len(lines)
        named = fuzz.partial_ratio(flat(one["prompt"]), flat(note.prompt)) >= 85
        return overlap + (0.5 if named else 0.0) if overlap else 0.0

    def texts(self, kind: str, found_as: Kind, name: str) -> None:
        wanted, found = self.wanted(kind), self.found(found_as)
        for one in wanted:
            if one["required"]:
                right = any(fuzz.partial_ratio(flat(one["text"]), flat(said(note))) >= 90 and
                            len(flat(said(note))) >= 0.8 * len(flat(one["text"])) for note in found)  # fmt: skip
                self.score.count(name, right, f"line {one['line']} “{one['text']}”")
        if kind == "phrasing":
            for note in found:
                right = any(
                    fuzz.partial_ratio(flat(one["text"]), flat(text)) >= 85
                    for one in wanted
                    for text in (note.answer, note.prompt)
                    if text
                )
                self.score.count("phrasing precision", right, f"line {note.lines.start} “{note.answer}”")

    def metrics(self) -> None:
        wanted, found = self.wanted("metric"), self.found(Kind.METRIC)
        for one in wanted:
            if one["required"]:
                right = any(self.gives(note, one) for note in found)
                self.score.count("metrics", right, f"line {one['line']} “{one['value']}”")
        for note in found:
            right = any(self.gives(note, one) for one in wanted)
            self.score.count("metric precision", right, f"line {note.lines.start} “{note.prompt}” → “{note.answer}”")

    @staticmethod
    def gives(note: Note, one: dict[str, Any]) -> bool:
        if one["line"] not in covered(note):
            return False
        figures = re.findall(r"\d+(?:[.,]\d+)*", one["value"])
        have = re.findall(r"\d+(?:[.,]\d+)*", note.answer)
        if figures:
            return all(figure in have for figure in figures) or flat(one["value"]) in flat(note.answer)
        return fuzz.partial_ratio(flat(one["value"]), flat(note.answer)) >= 85

    def blocks(self, kind: str, found_as: Kind, name: str) -> None:
        for one in self.wanted(kind):
            if one["required"]:
                want = self.lines.bag([one["lines"]])
                right = any(held(want, Counter(words(note.answer))) >= 0.8 for note in self.found(found_as))
                self.score.count(name, right, f"lines {one['lines']} “{one['prompt']}”")

    def lists(self) -> None:
        for one in self.wanted("list"):
            if one["required"]:
                want = self.lines.bag([one["items"]])
                right = any(
                    held(want, have) >= 0.8 and held(have, want) >= 0.4
                    for note in self.found(Kind.LIST)
                    for have in (Counter(words(note.answer)), Counter(w for p in note.points for w in words(p.text)))
                )
                self.score.count("lists", right, f"lines {one['items']} “{one['prompt']}”")

    def private(self) -> None:
        for first, last in self.expected["private"]:
            for line in range(first, last + 1):
                secret = words(list(self.lines)[line - 1])
                run = 12 if sum(len(word) == 1 for word in secret) > len(secret) / 2 else 6
                pieces = {" ".join(secret[i : i + run]) for i in range(max(1, len(secret) - run + 1))} - {""}
                for note in self.notes:
                    if any(f" {piece} " in f" {flat(said(note))} " for piece in pieces):
                        self.score.leaks.append(f"line {line} in “{note.prompt}”")


def documents(folder: Path = FOLDER) -> list[Path]:
    """The documents that have expectations beside them, by name."""
    described = {path.name.removesuffix(".expected.json") for path in folder.glob("*.expected.json")}
    return sorted(path for path in folder.iterdir() if path.stem in described and path.suffix != ".json")


def expectations(document: Path) -> dict[str, Any]:
    return json.loads(document.with_suffix(".expected.json").read_text(encoding="utf-8"))


def lines_as_read(document: Path) -> list[str]:
    return list(_read(document).lines)


def score(path: Path) -> Score:
    """Read one document as an import would, and judge what came of it."""
    document = _read(path)
    extraction = extract(document)
    lines = list(document.lines)
    result = Judge(expectations(path), Lines(lines), extraction.notes).judge()
    known = {line for note in (*extraction.notes, *extraction.proposed) for line in covered(note)}
    known |= {line for skipped in extraction.skipped for line in range(skipped.lines.start, skipped.lines.end + 1)}
    result.unaccounted = [number for number, text in enumerate(lines, 1) if text.strip() and number not in known]
    return result


def notes_of(path: Path) -> list[Note]:
    """The notes that are made of one document, proposed ones too."""
    extraction = extract(_read(path))
    return [*extraction.notes, *extraction.proposed]


def _read(path: Path) -> Any:
    source = Source(path=path.name, location=str(path), place=path.name, deck=None)
    return read(path.read_bytes(), source)


def table(scores: dict[str, Score]) -> str:
    """Draw the shares of each document and of all of them."""
    short = {"question precision": "q prec", "metric precision": "m prec", "phrasing precision": "p prec"}
    names = ("questions", "question precision", "answers", "stories", "segments", "roles", "versions", "cues", "lists",
             "avoid", "metrics", "metric precision", "phrasings", "phrasing precision")  # fmt: skip
    rows = [["document", *(short.get(name, name)[:7] for name in names), "leaks", "lines"]]
    for title, one in scores.items():
        shares = ("" if (share := one.share(name)) is None else f"{share:.2f}" for name in names)
        rows.append([title[:30], *shares, str(len(one.leaks) or ""), str(len(one.unaccounted) or "")])
    return "\n".join(f"{row[0]:<30} " + " ".join(f"{cell:>7}" for cell in row[1:]) for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the notes found in the corpus.")
    parser.add_argument("names", nargs="*", help="documents, by a part of their name")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--verbose", action="store_true", help="print what was missed")
    options = parser.parse_args()
    chosen = [
        d for d in documents(options.folder) if not options.names or any(name in d.name for name in options.names)
    ]
    scores = {document.name: score(document) for document in chosen}
    pooled = sum(scores.values(), Score())
    if options.verbose:
        for title, one in scores.items():
            print(title)
            for miss in one.misses:
                print(f"    {miss}")
            for leak in one.leaks:
                print(f"    PRIVATE {leak}")
            if one.unaccounted:
                print(f"    lines without an account: {one.unaccounted}")
    print(table({**scores, "all": pooled}))
    for name in (*RECALLS, *PRECISIONS):
        if pooled.totals[name]:
            print(f"{name:<20} {pooled.hits[name]:>4} of {pooled.totals[name]:<4} {pooled.share(name):.3f}")
    print(f"{'duplicated prompts':<20} {pooled.duplicates:>4}")


if __name__ == "__main__":
    main()
