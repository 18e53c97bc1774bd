"""How fits and what they are worth are shown: JSON documents and lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from srs.collection.tuning import Evaluated, Judged, Optimized, PresetFit
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.terminal import text
from srs.terminal.documents import fields_of
from srs.terminal.scheduling import moves_document, moving
from srs.terminal.table import Column, table
from srs.tuning.choosing import Choice, Kept
from srs.tuning.metrics import Bin, Score

if TYPE_CHECKING:
    from srs.terminal.look import Look

_MODELS = {
    "fitted": "fitted to what came before",
    "pooled": "fitted to all presets",
    "in_force": "parameters in force",
    "default": "default parameters",
    "moving_average": "moving average, no cards",
    "constant": "constant recall",
}
"""The models in the order in which they are shown."""
_TELL = "(the first of a day, not of a card)"

_LEAST_PLOT = 16
_MOST_PLOT = 40


def document(value: Optimized | Evaluated) -> object:
    """Return the JSON document of a value."""
    if isinstance(value, Optimized):
        effect = value.effect
        return {
            "presets": [_fit_document(each) for each in value.fits],
            "moves": None if effect is None else moves_document(effect.moves),
            "minutes_a_day": (
                None if effect is None else {"before": effect.minutes_before, "after": effect.minutes_after}
            ),
            "stored": value.stored,
        }
    return {
        "presets": [_judged_document(each) for each in value.presets],
        "overall": _judged_document(value.overall),
        "needed": value.needed,
    }


def _fit_document(of: PresetFit) -> dict[str, object]:
    choice, held = of.choice, None
    if choice.before is not None and choice.after is not None and choice.gain is not None:
        won = {"log_loss": choice.gain.log_loss, "error": choice.gain.error}
        held = {"in_force": fields_of(choice.before), "fitted": fields_of(choice.after), "gain": won}
    return {
        "preset": of.preset.name,
        "id": of.preset.id,
        "reviews": of.reviews,
        "scored": choice.scored,
        "pooled": choice.pooled,
        "fitted": 0 if choice.fit is None else choice.fit.reviews,
        "left_out": 0 if choice.fit is None else choice.fit.left_out,
        "parameters": {
            "before": list(of.preset.parameters or DEFAULT_PARAMETERS),
            "after": None if choice.fit is None else list(choice.fit.parameters),
        },
        "set_on": None if of.set_on is None else of.set_on.isoformat(),
        "held_back": held,
        "kept": None if choice.kept is None else choice.kept.value,
        "needed": choice.needed,
        "applied": of.applied,
    }


def _judged_document(of: Judged) -> dict[str, object]:
    return {
        **({"preset": of.name} if of.name else {}),
        "scored": of.scored,
        "reviews": of.reviews,
        "first": None if of.first is None else of.first.isoformat(),
        "last": None if of.last is None else of.last.isoformat(),
        "set_on": None if of.set_on is None else of.set_on.isoformat(),
        "unseen": of.unseen,
        "models": {name: fields_of(each) for name, each in of.models.items()},
        "calibration": [fields_of(each) for each in of.calibration],
    }


def drawn(value: Optimized | Evaluated, look: Look) -> Iterator[Text | str]:
    """Return what people read of a value."""
    return _optimized(value, look) if isinstance(value, Optimized) else _evaluated(value, look)


# ------------------------------------------------------------------ fits


def _optimized(value: Optimized, look: Look) -> Iterator[Text | str]:
    taken = [each for each in value.fits if each.applied]
    for number, each in enumerate(value.fits):
        if number:
            yield ""
        yield from _fit(each, look)
    if value.effect is not None:
        yield ""
        yield from moving(value.effect.moves, look, stored=value.stored, undo=False)
        before, after = value.effect.minutes_before, value.effect.minutes_after
        yield f"a day's reviews in the long run: {before:.1f} -> {after:.1f} min"
        if value.effect.moves.today_after > value.effect.moves.today_before:
            yield "`srs catch-up` spreads what is due today; with --from-now nothing moves"
    if taken:
        yield ""
        if not value.stored:
            yield "nothing is stored yet; the same without --dry-run takes it"
        elif value.effect is None:
            yield "it holds from the next answers on; `srs undo` takes it back"
        else:
            yield "it holds now; `srs undo` takes it back"


def _fit(of: PresetFit, look: Look) -> Iterator[Text | str]:
    name, choice = text.word(of.preset.name), of.choice
    if choice.fit is None:
        yield f"{name}: kept as it is: {_reviews(choice.scored)} {_TELL}, {choice.needed} are needed"
        return
    if choice.pooled:
        yield f"{name}: fitted to {_reviews(choice.fit.reviews)} of all presets together {_TELL}"
    else:
        yield f"{name}: fitted to {choice.fit.reviews:,} of {text.count(of.reviews, 'answer')} {_TELL}"
    if choice.fit.left_out:
        yield f"{choice.fit.left_out:,} left out, of cards that waited for more than 100 days after their first"
    if choice.before is not None and choice.after is not None:
        yield ""
        yield from _compared(choice, choice.before, choice.after, look)
    elif choice.gain is not None:
        yield f"{_reviews(choice.held_back)} of its own tell too little: what holds for all presets decides"
    if choice.kept is None:
        yield ""
        yield f"parameters: {' '.join(f'{number:g}' for number in choice.fit.parameters)}"
    elif choice.kept is Kept.FEW_SINCE:
        since = f"{_reviews(choice.held_back)} since its parameters were set ({of.set_on})"
        yield f"kept as it is: {since}; {choice.needed} tell whether a new fit is better; --force takes it"
    elif choice.kept is Kept.NO_BETTER:
        yield ""
        yield "kept as it is: a fit does not predict clearly better what was held back; --force takes it all the same"


def _compared(choice: Choice, before: Score, after: Score, look: Look) -> Iterator[Text | str]:
    columns = [Column(f"on {choice.held_back:,} reviews held back", flexible=True), Column("in force", right=True)]
    columns += [Column("fitted", right=True), Column("")]
    rows = [
        ("log loss", f"{before.log_loss:.4f}", f"{after.log_loss:.4f}", _verdict(before.log_loss, after.log_loss)),
        (
            "RMSE(bins)",
            f"{before.rmse_bins:.4f}",
            f"{after.rmse_bins:.4f}",
            _verdict(before.rmse_bins, after.rmse_bins),
        ),
        ("AUC", _auc(before), _auc(after), _verdict(-(before.auc or 0), -(after.auc or 0))),
    ]
    yield from table(look, columns, rows)


def _verdict(before: float, after: float) -> str:
    return "better" if after < before else "worse" if after > before else "the same"


def _reviews(many: int) -> str:
    return text.count(many, "review")


def _auc(of: Score) -> str:
    return "–" if of.auc is None else f"{of.auc:.3f}"


# ------------------------------------------------------------------ what they are worth


def _evaluated(value: Evaluated, look: Look) -> Iterator[Text | str]:
    for number, each in enumerate(value.presets):
        if number:
            yield ""
        if each.reviews:
            yield from _judged(text.word(each.name), each, look)
        else:
            yield f"{text.word(each.name)}: {_reviews(each.scored)} {_TELL}; {value.needed} are needed"
    whole = value.overall
    if not whole.reviews:
        return
    yield ""
    if len([each for each in value.presets if each.reviews]) > 1:
        yield from _judged("all presets", whole, look)
        yield ""
    yield from calibration(whole.calibration, width=look.width)


def _judged(name: str, of: Judged, look: Look) -> Iterator[Text | str]:
    yield f"{name}: {_reviews(of.reviews)}, {of.first} to {of.last}, each predicted unseen"
    columns = [
        Column("", flexible=True),
        *(Column(title, right=True) for title in ("log loss", "RMSE(bins)", "AUC", "promised")),
    ]
    rows = [
        (
            says + ("*" if model == "in_force" and of.unseen < of.reviews else ""),
            f"{score.log_loss:.4f}",
            f"{score.rmse_bins:.4f}",
            _auc(score),
            f"{score.bias * 100:+.1f} %",
        )
        for model, says in _MODELS.items()
        if (score := of.models.get(model)) is not None and (model != "in_force" or of.set_on is not None)
    ]
    yield from table(look, columns, rows)
    if of.set_on is not None and of.unseen < of.reviews:
        but = f" but {of.unseen:,}" if of.unseen else ""
        yield f"* set on {of.set_on}: may have been fitted to all{but} of these reviews"


def calibration(bins: Sequence[Bin], *, width: int = 80) -> Iterator[Text | str]:
    """Return a line for each range of predictions: what was promised, what was recalled, and how sure that is."""
    lead = f"{'predicted':>12} {'reviews':>8} {'mean':>7} {'recalled':>8}  "
    room = min(_MOST_PLOT, width - len(lead))
    low = min((min(each.predicted, each.least) for each in bins), default=0.0)
    low = max(0.0, int(low * 10) / 10)
    if room < _LEAST_PLOT:
        yield "predicted by the fits against recalled"
    else:
        yield "predicted by the fits (|) against recalled (o), with its 95 % range (–)"
    if room >= _LEAST_PLOT:
        yield Text(f"{lead}{_scale(low, room)}", style="dim")
    else:
        yield Text(lead.rstrip(), style="dim")
    for each in bins:
        numbers = (
            f"{each.low * 100:>5g}–{each.high * 100:g} %".rjust(12),
            f"{each.reviews:>8,}",
            f"{each.predicted * 100:>5.1f} %",
            f"{each.recalled * 100:>6.1f} %",
        )
        line = " ".join(numbers)
        yield Text(f"{line}  {_mark(each, low, room)}".rstrip() if room >= _LEAST_PLOT else line)


def _scale(low: float, room: int) -> str:
    left, right = f"{low * 100:g} %", "100 %"
    return left + " " * (room - len(left) - len(right)) + right


def _mark(of: Bin, low: float, room: int) -> str:
    def cell(share: float) -> int:
        return min(room - 1, max(0, round((share - low) / (1 - low) * (room - 1))))

    cells = [" "] * room
    least, most = cell(of.least), cell(of.most)
    for at in range(least, most + 1):
        cells[at] = "–"
    cells[least], cells[most] = "(", ")"
    cells[cell(of.predicted)] = "|"
    cells[cell(of.recalled)] = "o"
    return "".join(cells).rstrip()
