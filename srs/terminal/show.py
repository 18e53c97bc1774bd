"""What a command returned -> standard output and an exit code: one row for each type of value."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from srs.collection import (
    Acted,
    CardView,
    Changes,
    CheckReport,
    Collection,
    DeckReport,
    Diagnosis,
    DueReport,
    Forgotten,
    ImportReport,
    Linked,
    RebuildReport,
    Restored,
    SettingsReport,
    SourceReport,
    Undone,
)
from srs.collection.reports import PullReport
from srs.errors import NothingFound, Unusable
from srs.model import Listed, Problem
from srs.stats import StatsReport

if TYPE_CHECKING:
    from rich.text import Text

    from srs.collection import Reach
    from srs.terminal.look import Look


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards that were found."""

    listed: list[Listed]


@dataclass(frozen=True, slots=True)
class Decks:
    """All decks."""

    reports: list[DeckReport]


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources."""

    reports: list[SourceReport]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What each line of an import became, and why."""

    report: ImportReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """A file that was written, and what is in it."""

    path: Path
    contents: Mapping[str, int]
    """How many of what: `{"notes": 12, …}`."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed(Wrote):
    """A package for Anki that was written, and what it will do on the phone."""

    reach: Reach
    replace: bool
    schedule: bool


def show(value: object, collection: Collection | None, *, as_json: bool, plain: bool) -> int:
    """Write a value to standard output, its problems to standard error, and return its exit code."""
    if value is None:
        return 0
    if as_json:
        write_json(document(value, collection))
    else:
        from srs.terminal.look import Look

        look = Look.of_terminal(plain=plain)
        look.write(drawn(value, collection, look))
        for problem in problems(value):
            click.echo(problem, err=True)
    sys.stdout.flush()
    code = exit_code(value)
    if isinstance(value, ImportReport) and code == 3:
        _nothing_found(value)
    return code


def _nothing_found(report: ImportReport) -> None:
    click.echo("error: no notes were found", err=True)
    if not (report.sources or report.problems):
        click.echo(
            "hint: of a folder, .md, .txt, .org and .html are read; name a file to have it read as it is", err=True
        )
    elif report.skipped:
        click.echo("hint: `srs import --explain` says what became of each line", err=True)


def write_json(document: object) -> None:
    """Write one JSON document, UTF-8 whatever the locale says."""
    click.echo(_json(document), nl=False)


def _json(document: object) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes its JSON escape


def write_text(output: str, content: str) -> Path:
    """Write a text to a file, whole or not at all, and return where; Unusable where that can't be done."""
    path = Path(output)
    spare = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        spare.write_text(content, encoding="utf-8")
        spare.replace(path)
    except OSError as error:
        spare.unlink(missing_ok=True)
        raise Unusable(f"{output} cannot be written: {(error.strerror or str(error)).lower()}") from error
    return path


def write_export(export: Mapping[str, object], output: str) -> Wrote | None:
    """Write an export as one JSON document to a file; `-` is standard output, and then there is nothing else to say.

    NothingFound where neither notes nor a history are there.
    """
    if not (export["notes"] or export["events"]):
        raise NothingFound("there is nothing to export", hint="`srs import PATH` reads notes and makes cards")
    if output == "-":
        write_json(export)
        return None
    path = Path(output)
    spare = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        spare.write_bytes(_json(export))
        spare.replace(path)
    except OSError as error:
        spare.unlink(missing_ok=True)
        raise Unusable(f"{output} cannot be written: {(error.strerror or str(error)).lower()}") from error
    counts = {
        name: len(part)
        for name, part in export.items()
        if name in ("notes", "cards", "events") and isinstance(part, list)
    }
    return Wrote(path=path, contents=counts)


def exit_code(value: object) -> int:
    """Return what the value says of how the command went."""
    match value:
        case ImportReport(found_nothing=True):
            return 3
        case CheckReport(ok=False):
            return 1
    return 0


def problems(value: object) -> Iterable[str]:
    """Return what is wrong with single files and notes, a line each."""
    from srs.terminal.text import line

    match value:
        case ImportReport(problems=found):
            from srs.terminal import recognised

            return [line(f"{problem.severity}: {problem}") for problem in (*found, *recognised.unsure(value))]
        case Wrote(problems=found):
            return [line(f"{problem.severity}: {problem}") for problem in found]
    if _is_of_sync(value):
        from srs.terminal import syncs

        return syncs.problems(value)
    if _is_of_merging(value):
        return [line(f"{problem.severity}: {problem}") for problem in value.problems]  # type: ignore[attr-defined]
    return []


def _is_of_the_ledger(value: object) -> bool:
    # by name: to import these for every command would cost each of them a tenth of its time
    return type(value).__module__ in ("srs.collection.knowing", "srs.recall.readiness")


