"""How well history follows the notes through edits whose truth is known, since they are made here.

`python tests/edit_corpus.py [--seeds N] [--first N] [--notes PATH …] [--verbose] [EDIT …]` prints a table: of the cards
that are there before and after an edit, the share that kept their history, and the share of all cards that were given
another one's; `--set HERE=0.4` tries another threshold.

Each line carries a mark of its own that the program never sees. A note stands on its first line, so two notes on the
same line, before and after, are the same one, whatever they say.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from srs.model import Kind, KnownNote, Note, Source, SourceId, Standing
from srs.notes.extract import extract
from srs.notes.matching import likely, likeness, match
from srs.reading import read

ROOT = Path(__file__).parents[1]
WHEN = datetime(2026, 1, 5, tzinfo=UTC)
PARTS = {Kind.METRIC, Kind.PHRASING, Kind.STORY_MATCH}
WORDS = [
    "amber",
    "anchor",
    "apron",
    "arch",
    "attic",
    "autumn",
    "badge",
    "barley",
    "basin",
    "beacon",
    "blanket",
    "blossom",
    "border",
    "bramble",
    "bridge",
    "bronze",
    "bucket",
    "cabin",
    "candle",
    "canvas",
    "carpet",
    "cedar",
    "chapel",
    "cherry",
    "chimney",
    "circle",
    "clover",
    "cobalt",
    "comet",
    "copper",
    "corner",
    "cotton",
    "cradle",
    "crayon",
    "cricket",
    "curtain",
    "cushion",
    "dagger",
    "dahlia",
    "dawn",
    "desert",
    "dial",
    "ditch",
    "dolphin",
    "drawer",
    "drift",
    "eagle",
    "easel",
    "ember",
    "engine",
    "estate",
    "fabric",
    "falcon",
    "feather",
    "fiddle",
    "flannel",
    "flask",
    "flint",
    "forest",
    "fossil",
    "fountain",
    "fringe",
    "galaxy",
    "garden",
    "garland",
    "glacier",
    "goblet",
    "granite",
    "gravel",
    "hammer",
    "hamlet",
    "harbour",
    "harvest",
    "hazel",
    "helmet",
    "heron",
    "hollow",
    "honey",
    "horizon",
    "hornet",
    "island",
    "ivory",
    "jacket",
    "jasmine",
    "jewel",
    "kettle",
    "ladder",
    "lantern",
    "lattice",
    "lemon",
    "lilac",
    "linen",
    "lizard",
    "locket",
    "lumber",
    "magnet",
    "mantle",
    "maple",
    "marble",
    "meadow",
    "mellow",
    "mirror",
    "mitten",
    "moss",
    "mural",
    "napkin",
    "nectar",
    "nickel",
    "nutmeg",
    "orchard",
    "otter",
    "oyster",
    "paddle",
    "palace",
    "parcel",
    "pasture",
    "pebble",
    "pepper",
    "pigeon",
    "pillow",
    "planet",
    "plaza",
    "plum",
    "pocket",
    "pollen",
    "poplar",
    "prairie",
    "quarry",
    "quartz",
    "quilt",
    "rabbit",
    "raven",
    "ribbon",
    "river",
    "saddle",
    "saffron",
    "sandal",
    "satin",
    "shadow",
    "shelter",
    "silver",
    "slate",
    "sparrow",
    "spindle",
    "spruce",
    "stable",
    "steeple",
    "summit",
    "tailor",
    "temple",
    "thimble",
    "thistle",
    "timber",
    "trellis",
    "tulip",
    "tunnel",
    "valley",
    "velvet",
    "violet",
    "walnut",
    "willow",
    "window",
    "winter",
    "wren",
    "yarrow",
    "zephyr",
]
LABELS = {
    "Situation": "Ausgangslage", "Task": "Aufgabe", "Action": "Handlung", "Result": "Ergebnis", "Learning": "Lehre",
    "Context": "Kontext", "Answer": "Antwort", "Challenge": "Herausforderung", "Outcome": "Ergebnis",
}  # fmt: skip

_ids = count(1)


@dataclass(slots=True)
class Line:
    text: str
    mark: int = field(default_factory=lambda: next(_ids))
    fenced: bool = False


Unit = list[Line]
"""The lines of a note that stands by itself, up to the next one."""


@dataclass(slots=True)
class Document:
    """A file as the lines above its first note, and its notes."""

    path: str
    head: Unit
    units: list[Unit]

    @property
    def lines(self) -> Unit:
        return [*self.head, *(line for unit in self.units for line in unit)]


def notes_of(path: str, lines: Sequence[Line]) -> list[Note]:
    source = Source(path=path, location=f"/{path}", place=path, deck=None)
    extraction = extract(read("\n".join(line.text for line in lines).encode(), source))
    return sorted([*extraction.notes, *extraction.proposed], key=lambda n: (n.lines.start, n.lines.end))


@cache
def _read(path: Path) -> Document:
    lines = [Line(text) for text in path.read_text(encoding="utf-8").splitlines()]
    inside = False
    for line in lines:
        fence = line.text.lstrip().startswith(("```", "~~~"))
        line.fenced = inside or fence
        inside = inside != fence
    starts: list[int] = []
    end = 0
    for note in notes_of(path.name, lines):
        if note.kind not in PARTS and note.parent is None and note.lines.start > end:
            starts.append(note.lines.start - 1)
            end = note.lines.end
    stops = [*starts[1:], len(lines)]
    units = [lines[start:stop] for start, stop in zip(starts, stops, strict=True)]
    return Document(path.name, lines[: starts[0]] if starts else lines, units)


def document(path: Path) -> Document:
    """A document to be edited; each time that one is asked for, its lines have the same marks."""
    return deepcopy(_read(path))


@cache
def _known(paths: tuple[Path, ...]) -> tuple[list[KnownNote], dict[Key, Card]]:
    """What a first import makes of documents, and their cards."""
    documents = [document(path) for path in paths]
    before = match([note for d in documents for note in notes_of(d.path, d.lines)], [])
    known = [
        KnownNote(
            note=m.note, source=SourceId(m.note.path), standing=Standing.ACTIVE, changed=WHEN, used_slots=m.used_slots
        )
        for m in before.notes
    ]
    return known, cards([m.note for m in before.notes], {d.path: d.lines for d in documents})


def sources() -> list[Path]:
    """The sample decks, and where they lie beside the checkout, notes as people wrote them."""
    seeds = ROOT.parent / "shared" / "seeds"
    return [*sorted((ROOT / "decks").glob("*.md")), *sorted(seeds.glob("*.txt"))]


def strangers() -> list[Path]:
    """Documents whose notes are new where an edit adds some."""
    folder = ROOT / "tests" / "cases" / "notes"
    return [
        folder / name
        for name in ("k8s_scenarios.md", "kernel_engineer.md", "js_round_long.md")
        if (folder / name).exists()
    ]


# ------------------------------------------------------------------ edits

Edit = Callable[[list[Document], random.Random], None]
_LABEL = re.compile(r"^[\s>*_#\-\d.)]*(?:[A-Z][\w ]{1,25}:[*_]*\s)?")
_A_WORD = re.compile(r"[^\W\d_]{2,}")


def _reworded(text: str, share: float, rng: random.Random, *, keep: int) -> str:
    start = _LABEL.match(text).end()  # type: ignore[union-attr]
    found = [m for m in _A_WORD.finditer(text, start) if "`" not in text][keep:]
    chosen = {m.start() for m in rng.sample(found, round(share * len(found)))}

    def other(m: re.Match[str]) -> str:
        if m.start() not in chosen:
            return m[0]
        word = rng.choice(WORDS)
        return word.capitalize() if m[0][0].isupper() else word

    return text[:start] + "".join(_pieces(text[start:], start, found, other))


def _pieces(
    text: str, offset: int, found: Iterable[re.Match[str]], other: Callable[[re.Match[str]], str]
) -> Iterable[str]:
    at = 0
    for m in found:
        yield text[at : m.start() - offset]
        yield other(m)
        at = m.end() - offset
    yield text[at:]


def reword(share: float) -> Edit:
    def edit(documents: list[Document], rng: random.Random) -> None:
        for unit in (unit for d in documents for unit in d.units):
            for number, line in enumerate(unit):
                if not line.fenced and line.text.strip():
                    # the first word of a question says that it is one
                    line.text = _reworded(line.text, share, rng, keep=1 if number == 0 else 0)

    return edit


def typos(documents: list[Document], rng: random.Random) -> None:
    for unit in (unit for d in documents for unit in d.units):
        for number, line in enumerate(unit):
            if line.fenced or (number and rng.random() < 0.5):
                continue
            found = [m for m in _A_WORD.finditer(line.text) if len(m[0]) > 4]
            if number == 0:
                found = found[1:]
            if found:
                m = rng.choice(found)
                at = m.start() + rng.randrange(1, len(m[0]) - 2)
                swapped = line.text[at + 1] + line.text[at]
                line.text = line.text[:at] + swapped + line.text[at + 2 :]


def renumber(documents: list[Document], rng: random.Random) -> None:
    for d in documents:
        first = rng.randrange(1, 40)
        for number, unit in enumerate(d.units, first):
            line = unit[0]
            m = re.match(r"(\s*#+\s+|\s*)(\d+[.)]\s+)?(?=[^\W\d_])", line.text)
            if m and not line.text.startswith("-") and (m[2] or m[1].strip()):
                line.text = f"{m[1]}{number}. {line.text[m.end() :]}"


def reorder(documents: list[Document], rng: random.Random) -> None:
    for d in documents:
        rng.shuffle(d.units)


def move(documents: list[Document], rng: random.Random) -> None:
    cut = [(d, unit) for d in documents for unit in d.units if rng.random() < 0.3]
    for d, unit in cut:
        d.units = [other for other in d.units if other is not unit]
        target = rng.choice([other for other in documents if other is not d] or documents)
        target.units.insert(rng.randrange(len(target.units) + 1), unit)


def split(documents: list[Document], rng: random.Random) -> None:
    for d in documents:
        units: list[Unit] = []
        for unit in d.units:
            units.append(unit)
            breaks = [
                n for n, line in enumerate(unit) if not line.text.strip() and not line.fenced and 2 < n < len(unit) - 3
            ]
            if breaks and unit[0].text.startswith("#") and rng.random() < 0.5:
                at = breaks[len(breaks) // 2]
                depth = len(unit[0].text) - len(unit[0].text.lstrip("#"))
                title = Line(f"{'#' * depth} How does the {rng.choice(WORDS)} of the {rng.choice(WORDS)} come in?")
                units[-1] = unit[:at]
                units.append([Line(""), title, *unit[at:]])
        d.units = units


def merge(documents: list[Document], rng: random.Random) -> None:
    for d in documents:
        units: list[Unit] = []
        for unit in d.units:
            if units and rng.random() < 0.25:
                units[-1] += [Line(""), *unit[1:]]
            else:
                units.append(unit)
        d.units = units


def _prose(rng: random.Random, words: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def answers(documents: list[Document], rng: random.Random) -> None:
    for unit in (unit for d in documents for unit in d.units):
        if rng.random() < 0.5 and unit[0].text.startswith("#") and "?" in unit[0].text:
            unit[1:] = [Line(""), Line(_prose(rng, 25)), Line(""), Line(_prose(rng, 15)), Line("")]


def questions(documents: list[Document], rng: random.Random) -> None:
    for unit in (unit for d in documents for unit in d.units):
        if unit[0].text.startswith("#") and unit[0].text.rstrip().endswith("?"):
            depth = len(unit[0].text) - len(unit[0].text.lstrip("#"))
            words = " ".join(rng.choice(WORDS) for _ in range(5))
            unit[0].text = f"{'#' * depth} How would you explain {words}?"


def labels(documents: list[Document], _rng: random.Random) -> None:
    for line in (line for d in documents for unit in d.units for line in unit):
        line.text = re.sub(r"^([\s>*_\-]*)(\w+)([*_]*:)", lambda m: f"{m[1]}{LABELS.get(m[2], m[2])}{m[3]}", line.text)


def rename_files(documents: list[Document], rng: random.Random) -> None:
    for d in documents:
        d.path = f"{rng.choice(WORDS)}-{d.path}"


def rename_folder(documents: list[Document], _rng: random.Random) -> None:
    for d in documents:
        d.path = f"papers/{d.path}"


def come_and_go(documents: list[Document], rng: random.Random) -> None:
    new = [unit for path in strangers() for unit in document(path).units]
    rng.shuffle(new)
    for d in documents:
        for position in range(len(d.units) - 1, -1, -1):
            chance = rng.random()
            if chance < 0.15:
                del d.units[position]
            if 0.1 < chance < 0.3 and new:
                unit = new.pop()
                d.units.insert(position, [Line("")] + [replace(line, mark=next(_ids)) for line in unit] + [Line("")])


def both(*edits: Edit) -> Edit:
    def edit(documents: list[Document], rng: random.Random) -> None:
        for each in edits:
            each(documents, rng)

    return edit


def of_some(edit: Edit, share: float) -> Edit:
    """An edit of a part of the notes only."""

    def some(documents: list[Document], rng: random.Random) -> None:
        edit([replace(d, units=[unit for unit in d.units if rng.random() < share]) for d in documents], rng)

    return some


EDITS: dict[str, Edit] = {
    "typos": typos,
    "renumbered": renumber,
    "reordered": reorder,
    "moved to other files": move,
    "files renamed": rename_files,
    "folder renamed": rename_folder,
    "light rewording": reword(0.15),
    "heavy rewording": reword(0.5),
    "questions rewritten": questions,
    "answers rewritten": answers,
    "split": split,
    "merged": merge,
    "labels translated": labels,
    "some deleted, others added": come_and_go,
    "renamed, reworded": both(rename_files, reword(0.15)),
    "moved, with typos": both(move, typos),
    "all at once": both(
        come_and_go, split, of_some(questions, 0.2), of_some(answers, 0.2), merge, of_some(typos, 0.5), labels, move,
        reorder, renumber, of_some(reword(0.15), 0.5), rename_files, rename_folder,
    ),
}  # fmt: skip
ALL_RIGHT = ("typos", "renumbered", "reordered", "moved to other files", "files renamed", "folder renamed")


# ------------------------------------------------------------------ truth


@dataclass
class Score:
    """Cards before and after, those that kept their history, and those that got another's."""

    stayed: int = 0
    kept: int = 0
    cards: int = 0
    wrong: int = 0
    misses: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.stayed + other.stayed, self.kept + other.kept, self.cards + other.cards, self.wrong + other.wrong,
            self.misses + other.misses,
        )  # fmt: skip

    @property
    def right(self) -> float:
        return self.kept / self.stayed if self.stayed else 1.0

    @property
    def mistaken(self) -> float:
        return self.wrong / self.cards if self.cards else 0.0


