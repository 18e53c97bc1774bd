"""The command line: options, commands, and how errors end it.

`srs --help` and a shell's completion come this far and no further, so nothing heavy is imported here.
"""

from __future__ import annotations

import errno
import gc
import os
import sys

import click

from srs import __version__
from srs.errors import SrsError
from srs.terminal.commands import (
    day,
    history,
    interview,
    marks,
    merging,
    notes,
    phone,
    planning,
    presets,
    recall,
    sync,
    tuning,
    upkeep,
)
from srs.terminal.options import Group, Shell

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EIO)
"""What standard output says when it leads to a disk that takes no more."""

_COMPLETION = """\b
Completion, for the file that your shell reads at its start:
  bash   eval "$(_SRS_COMPLETE=bash_source srs)"
  zsh    eval "$(_SRS_COMPLETE=zsh_source srs)"
  fish   _SRS_COMPLETE=fish_source srs | source
\b
Examples:
  srs review notes/     import a folder and ask its cards
  srs due               what waits now
"""


@click.group(cls=Group, epilog=_COMPLETION, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", metavar="PATH|URL", help="The database; default: $SRS_DB, else srs.db in your data folder.")
@click.option("--config", metavar="FILE", help="The settings; default: $SRS_CONFIG, else your config folder.")
@click.option("--plain", is_flag=True, help="Plain lines: no full screen, no colours, no boxes.")
@click.version_option(__version__, message="srs %(version)s")
@click.pass_context
def srs(context: click.Context, db: str | None, config: str | None, plain: bool) -> None:
    """Turn interview notes into cards and ask them when they are about to be forgotten."""
    context.obj = Shell(db=db, config=config, plain=plain)


for _command in (
    notes.import_,
    day.review,
    interview.drill,
    day.due,
    notes.list_,
    notes.show_,
    notes.edit,
    day.undo,
    day.suspend,
    day.resume,
    day.bury,
    day.reset,
    presets.reschedule,
    marks.flag,
    marks.tag,
    day.accept,
    day.hide,
    day.retype,
    recall.stats,
    recall.judge,
    recall.ready,
    planning.plan,
    presets.catch_up,
    tuning.optimize,
    tuning.evaluate,
    notes.decks,
    notes.sources,
    history.changes,
    history.link,
    history.unlink,
    history.doctor,
    history.forget,
    upkeep.export,
    phone.pull,
    sync.sync,
    upkeep.backup,
    upkeep.restore,
    upkeep.check,
    upkeep.rebuild,
    merging.merge,
    upkeep.config,
    presets.presets,
):
    srs.add_command(_command)


def main() -> None:
    """Run one command and leave the process with its exit code."""
    _speak_any_encoding()
    # nearly all that a command makes lives as long as it does: Python's search for garbage, again and again while the
    # packages load and once more at the end, finds none and is a fifth of the time that a short command takes
    gc.set_threshold(200_000)
    try:
        sys.exit(run(sys.argv[1:]))
    finally:
        gc.freeze()


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; an error that nobody foresaw keeps its traceback."""
    try:
        code = srs.main(arguments, prog_name="srs", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return _interrupted()
    except KeyboardInterrupt:
        return _interrupted()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SrsError as error:
        return _failed(error)
    except BrokenPipeError:
        # whoever read has seen enough; without this, Python would complain while it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            raise
        click.echo(f"error: what was asked for can't be written: {(error.strerror or '').lower()}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0


def _failed(error: SrsError) -> int:
    from srs.terminal.text import line

    click.echo(f"error: {line(error.message)}", err=True)
    for problem in getattr(error, "problems", ()):
        click.echo(line(f"{problem.severity}: {problem}"), err=True)
    if error.hint:
        click.echo(f"hint: {line(error.hint)}", err=True)
    return error.exit_code


def _interrupted() -> int:
    click.echo("interrupted; everything answered until then is kept", err=True)
    return 130


def _speak_any_encoding() -> None:
    """Show a question mark for what the locale cannot write, not an error; a closed stream is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 (open as long as the process)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and "utf" not in (stream.encoding or "").lower():
            stream.reconfigure(errors="replace")
