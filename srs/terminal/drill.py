"""The mock interview on the screen or line by line: a question and a timer, then what was said is ticked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from rich.text import Text

from srs.model import PointId
from srs.study.attempt import Attempt, Mark, Telling, spoken_time
from srs.study.drill import Item, Prompt, Sort
from srs.terminal import markdown, pages, screen, text, ticking
from srs.terminal.ink import Ink
from srs.terminal.look import Look
from srs.terminal.markdown import Row
from srs.terminal.options import Shell
from srs.terminal.screen import Chrome, Key, Page, Size
from srs.terminal.scrolling import Place
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
HELP = (
    ("Space, Enter", "you have said it: stop the timer; then go on to the next question"),
    ("a c d m o …", "tick the point with that letter, once more: take the tick off"),
    ("n", "you had to look at your notes"),
    ("u", "undo: let the timer go on; before that, back to the question before"),
    ("j k ↓ ↑", "scroll; PgDn and PgUp a page, g and G to the ends; h and l sideways"),
    ("?", "this help"),
    ("q", "end here; what was answered is kept and stands on the sheet"),
)


class DrillScreen:
    """One interview in front of the screen."""

    def __init__(self, drill: Drill, terminal: Terminal, *, title: str) -> None:
        self._drill = drill
        self._terminal = terminal
        self._title = title
        self._ink = Ink()
        self._flash = ""
        self._room = 1
        self._begin()

    def run(self) -> None:
        """Ask until the interview is over or the learner ends it."""
        away = self._terminal.away
        while (prompt := self._drill.current) is not None:
            self._paint(prompt)
            key = self._terminal.key(1.0 - self._watch.seconds % 1.0 if self._runs else None)
            self._watch.leave_out(self._terminal.away - away)
            away = self._terminal.away
            if key is None or key == RESIZED:
                continue
            if key in ("q", "end of input") and not self._helps:
                return
            self._flash = ""
            self._act(prompt, key)

    @property
    def _runs(self) -> bool:
        """Whether the timer stands on the screen."""
        return self._spoken_ms is None and not self._helps

    def _begin(self) -> None:
        self._watch = Stopwatch()
        self._spoken_ms: int | None = None
        self._said: set[PointId] = set()
        self._by_heart = True
        self._helps = False
        self._turn = 0
        self._place = Place()

    def _act(self, prompt: Prompt, key: str) -> None:
        if (place := self._place.key(key, room=self._room)) is not None:
            self._place = place
        elif self._helps or key == "?":
            self._helps = not self._helps
            self._place = Place()
        elif key == "u":
            self._back()
        elif self._spoken_ms is None:
            if key in ("space", "enter"):
                self._spoken_ms = self._watch.ms
                self._place = Place()
        elif key in ("space", "enter"):
            self._drill.answer(spoken_ms=self._spoken_ms, said=self._said, by_heart=self._by_heart)
            self._begin()
        elif key == _NOTES:
            self._by_heart = not self._by_heart
        elif key == ticking.TURN:
            self._turn = (self._turn + 1) % ticking.turns(len(prompt.items))
        elif (number := ticking.number_of(key, self._turn)) is not None and number < len(prompt.items):
            self._said ^= {prompt.items[number].id}

    def _back(self) -> None:
        """Let the timer run on, or go back to what was ticked of the question before."""
        if self._spoken_ms is not None:
            self._watch.leave_out(self._watch.seconds - self._spoken_ms / 1000)
            self._spoken_ms = None
            self._place = Place()
            self._flash = "the timer goes on"
            return
        told = self._drill.take_back()
        if told is None:
            self._flash = "nothing to take back"
            return
        self._begin()
        self._spoken_ms, self._said, self._by_heart = told.spoken_ms, set(told.said), told.by_heart
        self._flash = "taken back: tick it again"

    def _paint(self, prompt: Prompt) -> None:
        width, height = self._terminal.size
        size = Size(width=width, height=height)
        frame = screen.frame(self._page(prompt, size), size, scroll=self._place.scroll, shift=self._place.shift)
        self._place, self._room = Place(frame.scroll, frame.shift), frame.room
        self._terminal.paint(self._ink.draw(frame.lines, clear_to=size.width))

    def _page(self, prompt: Prompt, size: Size) -> Page:
        asked, whole = self._drill.asked, len(self._drill.prompts)
        minutes = sum(each.seconds for each in self._drill.prompts[asked:]) / 60
        chrome = Chrome(title=self._title, questions=whole - asked, done=asked, minutes=minutes)
        if self._helps:
            keys = [Key("Space", "back to the question", 9)]
            return Page(chrome=chrome, body=pages.keys_page(HELP, width=size.column), keys=keys)
        undo = [Key("u", "undo", 4)] if asked or self._spoken_ms is not None else []
        last = [*undo, Key("?", "help", 6), Key("q", "end", 7)]
        air = [] if size.tight else [Row(Text())]
        head = [] if size.tight else [Row(Text(f"Question {asked + 1} of {whole}", style="dim")), *air]
        body = [*head, *markdown.wrapped(Text(text.block(prompt.text), style="bold"), size.column)]
        if self._spoken_ms is None:
            hint = Text("Say it aloud. Space when you are done.", style="dim italic")
            return Page(
                chrome=chrome,
                body=[*body, Row(Text()), Row(hint)],
                keys=[Key("Space", "I have said it", 9), *last],
                flash=self._flash,
                aside=_timer(prompt, self._watch.seconds),
            )
        final = asked + 1 == whole
        return Page(
            chrome=chrome,
            body=[*body, *air, Row(Text("─" * size.column, style="dim")), *air, *self._answer(prompt, size.column)],
            keys=[
                Key("Space", "to the sheet" if final else "next question", 9),
                *self._tick_keys(prompt),
                Key(_NOTES, "I used notes" if self._by_heart else "I used no notes", 5),
                *last,
            ],
            flash=self._flash or ("" if self._by_heart else "told with notes"),
            aside=Text(_took(prompt, self._spoken_ms), style="dim"),
        )

    def _tick_keys(self, prompt: Prompt) -> list[Key]:
        if not prompt.items:
            return []
        more = [Key(ticking.TURN, "more letters", 4)] if ticking.turns(len(prompt.items)) > 1 else []
        return [Key(ticking.letters(len(prompt.items), self._turn), "tick", 6), *more]

    def _answer(self, prompt: Prompt, width: int) -> list[Row]:
        """Return the answer with its points to be ticked, and what else should have been said or should not."""
        items = prompt.items
        attempt = Attempt(
            tellings=(Telling(label="", text=""),),
            points=tuple([item.id for item in items]),
            marks=tuple([_mark(item, said=item.id in self._said) for item in items]),
            revealed=True,
        )
        points = [item for item in items if item.sort is Sort.POINT]  # they stand before all others
        said = self._drill.face().answer
        drawn = ticking.answer(said, points, attempt, kind=prompt.kind, width=width, turn=self._turn)
        for sort, head in _SORTS.items():
            numbers = [number for number, item in enumerate(items) if item.sort is sort and sort is not Sort.POINT]
            if numbers:
                drawn += [*([Row(Text())] if drawn else []), Row(Text(head, style="bold underline"))]
                drawn += ticking.listed(items, numbers, attempt, width=width, turn=self._turn)
        return drawn or [Row(Text("The notes leave the answer open.", style="dim italic"))]


def _mark(item: Item, *, said: bool) -> Mark:
    return Mark.OPEN if not said else Mark.MISSED if item.sort is Sort.AVOID else Mark.SAID


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
            ticked = self._ticked(prompt)
            if ticked is None:
                return
            said, by_heart = ticked
            self._drill.answer(spoken_ms=spoken_ms, said=said, by_heart=by_heart)

    def _ticked(self, prompt: Prompt) -> tuple[set[PointId], bool] | None:
        """Return what was said and whether by heart; None where the learner ends it."""
        said: set[PointId] = set()
        by_heart = True
        for turn in range(ticking.turns(len(prompt.items))):
            before: Sort | None = None
            for number, item in enumerate(prompt.items):
                if (letter := ticking.letter_of(number, turn)) == " ":
                    continue
                if item.sort is not before:
                    self._say(f"{_SORTS[item.sort]}:")
                    before = item.sort
                self._say(f"{letter}: {text.line(item.text)}")
            self._say("[the letters of what was said, n for told with notes; Enter goes on, q ends]")
            key = self._key()
            if key == "q":
                return None
            numbers = [ticking.number_of(letter, turn) for letter in key]
            said |= {prompt.items[n].id for n in numbers if n is not None and n < len(prompt.items)}
            by_heart = by_heart and _NOTES not in key
        return said, by_heart

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
