"""The mock interview on the screen or line by line: a question and a timer, then what was said is ticked."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from rich.text import Text

from srs.model import PointId
from srs.study.attempt import spoken_time
from srs.study.drill import Item, Prompt, Sort
from srs.terminal import markdown, screen, text, ticking
from srs.terminal.ink import Ink
from srs.terminal.look import Look
from srs.terminal.markdown import Row
from srs.terminal.options import Shell
from srs.terminal.screen import Chrome, Key, Page, Size
from srs.terminal.timing import Stopwatch
from srs.terminal.tty import RESIZED, Terminal, Terminated, can_draw

if TYPE_CHECKING:
    from srs.collection.drilling import Drill

_NOTES = "n"
"""The key that says that notes were looked at."""
_SORTS = {
    Sort.POINT: "Points",
    Sort.METRIC: "Figures",
    Sort.PHRASING: "Wordings",
    Sort.AVOID: "Never say: tick what slipped out",
}
_SIGNS = {True: "✓", False: "·"}


class DrillScreen:
    """One interview in front of the screen."""

    def __init__(self, drill: Drill, terminal: Terminal, *, title: str) -> None:
        self._drill = drill
        self._terminal = terminal
        self._title = title
        self._ink = Ink()
        self._begin()

    def run(self) -> None:
        """Ask until the interview is over or the learner ends it."""
        while (prompt := self._drill.current) is not None:
            self._paint(prompt)
            key = self._terminal.key(1.0 if self._spoken_ms is None else None)
            if key is None or key == RESIZED:
                continue
            if key in ("q", "end of input"):
                return
            self._act(prompt, key)

    def _begin(self) -> None:
        self._watch = Stopwatch()
        self._spoken_ms: int | None = None
        self._said: set[PointId] = set()
        self._by_heart = True
        self._turn = self._scroll = 0

    def _act(self, prompt: Prompt, key: str) -> None:
        if self._spoken_ms is None:
            if key in ("space", "enter"):
                self._spoken_ms = self._watch.ms
            return
        if key in ("space", "enter"):
            self._drill.answer(spoken_ms=self._spoken_ms, said=self._said, by_heart=self._by_heart)
            self._begin()
        elif key == _NOTES:
            self._by_heart = not self._by_heart
        elif key == ticking.TURN:
            self._turn = (self._turn + 1) % ticking.turns(len(prompt.items))
        elif key in ("j", "down", "k", "up", "pagedown", "pageup"):
            self._scroll = max(self._scroll + {"j": 1, "down": 1, "pagedown": 10, "pageup": -10}.get(key, -1), 0)
        else:
            number = ticking.number_of(key, self._turn)
            if number is not None and number < len(prompt.items):
                self._said ^= {prompt.items[number].id}

    def _paint(self, prompt: Prompt) -> None:
        width, height = self._terminal.size
        size = Size(width=width, height=height)
        asked, whole = self._drill.asked, len(self._drill.prompts)
        chrome = Chrome(title=self._title, review=whole - asked, done=asked, minutes=self._minutes())
        last = Key("q", "end", 7)
        head = [Row(Text(f"Question {asked + 1} of {whole}", style="dim")), Row(Text())]
        body = [*head, *markdown.wrapped(Text(text.block(prompt.text), style="bold"), size.column)]
        if self._spoken_ms is None:
            page = Page(
                chrome=chrome,
                body=[*body, Row(Text()), Row(Text("Say it aloud; Space when you are done.", style="dim italic"))],
                keys=[Key("Space", "said it", 9), last],
                aside=_timer(prompt, self._watch.seconds),
            )
        else:
            page = Page(
                chrome=chrome,
                body=[*body, Row(Text()), *self._ticks(prompt, size.column)],
                keys=[
                    Key("Space", "next question", 9),
                    Key(_NOTES, "with notes" if self._by_heart else "without notes", 5),
                    *([Key(ticking.TURN, "more letters", 4)] if ticking.turns(len(prompt.items)) > 1 else []),
                    last,
                ],
                flash="told without notes" if self._by_heart else "told with notes",
                aside=Text(_took(prompt, self._spoken_ms), style="dim"),
            )
        frame = screen.frame(page, size, scroll=self._scroll)
        self._scroll = frame.scroll
        self._terminal.paint(self._ink.draw(frame.lines, clear_to=size.width))

    def _ticks(self, prompt: Prompt, width: int) -> list[Row]:
        answer = self._drill.face().answer
        drawn: list[Row] = []
        before: Sort | None = None
        for number, item in enumerate(prompt.items):
            if item.sort is not before:
                drawn += [*([Row(Text())] if drawn else []), Row(Text(_SORTS[item.sort], style="bold underline"))]
                before = item.sort
            drawn += self._tick(number, item, width)
        if answer.strip():
            line = Row(Text("─" * width, style="dim"))
            drawn += [*([Row(Text()), line, Row(Text())] if drawn else []), *markdown.rows(answer, width=width)]
        return drawn or [Row(Text("The notes leave the answer open.", style="dim italic"))]

    def _tick(self, number: int, item: Item, width: int) -> list[Row]:
        said = item.id in self._said
        style = "" if not said else "bold red" if item.sort is Sort.AVOID else "bold green"
        mark = Text.assemble((ticking.letter_of(number, self._turn), "bold"), (_SIGNS[said], style), " ")
        rows = markdown.rows(text.line(item.text), width=width - 3)
        return [replace(row, text=Text.assemble(mark if at == 0 else "   ", row.text)) for at, row in enumerate(rows)]

    def _minutes(self) -> float:
        return sum(prompt.seconds for prompt in self._drill.prompts[self._drill.asked :]) / 60


class PlainDrill:
    """One interview of lines. A line holds one key, or the letters of all that was said."""

    def __init__(self, drill: Drill, *, keys: TextIO | None = None) -> None:
        self._drill = drill
        self._keys = keys or sys.stdin

    def run(self) -> None:
        """Ask until the interview is over or the learner ends it."""
        while (prompt := self._drill.current) is not None:
            target = "" if prompt.target_s is None else f" [{spoken_time(prompt.target_s)}]"
            self._say(
                f"\nQuestion {self._drill.asked + 1} of {len(self._drill.prompts)}{target}", text.line(prompt.text)
            )
            self._say("[say it aloud; Enter when you are done, q ends]")
            watch = Stopwatch()
            if self._key() == "q":
                return
            spoken_ms = watch.ms
            self._say(_took(prompt, spoken_ms))
            before: Sort | None = None
            for number, item in enumerate(prompt.items[: len(ticking.LETTERS)]):
                if item.sort is not before:
                    self._say(f"{_SORTS[item.sort]}:")
                    before = item.sort
                self._say(f"{ticking.letter_of(number, 0)}: {text.line(item.text)}")
            self._say("[the letters of what was said, n for told with notes; Enter goes on, q ends]")
            key = self._key()
            if key == "q":
                return
            numbers = [ticking.number_of(letter, 0) for letter in key]
            said = {prompt.items[n].id for n in numbers if n is not None and n < len(prompt.items)}
            self._drill.answer(spoken_ms=spoken_ms, said=said, by_heart=_NOTES not in key)

    def _key(self) -> str:
        line = self._keys.readline()
        return line.strip() if line else "q"

    @staticmethod
    def _say(*lines: str) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _timer(prompt: Prompt, seconds: float) -> Text:
    drawn = Text(spoken_time(seconds), style="dim")
    if prompt.target_s is not None:
        drawn.append(f" of {spoken_time(prompt.target_s)}", style="dim")
        drawn.append(", over" if seconds > prompt.target_s else "", style="bold")
    return drawn


def _took(prompt: Prompt, spoken_ms: int) -> str:
    said = f"said in {spoken_time(spoken_ms / 1000)}"
    return said if prompt.target_s is None else f"{said} of {spoken_time(prompt.target_s)}"


def hold(
    shell: Shell,
    words: tuple[str, ...],
    *,
    questions: int | None,
    minutes: float | None,
    schedule: bool,
    sheet: str | None,
    plain: bool,
) -> None:
    """Hold one mock interview, print its sheet, and write it to a file where one is named."""
    from srs.terminal.drill_sheet import lines, page
    from srs.terminal.show import write_text

    with shell.open(create=False) as collection:
        drill = collection.drill(words, questions=questions, minutes=minutes, schedule=schedule)
        code = 0
        try:
            if can_draw(plain=plain):
                with Terminal() as terminal:
                    DrillScreen(drill, terminal, title=" ".join(words) or "mock interview").run()
            else:
                PlainDrill(drill).run()
        except KeyboardInterrupt:
            code = 130
        except Terminated as ended:
            sys.exit(128 + ended.number)
        came_to, trend = drill.sheet(), drill.trend() if drill.asked else []
        look = Look.of_terminal(plain=plain)
        look.write(lines(came_to, trend=trend, look=look))
        if sheet is not None:
            write_text(sheet, page(came_to, day=collection.today(), trend=trend))
            look.write([f"wrote {sheet}"])
        if code:
            raise KeyboardInterrupt
