"""A note as the fields of its note type: what stands where on a phone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath, PureWindowsPath
from typing import Protocol

from srs.anki import markup
from srs.anki.identity import ALONE, MAX_POINT_CARDS, Form, form_of
from srs.anki.note_types import cue_field, point_field
from srs.model import Kind, Note, NoteId, Point, Version

_ASKS = {
    Kind.QUESTION: "Answer aloud",
    Kind.STORY: "Tell the story",
    Kind.KEY_POINT: "What must be said?",
    Kind.METRIC: "Which figure?",
    Kind.PHRASING: "Say it word for word",
    Kind.LIST: "Name them all",
    Kind.AVOID: "What must you not say?",
    Kind.DIAGRAM: "Draw it",
    Kind.CODE: "Write it",
    Kind.STORY_MATCH: "Which story answers this?",
    Kind.CLOZE: "Fill the gap",
}

_TYPED_LONGEST = 40

_BLANK = re.compile(r"_{3,}")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


class PictureOf(Protocol):
    """What finds the pictures that a note shows."""

    def name_of(self, target: str, *, anywhere: bool = False) -> str | None:
        """Return the name that a picture has on the phone; None for one that does not go there."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The notes that a note may name: what it follows up, what follows it up, the story it is about."""

    prompts: Mapping[NoteId, str]
    followers: Mapping[NoteId, Sequence[str]]
    """The prompts of the notes that follow one up, in their order."""

    def prompt(self, note: NoteId | None) -> str:
        """Return the prompt of a note, "" for one that is not here."""
        return "" if note is None else self.prompts.get(note, "")


def fields(note: Note, around: Surroundings, pictures: PictureOf | None = None) -> dict[str, str]:
    """Return the fields of a note that have something in them, as HTML, by name; `Prompt` is always there."""
    shown = markup.Shown(None if pictures is None else pictures.name_of)
    values = {
        "Prompt": _prompt(note),
        "Answer": _answer(note, shown),
        "Points": _points(note, shown),
        "Versions": "".join(_version(version, shown) for version in note.versions if not _is_answer(version, note)),
        "Cues": _list(note.cues),
        "Follows": _above(note, around),
        "Followed by": _list(around.followers.get(note.id, ()), as_text=True),
        "Story": _story(note, around),
        "Ask": _ask(note),
        "Source": markup.plain(_source(note)),
        "Kind": note.kind.value,
        "Typed": _typed(note),
    }
    if form_of(note.kind) is Form.STORY:
        values["Beats"] = _beats(note, shown)
        for point in note.points:
            if 1 <= point.slot <= MAX_POINT_CARDS:
                values[cue_field(point.slot)] = cue(note, point)
                values[point_field(point.slot)] = _visible(shown.inline(point.text), "…")
    return {name: html for name, html in values.items() if html}


def _above(note: Note, around: Surroundings) -> str:
    """Return the prompt of the note that this one follows up, or is from; nothing where both ask the same."""
    prompt = around.prompt(note.parent)
    return "" if prompt == note.prompt else markup.spoken(prompt)


def title(note: Note) -> str:
    """Return a note's prompt as text without markup, for lists; never empty."""
    text = " ".join(markup.clean(note.prompt).split())
    return "(no title)" if markup.is_blank(text) else text


def cue(note: Note, point: Point) -> str:
    """Return what asks for one point, as HTML: “Action · 2 of 3”, or its place where it has no role."""
    same = [other.id for other in note.points if other.role == point.role]
    name = markup.plain(_role(point)) or ("Beat" if note.kind is Kind.STORY else "Point")
    if len(same) == 1:
        return name
    return f"{name} <small>{same.index(point.id) + 1} of {len(same)}</small>"


def _ask(note: Note) -> str:
    if note.rule == ALONE:
        return "Which point?"
    if note.kind is Kind.QUESTION and "unanswered" in note.tags:
        return "Speak on it: the notes leave it open"
    count = len(note.points) or sum(1 for line in note.answer.split("\n") if _ITEM.match(line))
    return f"Name all {count}" if note.kind is Kind.LIST and count > 1 else _ASKS[note.kind]


def _prompt(note: Note) -> str:
    if note.kind is Kind.CLOZE:
        return _gaps(note)
    html = markup.spoken(title(note))
    if note.kind is Kind.METRIC:
        return _BLANK.sub(lambda blank: f'<span class="blank">{blank[0]}</span>', html)
    return html


def _gaps(note: Note) -> str:
    """Return a clause with what was asked for hidden in its place, or in the first where these don't match."""
    before, *after = _BLANK.split(title(note))
    answer = note.answer.strip()
    hidden = [answer] if len(after) == 1 else [part.strip() for part in answer.split(", ")]
    if not after:
        before, after = f"{before} ", [""]
    if len(hidden) != len(after):
        hidden = [answer, *("___" for _ in after[1:])]
    pieces = [markup.plain(before)]
    for number, (gap, text) in enumerate(zip(hidden, after, strict=True)):
        is_gap = number == 0 or gap != "___"
        pieces += [markup.gap(gap if not markup.is_blank(markup.clean(gap)) else "…") if is_gap else gap]
        pieces.append(markup.plain(text))
    return "".join(pieces)


