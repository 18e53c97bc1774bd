"""How notes were recognised, what does not fit, what was forgotten: as people read it and as JSON has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import click
from rich.text import Text

from srs.collection import Changes, Collection, Diagnosis, Forgotten, ImportReport, Linked
from srs.collection.reports import ChangeView, Double, Said
from srs.model import EventKind, How, Note, Problem
from srs.terminal import text
from srs.terminal.documents import Document, plain
from srs.terminal.look import Look
from srs.terminal.onekey import keys
from srs.terminal.screen import shorten

_SHOWN = 200
"""Characters of a text that tell which one it is."""
_BECAME = {How.SPLIT: "split", How.MERGED: "merged", How.UNSURE: "unsure"}


# ------------------------------------------------------------------ JSON


def document(value: Changes | Linked | Forgotten | Diagnosis) -> Document:
    """Return the JSON document of a value."""
    match value:
        case Changes():
            return {"changes": [_change(each) for each in value.changes]}
        case Linked(kind=EventKind.LINK):
            return {"linked": {"note": value.note, "other": value.other, "merged": value.merged}}
        case Linked():
            return {"unlinked": {"note": value.note, "other": value.other}}
        case Forgotten():
            names = ("notes", "cards", "sources", "clean")
            return {name: plain(getattr(value, name)) for name in names}
        case Diagnosis():
            return {
                "duplicates": [_double(each) for each in value.duplicates],
                "contradictions": [_double(each) for each in value.contradictions],
                "unsure": [_change(each) for each in value.unsure],
            }


def _change(view: ChangeView) -> Document:
    link = view.link
    return {
        "id": link.id,
        "note": link.note,
        "other": link.other,
        "how": link.how.value,
        "by": link.by.value,
        "score": link.score,
        "at": plain(link.at),
        "settled": link.settled or None,
        "old": None if view.old is None else plain(view.old),
        "new": None if view.new is None else plain(view.new),
    }


def _double(each: Double) -> Document:
    return {"score": each.score, "notes": [_placed(each.one), _placed(each.other)]}


def _placed(note: Note) -> Document:
    return {
        "id": note.id,
        "kind": note.kind.value,
        "prompt": note.prompt,
        "answer": note.answer,
        "path": note.path,
        "line": note.lines.start,
    }


def unsure(report: ImportReport) -> list[Problem]:
    """Return the notes of an import that may be ones that vanished, as problems: nothing was linked."""
    return [
        Problem(
            path=each.note.path,
            line=each.note.lines.start,
            message=f"“{_cut(each.note.prompt, 60)}” may be “{_cut(each.was.prompt, 60)}” "
            f"({text.percent(each.score)} alike): `srs link {each.was.id} {each.note.id}` joins them",
        )
        for each in report.unsure
    ]


# ------------------------------------------------------------------ for people


def drawn(value: Changes | Linked | Forgotten | Diagnosis, look: Look) -> Iterator[Text | str]:
    """Return what people read of a value."""
    match value:
        case Changes():
            yield from _changes(value, look)
        case Linked():
            yield _linked(value)
        case Forgotten():
            yield from _forgotten(value)
        case Diagnosis():
            yield from _diagnosis(value, look)


def _changes(value: Changes, look: Look) -> Iterator[Text | str]:
    if not value.changes:
        yield "no note has changed since it was read first"
        return
    for view in value.changes:
        link = view.link
        settled = f", {link.settled}" if link.settled else ""
        alike = f"{link.by}, {text.percent(link.score)} alike" if link.by != "text" else "word for word"
        yield Text.assemble(
            f"{link.note[:10]}  ", (str(link.how), "bold"), f"  {alike}{settled}", (f"  {link.at:%Y-%m-%d}", "dim")
        )
        yield from _both(view, look)
    yield ""
    yield "`srs unlink ID` takes a link apart, `srs link OLD NEW` makes one"


def _both(view: ChangeView, look: Look) -> Iterator[Text]:
    if view.old is not None and view.old == view.new:
        yield _line("=", view.old, look, answer=False)
        return
    for sign, said, other in (("-", view.old, view.new), ("+", view.new, view.old)):
        if said is None:
            yield Text(f"  {sign} (forgotten)", style="dim")
            continue
        shows_answer = other is None or (said.prompt == other.prompt and said.answer != other.answer)
        yield _line(sign, said, look, answer=shows_answer)


def _line(sign: str, said: Said, look: Look, *, answer: bool) -> Text:
    place = f"{text.word(said.path)}:{said.line}"
    words = f"{said.prompt} | {said.answer}" if answer else said.prompt
    room = max(min(look.width, 120) - len(place) - 6, 30)
    return Text.assemble(f"  {sign} {shorten(_cut(words), room)}  ", (place, "dim"))


def _cut(words: str, most: int = _SHOWN) -> str:
    one = " ".join(text.word(words).split())
    return one if len(one) <= most else one[: most - 1] + "…"


def _linked(value: Linked) -> str:
    if value.kind is EventKind.UNLINK:
        return (
            f"unlinked: {value.other[:10]} is a new card, {value.note[:10]} keeps the history; `srs undo` takes it back"
        )
    if value.merged:
        return f"merged: {value.note[:10]} is asked for both from now on; `srs undo` takes it back"
    return f"linked: {value.note[:10]} goes on with its history; `srs undo` takes it back"


def _forgotten(value: Forgotten) -> Iterator[str]:
    files = f" and {text.count(len(value.sources), 'file')}" if value.sources else ""
    yield f"forgotten: {text.count(value.notes, 'note')}{files}; the log has no text and stays"
    if not value.clean:
        yield "another program has the database open: bytes may be left in its log until that ends"
    yield "backups and exports made before still have the text"


def _diagnosis(value: Diagnosis, look: Look) -> Iterator[Text | str]:
    if not (value.duplicates or value.contradictions or value.unsure):
        yield "all is well: no question stands twice, no figures disagree"
        return
    for title, doubles in (("asked twice", value.duplicates), ("figures that disagree", value.contradictions)):
        if doubles:
            yield Text(f"{title}: {len(doubles)}", style="bold")
        for each in doubles:
            figures = title != "asked twice"
            for note in (each.one, each.other):
                said = Said(path=note.path, line=note.lines.start, prompt=note.prompt, answer=note.answer)
                yield _line(f"{note.id[:10]} ", said, look, answer=figures)
            yield ""
    if value.unsure:
        yield Text(f"may be the same: {len(value.unsure)}", style="bold")
        for view in value.unsure:
            yield from _both(view, look)
            yield f"    srs link {view.link.other} {view.link.note}"
    if value.duplicates:
        yield "`srs link ID ID` asks the first for both from then on"


def summed_up(report: ImportReport) -> str:
    """Return what an import says of notes that became others: `2 edited, 1 split`; empty where none did."""
    counts = Counter(_BECAME[each.how] for each in report.recognised if each.how in _BECAME)
    renamed = sum(1 for source in report.sources if source.renamed)
    said = [f"{text.count(renamed, 'file')} renamed"] if renamed else []
    return ", ".join([*said, *(f"{number} {name}" for name, number in counts.items())])


_KEYS = "[y the same card, n another one, Enter or Space later, q no more of these]"


def ask(report: ImportReport, collection: Collection) -> ImportReport:
    """Ask with a key each about new notes that may be ones that vanished; return the report without what was answered.

    Also about those of earlier imports that nobody was asked about. What was answered is kept when the learner ends it:
    `click.Abort` passes through.
    """
    views = [each for each in collection.changes(unsure=True).changes if each.old is not None and each.new is not None]
    if not views:
        return report
    answered: set[tuple[str | None, str]] = set()
    click.echo(
        f"{text.count(len(views), 'new note')} may be one that vanished, and would go on with its history", err=True
    )
    with keys() as pressed:
        for number, view in enumerate(views, 1):
            old, new = view.link.other, view.link.note
            click.echo(f"\n{number} of {len(views)}, {text.percent(view.link.score)} alike", err=True)
            for name, said in (("was", view.old), ("now", view.new)):
                if said is not None:
                    click.echo(f"{name}  {_cut(said.prompt)}  ({text.word(said.path)}:{said.line})", err=True)
                    if said.answer.strip():
                        click.echo(f"     {_cut(said.answer)}", err=True)
            click.echo(_KEYS, err=True)
            key = pressed("ynq \r\n")
            if key == "q":
                break
            if old is not None and key == "y":
                collection.link(old, new)
            elif old is not None and key == "n":
                collection.refuse(old, new)
            if key in "yn":
                answered.add((old, new))
    click.echo("", err=True)
    left = [each for each in report.recognised if (each.was.id, each.note.id) not in answered]
    return replace(report, recognised=tuple(left))
