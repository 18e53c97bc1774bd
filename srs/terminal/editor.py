"""Opens the learner's editor at a line of a file and waits until they are done."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from srs.errors import Missing, Unusable
from srs.model import Change
from srs.terminal import text

if TYPE_CHECKING:
    from srs.collection import CardView, Collection

_PLUS_LINE = frozenset(
    {"vi", "vim", "nvim", "gvim", "mvim", "view", "vis", "nano", "pico", "emacs", "emacsclient", "micro", "kak"}
    | {"joe", "jed", "jove", "mg", "ne", "mcedit", "gedit", "ee"}
)
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
_COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed", "lapce", "lite-xl"})
_WAITING = {"subl": "--wait", "sublime_text": "--wait", "zed": "--wait", "gvim": "-f", "mvim": "-f", "gedit": "--wait"}
_DECKS = (".apkg", ".colpkg")
_USUAL = ("nano", "vim", "vi", "emacs", "micro")


def edit(path: str, line: int, *, editor: str | None = None) -> None:
    """Open `path` at `line` (from 1) and return when the editor has ended.

    No editor named means `$VISUAL`, `$EDITOR`, or a usual one. Raises `Missing` when the file or an editor is
    not there, `Unusable` when the editor ended with an error.
    """
    if not Path(path).is_file():
        raise Missing(f"the source {path} is not there any more", hint="`srs import` its new place")
    if Path(path).suffix.lower() in _DECKS:
        raise Unusable(f"{Path(path).name} is a deck of Anki", hint="edit the note there and import it again")
    arguments = command(path, line, editor=editor)
    try:
        ended = subprocess.run(arguments, check=False)
    except OSError as error:
        raise Missing(
            f"the editor {arguments[0]} cannot be started: {error.strerror}", hint="set $VISUAL or $EDITOR"
        ) from error
    if ended.returncode:
        raise Unusable(f"the editor {arguments[0]} ended with {ended.returncode}")


def command(path: str, line: int, *, editor: str | None = None) -> list[str]:
    """Return the command that opens `path` at `line`, in the form that the editor in use understands."""
    words = _chosen(editor)
    name = Path(words[0]).stem.lower() if sys.platform == "win32" else Path(words[0]).name
    if wait := _WAITING.get(name):
        words = [*words, wait]
    if name in _PLUS_LINE:
        return [*words, f"+{line}", path]
    if name in _GOTO:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, path]


def _chosen(editor: str | None) -> list[str]:
    for named in (editor, os.environ.get("VISUAL"), os.environ.get("EDITOR")):
        try:
            words = shlex.split(named or "", posix=sys.platform != "win32")
        except ValueError as error:
            raise Unusable(f"the editor {named} cannot be understood: {str(error).lower()}") from error
        if words:
            return words
    for name in ("notepad",) if sys.platform == "win32" else _USUAL:
        if found := shutil.which(name):
            return [found]
    raise Missing("no editor is set", hint="set $VISUAL or $EDITOR, for example: export EDITOR=nano")


def edit_and_import(collection: Collection, view: CardView) -> str:
    """Let the learner edit the note of a card at its line, read its source again, and say what changed."""
    edit(view.location, view.listed.note.lines.start, editor=collection.settings.editor)
    given = view.listed.note.path
    same = os.path.realpath(given) == view.location  # else it was given in another folder
    report = collection.import_paths([given if same else view.location])
    counts = report.changes()
    changed = counts[Change.ADDED] + counts[Change.EDITED] + counts[Change.REVIVED]
    gone = counts[Change.RETIRED]
    if not changed and not gone:
        return "nothing changed"
    said = [text.count(changed, "note") + " changed"] if changed else []
    said += [text.count(gone, "note") + " retired"] if gone else []
    return ", ".join(said)