def document(value: object, collection: Collection | None) -> object:
    """Return the JSON document of a value."""
    if _is_of_the_ledger(value):
        from srs.terminal import ledger

        return ledger.document(value)
    from srs.terminal import documents

    if _is_of_sync(value):
        from srs.terminal import syncs

        return syncs.document(value)  # type: ignore[arg-type]
    if _is_of_scheduling(value):
        from srs.terminal import scheduling

        return scheduling.document(value)  # type: ignore[arg-type]
    if _is_of_planning(value):
        from srs.terminal import planning

        return planning.document(value)  # type: ignore[arg-type]
    if _is_of_merging(value):
        from srs.terminal import merges

        return merges.document(value)  # type: ignore[arg-type]
    if _is_of_tuning(value):
        from srs.terminal import fits

        return fits.document(value)  # type: ignore[arg-type]
    match value:
        case ImportReport():
            return documents.import_report(value)
        case Cards():
            assert collection is not None
            chance = collection.retrievability
            return {"cards": [documents.card(each, retrievability=chance(each.state)) for each in value.listed]}
        case CardView():
            return documents.card_view(value)
        case Decks():
            return {"decks": documents.plain(value.reports)}
        case Sources():
            return {"sources": documents.plain(value.reports)}
        case Acted():
            return {"kind": value.kind.value, "cards": list(value.cards)}
        case Changes() | Linked() | Forgotten() | Diagnosis():
            from srs.terminal import recognised

            return recognised.document(value)
        case Undone():
            undone = documents.event(value.undone)
            return {"undone": undone, "cards": list(value.cards), "due": documents.due_of(value.state.state)}
        case StatsReport():
            return documents.stats(value)
        case CheckReport():
            return {"ok": value.ok, **documents.fields_of(value)}
        case Packed():
            return {"path": str(value.path), **value.contents, **documents.fields_of(value.reach)}
        case Wrote():
            return {"path": str(value.path), **value.contents}
        case DueReport() | RebuildReport() | Restored() | SettingsReport() | PullReport():
            return documents.plain(value)
    raise TypeError(f"no document for {type(value).__name__}")


def _is_of_sync(value: object) -> bool:
    """Return whether a value is of `srs sync`, which has a module of its own."""
    return type(value).__module__ == "srs.collection.syncing"


def _is_of_tuning(value: object) -> bool:
    """Return whether a value is of `srs optimize` or `srs evaluate`."""
    return type(value).__module__ == "srs.collection.tuning"


def _is_of_merging(value: object) -> bool:
    """Return whether a value is of `srs merge`, which has a module of its own."""
    return type(value).__module__ == "srs.collection.merging"


def _is_of_planning(value: object) -> bool:
    """Return whether a value is of `srs plan`, which has a module of its own."""
    return type(value).__module__ == "srs.collection.planning"


def _is_of_scheduling(value: object) -> bool:
    """Return whether a value is one of presets or plans, which have a module of their own."""
    return type(value).__module__ in ("srs.collection.presets", "srs.collection.catching_up", "srs.terminal.scheduling")


def drawn(value: object, collection: Collection | None, look: Look) -> Iterable[Text | str]:
    """Return what people read of a value."""
    if _is_of_the_ledger(value):
        from srs.terminal import ledger

        return ledger.drawn(value, look)
    if isinstance(value, DueReport) and collection is not None:
        from srs.terminal import text

        return [text.due(value, collection)]
    if _is_of_scheduling(value):
        from srs.terminal import scheduling

        return scheduling.drawn(value, look)  # type: ignore[arg-type]
    if _is_of_planning(value):
        from srs.terminal import planning

        return planning.drawn(value, look)  # type: ignore[arg-type]
    if _is_of_sync(value):
        from srs.terminal import syncs

        return syncs.lines(value)  # type: ignore[arg-type]
    if _is_of_merging(value):
        from srs.terminal import merges

        return merges.lines(value)  # type: ignore[arg-type]
    if _is_of_tuning(value):
        from srs.terminal import fits

        return fits.drawn(value, look)  # type: ignore[arg-type]
    from srs.terminal import render

    match value:
        case ImportReport():
            return render.import_report(value, look)
        case Explanation():
            return render.explanation(value.report, look)
        case Decks():
            return render.deck_list(value.reports, look)
        case Sources():
            return render.source_list(value.reports, look)
        case Acted():
            return [render.acted(value)]
        case StatsReport():
            from srs.terminal import figures

            return figures.stats(value, look)
        case CheckReport():
            return render.check(value)
        case RebuildReport():
            return [render.rebuild(value)]
        case Packed():
            from srs.terminal import packages

            return packages.packed(value)
        case Wrote():
            return [render.wrote(value.path, value.contents)]
        case Restored():
            return [render.restored(value)]
        case PullReport():
            from srs.terminal import pulls

            return pulls.lines(value)
        case SettingsReport():
            return render.settings(value, look)
        case Changes() | Linked() | Forgotten() | Diagnosis():
            from srs.terminal import recognised

            return recognised.drawn(value, look)
    assert collection is not None
    match value:
        case Cards():
            return render.card_list(value.listed, collection, look)
        case CardView():
            return render.card_view(value, collection, look)
        case Undone():
            return [render.undone(value, collection)]
    raise TypeError(f"no look for {type(value).__name__}")