def _typed(note: Note) -> str:
    """Return the figure to type; nothing where it is too long to be typed on a phone, or has more than one line."""
    answer = markup.clean(note.answer).strip()
    if note.kind is not Kind.METRIC or len(answer) > _TYPED_LONGEST or "\n" in answer or markup.is_blank(answer):
        return ""
    return markup.plain(answer)


def _answer(note: Note, shown: markup.Shown) -> str:
    text = note.answer
    if markup.is_blank(markup.clean(text)) or _is_told_by_points(note) or note.kind is Kind.CLOZE:
        return ""
    match note.kind:
        case Kind.METRIC if "\n" not in text.strip():
            return _filled(note, text.strip())
        case Kind.DIAGRAM if not _FENCE.search(text) and not shown.has_picture(text):
            return markup.drawing(text)
        case Kind.CODE if not _FENCE.search(text):
            return markup.code(text)
        case Kind.STORY if note.points:
            return f"<details><summary>In full</summary>{shown.markdown(text)}</details>"
        case _:
            return _label(note) + shown.markdown(text)


def _filled(note: Note, answer: str) -> str:
    """Return the clause with what was asked for in its place, or the answer alone where it has no single place."""
    said = f'<b class="filled">{markup.plain(answer)}</b>'
    before, *after = _BLANK.split(title(note))
    return markup.plain(before) + said + markup.plain(after[0]) if len(after) == 1 else said


def _is_told_by_points(note: Note) -> bool:
    """Return whether the answer is its points and nothing else, so that one list is enough."""
    lines = [_bare(line) for line in note.answer.split("\n") if line.strip()]
    return bool(note.points) and set(lines) <= {_bare(point.text) for point in note.points}


def _bare(line: str) -> str:
    return _ITEM.sub("", line).replace("*", "").strip().casefold()


def _points(note: Note, shown: markup.Shown) -> str:
    """Return the points as a list with a box to tick each."""
    items = [
        f'<li><label><input type="checkbox"> <span>{_said(point, shown)}</span></label></li>' for point in note.points
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _said(point: Point, shown: markup.Shown) -> str:
    role = markup.plain(_role(point))
    return (f'<b class="role">{role}</b> ' if role else "") + shown.inline(point.text)


def _beats(note: Note, shown: markup.Shown) -> str:
    """Return the points one by one, each folded under its cue."""
    folds = (
        f"<details><summary>{cue(note, point)}</summary>{shown.inline(point.text)}</details>" for point in note.points
    )
    return "".join(folds)


def _role(point: Point) -> str:
    role = (point.role or "").replace("_", " ").strip()
    return role[:1].upper() + role[1:]


def _version(version: Version, shown: markup.Shown) -> str:
    return f"<details><summary>{_named(version)}</summary>{shown.markdown(version.text)}</details>"


def _named(version: Version) -> str:
    name = version.label.strip() or (f"{version.seconds} seconds" if version.seconds else "Another way to say it")
    return markup.plain(name)


def _is_answer(version: Version, note: Note) -> bool:
    return version.text.strip() in ("", note.answer.strip())


def _label(note: Note) -> str:
    """Return the name of the version that the answer is, where it is one of several."""
    same = [version for version in note.versions if version.text.strip() == note.answer.strip()]
    return f'<div class="label">{_named(same[0])}</div>' if same else ""


def _story(note: Note, around: Surroundings) -> str:
    """Return the title of the story to tell, unless the answer is that title."""
    told = around.prompt(note.story)
    return "" if told == note.answer else markup.plain(told)


def _list(texts: Sequence[str], *, as_text: bool = False) -> str:
    shown = (markup.spoken(text) if as_text else markup.inline(text) for text in texts if text.strip())
    items = "".join(f"<li>{text}</li>" for text in shown)
    return f"<ul>{items}</ul>" if items else ""


def _source(note: Note) -> str:
    """Return the file and the headings above a note; of a file named by an absolute path, its name alone."""
    shown = " › ".join(part for part in (_place(note.path), *note.harmless_headings) if part)
    return shown.encode("utf-8", "replace").decode("utf-8")  # the name of a file need not be text


@lru_cache(maxsize=1_000)
def _place(path: str) -> str:
    if PureWindowsPath(path).is_absolute():
        return PureWindowsPath(path).name
    if PurePosixPath(path).is_absolute():
        return PurePosixPath(path).name
    return "/".join(part for part in PurePosixPath(path).parts if part not in (".", ".."))


def _visible(html: str, otherwise: str) -> str:
    return html if html.strip() else otherwise