Key = tuple[object, int, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A card, and the lines that it is made of, by their marks."""

    id: str
    note: Note
    marks: frozenset[int]

    def shares(self, other: Card) -> bool:
        """Say whether a fair part of one is in the other: a half may become a note, or two notes one."""
        return 3 * len(self.marks & other.marks) >= min(len(self.marks), len(other.marks))

    def holds(self, other: Card) -> bool:
        """Say whether most of another card is in this one."""
        return 3 * len(self.marks & other.marks) >= 2 * len(other.marks)


def cards(notes: Sequence[Note], lines: dict[str, Sequence[Line]]) -> dict[Key, Card]:
    """Return the cards by what they truly are: what begins on which line; figures of one line by what they say."""
    times: Counter[Key] = Counter()
    out: dict[Key, Card] = {}
    for note in notes:
        marks = lines[note.path]
        part = note.kind if note.kind in PARTS else "note"
        ranges = [note.lines, *(at for _, at in note.also)]
        asked = [(part, note.answer if note.kind is Kind.METRIC else "", ranges, str(note.id))]
        if note.kind is Kind.STORY:
            asked += [("point", "", [point.lines], str(point.id)) for point in note.points]
        for sort, text, places, id in asked:
            mark = marks[places[0].start - 1].mark
            key = (sort, mark, f"{text} {times[sort, mark, text]}")
            times[sort, mark, text] += 1
            said = (marks[number] for at in places for number in range(at.start - 1, at.end))
            out[key] = Card(id, note, frozenset(line.mark for line in said if line.text.strip()))
    return out


def score(edit: Edit, seed: int, paths: Sequence[Path] = ()) -> Score:
    """Import the corpus, edit it, import again, and compare with the truth."""
    rng = random.Random(seed)
    chosen = tuple(paths or sources())
    known, old = _known(chosen)
    documents = [document(path) for path in chosen]
    edit(documents, rng)
    after = match([note for d in documents for note in notes_of(d.path, d.lines)], known)
    new = cards([m.note for m in after.notes], {d.path: d.lines for d in documents})
    whose = {card.id: card for card in old.values()}
    heirs = {card.id: card for card in new.values()}
    result = Score(cards=len(new))
    for key, card in new.items():
        if key in old:
            heir = heirs.get(old[key].id)
            kept = heir is not None and (heir is card or heir.shares(old[key]))
            # of two notes that became one, either is right
            kept = kept or (card.id in whose and card.holds(whose[card.id]))
            result.stayed += 1
            result.kept += kept
            if not kept:
                result.misses.append(f"lost: {key[0]} “{card.note.prompt}” → “{old[key].note.prompt}”")
        was = whose.get(card.id)
        itself = key in old and old[key].id == card.id
        if was is not None and not itself and not card.shares(was):
            result.wrong += 1
            said = f"{card.note.prompt} | {card.note.answer[:60]}"
            result.misses.append(f"wrong: {key[0]} “{said}” ← “{was.note.prompt} | {was.note.answer[:60]}”")
    return result


def scored(names: Iterable[str], seeds: Iterable[int], paths: Sequence[Path] = ()) -> dict[str, Score]:
    chosen = list(seeds)
    return {name: sum((score(EDITS[name], seed, paths) for seed in chosen), Score()) for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description="Score how history follows edits.")
    parser.add_argument("names", nargs="*", help="edits, by a part of their name")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=0, help="the first seed: thresholds were chosen with 0 to 3")
    parser.add_argument("--notes", type=Path, nargs="+", default=[], help="other files than the decks and the seeds")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=X", help="try another threshold")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    for name, _, value in (each.partition("=") for each in options.set):
        setattr(next(module for module in (likely, likeness) if hasattr(module, name)), name, float(value))
    chosen = [name for name in EDITS if not options.names or any(part in name for part in options.names)]
    scores = scored(chosen, range(options.first, options.first + options.seeds), options.notes)
    print(f"{'edit':<28} {'cards':>6} {'kept':>7} {'wrong':>7}")
    for name, one in {**scores, "overall": sum(scores.values(), Score())}.items():
        print(f"{name:<28} {one.stayed:>6} {one.right:>7.2%} {one.mistaken:>7.2%}")
        if options.verbose and name != "overall":
            for miss in one.misses:
                print(f"    {miss[:230]}")


if __name__ == "__main__":
    main()
