"""Values -> what people read on standard output, by the type of the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from srs.model import Change, EventKind, Kind, Listed, Role, Seen
from srs.terminal import pages, screen, text
from srs.terminal.look import Look
from srs.terminal.table import Column, table

if TYPE_CHECKING:
    from srs.collection import (
        Acted,
        CardView,
        CheckReport,
        Collection,
        DeckReport,
        ImportReport,
        RebuildReport,
        Restored,
        SettingsReport,
        SourceReport,
        Undone,
    )
    from srs.study.session import Summary

KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.QUESTION: ("question", "questions"),
    Kind.STORY: ("story", "stories"),
    Kind.KEY_POINT: ("key point", "key points"),
    Kind.METRIC: ("metric", "metrics"),
    Kind.PHRASING: ("phrasing", "phrasings"),
    Kind.LIST: ("list", "lists"),
    Kind.AVOID: ("never-say", "never-say"),
    Kind.DIAGRAM: ("diagram", "diagrams"),
    Kind.CODE: ("code", "code"),
    Kind.STORY_MATCH: ("story match", "story matches"),
    Kind.CLOZE: ("cloze", "clozes"),
}


_SLIPS = 10
"""Of what was missed on a day, the end page names so many."""


def kinds(found: Mapping[Kind, int]) -> str:
    """Return `23 questions, 2 stories`."""
    return ", ".join(f"{number} {KINDS[kind][number != 1]}" for kind, number in found.items() if number)


def changes(found: Mapping[Change, int]) -> str:
    """Return `12 added, 29 unchanged`."""
    return ", ".join(f"{number:,} {change}" for change, number in found.items() if number) or "–"


# ------------------------------------------------------------------ notes


def import_report(report: ImportReport, look: Look) -> Iterator[Text | str]:
    """Return what was found in each file, by kind, and what changed; the problems go to stderr."""
    rows = [
        (
            text.word(source.path) + (f" (was {text.word(source.renamed)})" if source.renamed else ""),
            f"{source.notes:,}",
            changes(source.changes),
            kinds({kind: source.kinds.get(kind, 0) for kind in Kind})
            + (f", {source.proposed} proposed" if source.proposed else ""),
        )
        for source in report.sources
        if source.fresh
    ]
    columns = [Column("file", flexible=True), Column("notes", right=True), Column("changes", style="dim")]
    columns.append(Column("found", flexible=True, wraps=True))
    if rows:
        yield from table(look, columns, rows)
        yield ""
    notes = sum(source.notes for source in report.sources)
    total = f"{text.count(len(report.sources), 'file')}, {text.count(notes, 'note')}: {changes(report.changes())}"
    if report.recognised:
        from srs.terminal.recognised import summed_up

        more = summed_up(report)
        total += (f"; {more}" if more else "") + "; `srs changes` shows how notes were recognised"
    if not report.stored:
        total += "; a dry run, nothing was stored"
    elif report.changes()[Change.ADDED]:
        total += "; `srs review` asks them"
    yield Text(total, style="bold")
    for history in report.histories:
        from srs.terminal import pulls

        yield from pulls.imported(history, stored=report.stored)
    decks = {str(history.path) for history in report.histories}
    if left := sum(each.path in decks for each in report.skipped):
        yield f"left in Anki: {text.count(left, 'card')} (`srs import --explain` says why)"


def explanation(report: ImportReport, look: Look) -> Iterator[Text | str]:
    """Return one line for each line of the sources: what it became, by which rule, and why."""
    columns = [Column("line", right=True), Column("became"), Column("why", flexible=True)]
    columns.append(Column("text", flexible=True, style="dim"))
    for path, lines in groupby(report.explained, key=lambda each: each.path):
        rows = []
        for each in lines:
            why = " · ".join(filter(None, (each.rule, each.reason)))
            rows.append((str(each.lines.start), text.word(each.became), text.word(why), text.word(each.text)))
        yield Text(text.word(path), style="bold")
        yield from table(look, columns, rows)
        yield ""


def card_list(cards: Sequence[Listed], collection: Collection, look: Look) -> Iterator[Text]:
    """Return one line for each card."""
    today, zone = collection.today(), collection.calendar.zone
    rows = []
    for listed in cards:
        due = "suspended" if listed.state.suspended else text.due_words(listed.state.state, today=today, zone=zone)
        due += ", leech" if listed.leech else ""
        # a note's id is the beginning of the ids of its points, so where points have cards it is named in full
        whole = listed.note.kind is Kind.STORY or listed.card.role is Role.POINT
        name = str(listed.card.id) if whole else str(listed.card.id)[:10]
        rows.append((name, due, text.word(listed.note.deck), text.asks(listed)))
    columns = [Column("id", style="dim"), Column("due"), Column("deck", flexible=True), Column("asks", flexible=True)]
    if look.width < 60:
        columns, rows = [columns[0], columns[1], columns[3]], [(row[0], row[1], row[3]) for row in rows]  # type: ignore[misc]
    return iter(table(look, columns, rows))


def card_view(view: CardView, collection: Collection, look: Look) -> Iterator[Text]:
    """Return both sides of a card, what is known of it and its history."""
    today, zone = collection.today(), collection.calendar.zone
    yield from (row.text for row in pages.back(view, width=look.column))
    yield Text()
    curve = collection.curve(view, columns=max(min(look.column, 66) - 6, 8))
    yield from (row.text for row in pages.info(view, width=look.column, today=today, zone=zone, curve=curve))
    if view.listed.leech and isinstance(seen := view.listed.state.state, Seen):
        yield Text()
        yield Text(f"leech: forgotten {text.count(seen.lapses, 'time')}; rather than repeat it, rewrite its note at")
        yield Text(f"{text.position(view.listed.note)} (`srs edit {str(view.listed.card.id)[:10]}`)")


def deck_list(decks: Sequence[DeckReport], look: Look) -> Iterator[Text | str]:
    """Return one line for each deck."""
    if not decks:
        yield "no decks yet: `srs import notes/` makes them"
        return
    rows = [(text.word(deck.name) or "–", *_numbers(deck.cards, deck.due, deck.new, deck.suspended)) for deck in decks]
    numbers = [Column(name, right=True) for name in ("cards", "due", "new", "suspended")]
    yield from table(look, [Column("deck", flexible=True), *numbers], rows)


def source_list(sources: Sequence[SourceReport], look: Look) -> Iterator[Text | str]:
    """Return one line for each file that notes were read from."""
    if not sources:
        yield "no sources yet: `srs import notes/` reads some"
        return
    rows = [
        (
            text.word(source.path),
            *_numbers(source.notes, source.proposed, source.retired),
            source.encoding,
            "" if source.present else "gone",
        )
        for source in sources
    ]
    numbers = [Column(name, right=True) for name in ("notes", "proposed", "retired")]
    yield from table(look, [Column("file", flexible=True), *numbers, Column("encoding"), Column("")], rows)


def _numbers(*numbers: int) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in numbers)


# ------------------------------------------------------------------ the day


def acted(report: Acted) -> str:
    """Return what an act did."""
    if report.kind == "reschedule" and not report.cards:
        return "nothing to do: a card that was never answered has no due day"
    did = {"suspend": "suspended", "resume": "resumed", "bury": "buried until tomorrow", "reset": "made new again"}
    did |= {"accept": "accepted", "hide": "hidden", "retype": "retyped", "flag": "flagged", "tag": "tagged"}
    did |= {"reschedule": "rescheduled"}
    if report.off:
        did |= {"flag": "no longer flagged", "tag": "no longer tagged"}
    if not report.cards:
        if report.off:
            return f"nothing to do: none was {did[report.kind].removeprefix('no longer ')}"
        return f"nothing to do: {'already ' if report.kind != 'resume' else 'none was '}{did[report.kind]}"
    return f"{text.count(len(report.cards), 'card')} {did[report.kind]}; `srs undo` takes it back"


def undone(report: Undone, collection: Collection) -> str:
    """Return what was taken back."""
    of = report.undone
    what = str(of.kind) if of.rating is None else f"the answer “{screen.NAMES[of.rating]}”"
    if not report.cards:
        return "took back: " + ("the choice of a preset" if what == "use" else f"a change of a {what}")
    # what followed from an answer for other cards goes with it
    cards = (of.card,) if of.card is not None and of.kind in (EventKind.REVIEW, EventKind.DRILL) else report.cards
    if len(cards) != 1:
        return f"took back: {what} on {text.count(len(cards), 'card')}"
    return f"took back: {what} on “{text.word(collection.view(cards[0]).face.prompt)}”"


def summary(of: Summary, *, left: int, next_at: str, look: Look) -> Iterator[Text | str]:
    """Return the end of a sitting: what was done, what was missed, what comes."""
    if not of.answered:
        yield "nothing answered" + (f"; {text.count(left, 'card')} still wait" if left else "")
        return
    new = f", {of.new} of them new" if of.new else ""
    yield Text(f"{text.count(of.answered, 'answer')} in {text.minutes(of.minutes)}{new}", style="bold")
    if of.recall is not None:
        aim = "" if of.target is None else f", the aim is {text.percent(of.target)}"
        yield f"recall on reviews: {text.percent(of.recall)}{aim}"
    if of.slips:
        yield ""
        yield "points and figures missed today:"
        for slip in of.slips[:_SLIPS]:
            often = f"{slip.times} × " if slip.times > 1 else ""
            yield _placed(f"{often}{slip.text}", slip.path, slip.line, look)
        if len(of.slips) > _SLIPS:
            yield f"  and {len(of.slips) - _SLIPS} more"
    if of.missed:
        yield ""
        yield "to look at again:"
        for missed in of.missed:
            yield _placed(missed.prompt, missed.path, missed.line, look)
    if of.proposed:
        yield ""
        yield "proposed as cards of their own, as they keep being missed (`srs accept`):"
        for each in of.proposed:
            yield _placed(each.prompt, each.path, each.line, look)
    if of.leeches:
        yield ""
        yield "forgotten again and again; rewriting the note helps more than repeating the card:"
        for each in of.leeches:
            yield _placed(each.prompt, each.path, each.line, look)
    if of.missed or of.slips or of.proposed or of.leeches:
        yield ""
    if left:
        yield f"{text.count(left, 'card')} still wait{'s' if left == 1 else ''} today{next_at}"
    if of.tomorrow:
        yield f"tomorrow brings {text.count(of.tomorrow, 'review')}, about {text.minutes(of.tomorrow_minutes)}"
    else:
        yield "tomorrow brings no reviews yet"


def _placed(said: str, path: str, line: int, look: Look) -> Text:
    place = f"{text.word(path)}:{line}"
    width = max(look.width - 4, 16)
    asks = screen.shorten(text.word(said), max(min(width, 100) - len(place) - 2, 24))
    return Text.assemble(f"  {asks}  ", (place, "dim"))


# ------------------------------------------------------------------ upkeep


def check(report: CheckReport) -> Iterator[str]:
    """Return what a check found."""
    of = f"{text.count(report.notes, 'note')}, {text.count(report.cards, 'card')}, {text.count(report.events, 'event')}"
    yield f"{of}: " + ("all well" if report.ok else text.count(len(report.faults), "fault"))
    yield from (f"  {text.word(fault)}" for fault in report.faults)


def rebuild(report: RebuildReport) -> str:
    """Return what a rebuild changed."""
    changed = f"{text.count(len(report.changed), 'state')} changed" if report.changed else "the same as stored"
    return f"{text.count(report.cards, 'state')} from {text.count(report.events, 'event')}: {changed}"


def wrote(path: Path, contents: Mapping[str, int]) -> str:
    """Return what was written where."""
    parts = [text.count(number, name.removesuffix("s")) for name, number in contents.items()]
    return f"wrote {text.word(str(path))}" + (f": {', '.join(parts)}" if parts else "")


def restored(report: Restored) -> str:
    """Return what was restored."""
    held = (text.count(report.notes, "note"), text.count(report.cards, "card"), text.count(report.events, "event"))
    kept = f"; what was there is kept as {text.word(str(report.kept))}" if report.kept else ""
    return f"restored {text.word(report.target)}: {', '.join(held)}{kept}"


def settings(report: SettingsReport, look: Look) -> Iterator[Text | str]:
    """Return all settings, and where they come from."""
    yield f"settings: {text.word(str(report.path))}{'' if report.exists else ' (not there yet)'}"
    yield f"database: {text.word(report.database)}"
    yield ""
    rows = [
        (name, _setting(value), "" if value == report.defaults.get(name) else _setting(report.defaults.get(name)))
        for name, value in report.values.items()
    ]
    yield from table(look, [Column("setting"), Column("value"), Column("default", style="dim")], rows)


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or "none"
    return "–" if value is None else str(value)
