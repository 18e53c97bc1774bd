"""What stands on a page: the two sides of a card, and all about it, as rows that a screen scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from rich.text import Text

from srs.model import EventKind, Phase, Rating, Role, Seen, State
from srs.study.attempt import Attempt, bare, begun
from srs.terminal import markdown, text, ticking, timing
from srs.terminal.markdown import Highlight, Row
from srs.terminal.screen import NAMES

if TYPE_CHECKING:
    from srs.collection import CardView
    from srs.collection.curve import Curve


def front(
    view: CardView, *, width: int, tight: bool = False, attempt: Attempt | None = None, bare: bool = False
) -> list[Row]:
    """Return the question side: where the card comes from, what is asked.

    `tight` leaves out the air, `bare` all that the answer can do without.
    """
    place = Text(text.place(view.listed.note), style="dim")
    if place.cell_len > width * 2:
        place = Text(text.word(view.listed.note.path), style="dim")
    if view.listed.state.flagged:
        place = Text.assemble(("⚑ ", "bold"), place)
    prompt = Text(text.block(view.face.prompt).strip(), style="bold")
    air = [] if tight else [Row(Text())]
    drawn = [] if bare else [*markdown.wrapped(place, width), *air]
    drawn += markdown.wrapped(prompt, width)
    hint = text.word(view.face.hint)
    if attempt is not None and attempt.telling.label:
        hint = " · ".join(filter(None, (hint, text.word(attempt.telling.label))))
    if hint and not (bare and view.listed.card.role is Role.ASK):
        # for one point of a note the hint is what is asked; for a whole note it only says how
        style = "italic" if view.listed.card.role is Role.POINT else "dim italic"
        drawn += [*air, *markdown.wrapped(Text(hint, style=style), width)]
    return drawn


def beats(view: CardView, attempt: Attempt, *, width: int, tight: bool = False, turn: int = 0) -> list[Row]:
    """Return the question side with what was revealed of the answer so far, item by item."""
    drawn = front(view, width=width, tight=tight, attempt=attempt, bare=tight)
    return [*drawn, *_line(width, tight), *ticking.beats(view.face.points, attempt, width=width, turn=turn)]


def back(
    view: CardView,
    *,
    width: int,
    tight: bool = False,
    highlight: Highlight | None = None,
    attempt: Attempt | None = None,
    turn: int = 0,
    judged: Sequence[Row] = (),
    timed: bool = True,
) -> list[Row]:
    """Return both sides: under the question the answer with its points, other versions, the cues.

    With an `attempt`, each point has its letter and the version that is practised stands alone; `judged` is what a
    typed answer was worth, and what took how long to say stands there if `timed`.
    """
    face, kind = view.face, view.listed.note.kind
    asked = front(view, width=width, tight=tight, attempt=attempt, bare=tight and attempt is not None)
    drawn = [*asked, *_line(width, tight), *judged]
    if view.changed_since is not None:
        from srs.terminal import differing  # seldom needed

        drawn += differing.rows(view.changed_since, width=width)
    shown = attempt or begun(face, kind)
    if timed and attempt is not None and (said := timing.spoken(attempt)):
        drawn += [*markdown.wrapped(Text(said, style="dim"), width), Row(Text())]
    answer = shown.telling.text if attempt is not None else face.answer
    # a version says the same in other words: its points stand below it
    points = face.points
    if attempt is None:
        points = tuple([point for point in points if bare(point.text) not in bare(answer)])
    body = ticking.answer(
        answer, points, attempt and shown.reveal(), kind=kind, width=width, turn=turn, highlight=highlight
    )
    if body:
        drawn += body
    elif not face.versions:
        drawn.append(Row(Text("The notes leave the answer open: say it in your own words.", style="dim italic")))
    drawn += _versions(view, attempt, answer, width=width, highlight=highlight)
    if face.cues:
        cues = " · ".join(text.word(cue) for cue in face.cues)
        drawn += [Row(Text()), *markdown.wrapped(Text.assemble(("Cues  ", "dim bold"), (cues, "dim")), width)]
    return drawn


def _line(width: int, tight: bool) -> list[Row]:
    air = [] if tight else [Row(Text())]
    return [*air, Row(Text("─" * width, style="dim")), *air]


def _versions(
    view: CardView, attempt: Attempt | None, answer: str, *, width: int, highlight: Highlight | None
) -> list[Row]:
    if attempt is not None:
        others = [each.label or "whole answer" for each in attempt.tellings if each is not attempt.telling]
        if not others:
            return []
        said = Text(f"Other versions: {' · '.join(map(text.word, others))}", style="dim")
        return [Row(Text()), *markdown.wrapped(said, width)]
    drawn: list[Row] = []
    for version in view.face.versions:
        if bare(version.text) not in bare(answer):
            drawn += [Row(Text()), Row(Text(text.word(version.label), style="bold underline"))]
            drawn += markdown.rows(version.text, width=width, highlight=highlight)
    return drawn


# ------------------------------------------------------------------ about a card


def why(state: State, *, today: date, zone: tzinfo) -> str:
    """Return why a card is asked now, in a sentence."""
    if not isinstance(state, Seen):
        return "it is new: never asked before"
    if state.phase is not Phase.REVIEW:
        again = "forgotten and" if state.phase is Phase.RELEARNING else "new and"
        return f"{again} in its learning steps, due {text.due_words(state, today=today, zone=zone)}"
    late = (today - state.due_day).days
    if late > 0:
        return f"due since {text.day_name(state.due_day, today=today)}, {text.count(late, 'day')} over"
    return "due today" if late == 0 else f"asked early: due {text.day_name(state.due_day, today=today)}"


def resting(view: CardView, *, today: date) -> str:
    """Return why a point is not asked alone, in words; empty where it does not rest."""
    if view.rest is None:
        return ""
    known = view.rest.detail.get("rest")
    days = text.count(known, "day") if isinstance(known, int) else "long"
    since = text.day_name(view.rest.day, today=today)
    return (
        f"since {since}: said three times running inside its answer, remembered for {days}; "
        "it comes back when it is missed there, or by `srs resume`"
    )


def info(view: CardView, *, width: int, today: date, zone: tzinfo, curve: Curve | None = None) -> list[Row]:
    """Return what is known of a card: why it is asked, its memory, its history, where it stands."""
    note, state = view.listed.note, view.listed.state.state
    asked = "not asked: it is suspended" if view.listed.state.suspended else why(state, today=today, zone=zone)
    facts: list[tuple[str, str]] = [("Why now", asked)]
    if isinstance(state, Seen):
        facts += [
            ("Recall", f"{text.percent(view.retrievability)} likely to be remembered now"),
            ("Memory", f"stability {text.span(state.stability * 86_400)}, difficulty {state.difficulty:.1f} of 10"),
            ("Asked", f"{text.count(state.reviews, 'time')}, forgotten {text.count(state.lapses, 'time')}"),
        ]
    facts += [
        ("Source", text.position(note)),
        ("Deck", text.word(note.deck) or "–"),
        ("Tags", " ".join(text.word(tag) for tag in view.listed.tags)),
        ("Marked", "flagged" if view.listed.state.flagged else ""),
        ("Resting", resting(view, today=today)),
        ("Found as", f"{note.kind}: {text.word(note.reason)}" if note.reason else str(note.kind)),
        ("Card", str(view.listed.card.id)),
    ]
    drawn = [Row(Text("About this card", style="bold")), Row(Text())]
    for name, value in facts:
        if value:
            drawn += _fact(name, value, width)
    if curve is not None:
        from srs.terminal.curves import plot  # nobody needs it to see a card

        drawn += [Row(Text()), Row(Text("Chance to remember it", style="bold")), Row(Text())]
        drawn += [Row(each, fixed=True) for each in plot(curve, today=today)]
    answers = [event for event in view.history if event.kind is EventKind.REVIEW and event.rating is not None]
    if answers:
        drawn += [Row(Text()), Row(Text("History, newest first", style="bold")), Row(Text())]
    for event in reversed(answers[-20:]):
        assert event.rating is not None
        took = "" if event.took_ms is None else text.span(event.took_ms / 1000)
        ahead = _ahead(event.at, event.due_at, event.day, event.due_day)
        said = f"{NAMES[event.rating]:<6}" + (f"next in {ahead:<7}" if ahead else "") + (f"took {took}" if took else "")
        said += ", taken back" if event.id in view.undone else ""
        drawn += _fact(text.day_name(event.day, today=today), said, width)
    return drawn


def _ahead(at: datetime, due_at: datetime | None, day: date, due_day: date | None) -> str:
    if due_at is not None:
        return text.span((due_at - at).total_seconds())
    return "" if due_day is None else text.span((due_day - day).days * 86_400)


def _fact(name: str, value: str, width: int) -> list[Row]:
    lead = 12 if width >= 34 else 10
    drawn = []
    for number, row in enumerate(markdown.wrapped(Text(value), width - lead)):
        drawn.append(Row(Text.assemble((name[: lead - 1].ljust(lead) if number == 0 else " " * lead, "dim"), row.text)))
    return drawn


# ------------------------------------------------------------------ other pages

HELP: Sequence[tuple[str, str]] = (
    ("Space, Enter", "show the answer; then take the rating that is underlined"),
    ("1 2 3 4", "again, hard, good, easy"),
    ("Tab, →, .", "show the next point only: beat by beat"),
    ("a c d m o …", "tick the point with that letter: said ✓, once more: missed ✗"),
    ("+ -", "mark the newest point as said, as missed"),
    ("v", "practise the next version"),
    ("t", "type the answer and have it judged"),
    ("u", "undo: take back what was done last, as often as you like"),
    ("n", "not now: ask it after all the others"),
    ("e", "edit the note in your editor, then go on"),
    ("b", "bury: hide the card until tomorrow"),
    ("s", "suspend: hide the card until `srs resume`"),
    ("f", "flag the card, or take the flag off"),
    ("#", "give it tags of your own; -name takes one off"),
    ("r", "reset: make the card new again"),
    ("/", "search all cards and jump to one"),
    ("i", "info: why now, memory, history and source of the card"),
    ("j k ↓ ↑", "scroll; PgDn and PgUp a page, g and G to the ends"),
    ("h l", "move wide code and diagrams sideways"),
    ("?", "this help"),
    ("q", "end; everything answered is kept"),
)


def help_page(*, width: int) -> list[Row]:
    """Return what the keys of a review do."""
    return keys_page(HELP, width=width)


def keys_page(keys: Sequence[tuple[str, str]], *, width: int) -> list[Row]:
    """Return what keys do, one after the other."""
    drawn = [Row(Text("Keys", style="bold")), Row(Text())]
    for key, does in keys:
        for number, row in enumerate(markdown.wrapped(Text(does), width - 14)):
            drawn.append(Row(Text.assemble((key.ljust(14) if number == 0 else " " * 14, "bold"), row.text)))
    return drawn


def waiting(until: datetime, *, now: datetime, zone: tzinfo, left: int, width: int) -> list[Row]:
    """Return the page for a moment in which nothing is due yet."""
    said = (
        text.coming_back(left, until, now=now, zone=zone) + ".",
        "Rest your eyes, or press Space to be asked now.",
        "Ending here is fine too: nothing is lost.",
    )
    return _told("Nothing to ask just now", said, width)


def paused(*, width: int) -> list[Row]:
    """Return the page for a learner who has gone away."""
    return _told("Paused", ("The clock stands still while you are away.", "Any key goes on."), width)


def _told(title: str, sentences: Sequence[str], width: int) -> list[Row]:
    drawn = [Row(Text(title, style="bold")), Row(Text())]
    for sentence in sentences:
        drawn += markdown.wrapped(Text(sentence), width)
    return drawn


def next_ratings(view: CardView) -> list[tuple[Rating, str]]:
    """Return each rating with the interval that it leads to."""
    return [(rating, text.interval(view.ratings[rating])) for rating in Rating]
