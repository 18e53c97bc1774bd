"""Labels that take turns through a page: one above questions, one above what is said to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.layout import text_rows
from srs.notes.outline.lines import role_of_label
from srs.notes.words import Role
from srs.reading.document import Block, ListBlock, Row

_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^\s:：.|(){}\[\]\"'=<>/\\]{0,19}(?:\s[^\W\d_][^\s:：.|(){}\[\]\"'=<>/\\]{0,15})?)"
    r"\s*(?:\d{1,3})?\s*(?P<sep>[:：.])(?:\s+(?P<rest>\S.*))?$"
)


_TABBED = re.compile(r"^(\s*[^\t\n]{1,30}?) *\t+\s*")


@dataclass(frozen=True, slots=True)
class Paired:
    """A line whose label asks or answers, as the labels around it tell."""

    asks: bool
    follows: bool
    """It asks, but not under the label of the others: a question behind a question."""
    rest: str
    """What stands behind the label, as written."""
    remarks: bool = False
    """It stands under the label of the questions and asks nothing, where the others do: what they say of an answer."""


def paired_labels(blocks: Sequence[Block]) -> dict[int, Paired]:
    """Return the lines whose labels take turns: one above questions, one above what is said to them.

    In any language, two labels at the beginnings of lines that alternate through a page, the first above questions,
    are “question” and “answer”. What else is labelled, asks, and has such an answer right behind it follows up.
    """
    entries: list[tuple[Row, str, str]] = []
    for row in text_rows(blocks):
        label = _labelled(row.text)
        if label is not None:
            entries.append((row, *label))
    count = Counter(label for _, label, _ in entries)
    turns = [entry for entry in entries if count[entry[1]] >= 2]
    after = Counter((one[1], two[1]) for one, two in pairwise(turns))
    asking = Counter(label for _, label, rest in turns if texts.asks(texts.prompt(rest)) >= 0.75)
    best: tuple[str, str] | None = None
    for (first, second), times in after.most_common():
        if first == second or times < 2 or not after[second, first]:
            continue
        total = count[first]
        surely = asking[first] * 2 > total if times >= 3 else asking[first] == total or asking[first] >= 2
        # what they hold against you asks as well, where each of them has its reply
        surely = surely or (times >= 3 and count[second] >= total - 1 and asking[first] * 3 >= total)
        if surely and times >= total - 1 and _may_ask(first) and _may_answer(second):
            best = first, second
            break
    if best is None or (best[0] in words.LONG_MARKS and best[1] in words.LONG_MARKS):
        return {}
    out: dict[int, Paired] = {}
    question, answer = best
    # in a talk with somebody by name, what does not ask is a remark on what was said
    talk = len(question) > 2 and answer in words.ONESELF
    mostly = talk and asking[question] * 5 > count[question] * 3
    out |= {row.number: Paired(True, False, row.text) for row in _marked_items(blocks, question)}
    for index, (row, said, rest) in enumerate(entries):
        written = _behind(row.text)
        if said in (question, answer):
            remarks = said == question and mostly and texts.asks(texts.prompt(rest)) < 0.75 and "?" not in rest
            out[row.number] = Paired(said == question, False, written, remarks)
        elif (
            index + 1 < len(entries)
            and entries[index + 1][1] == answer
            and entries[index + 1][0].number <= row.number + 3
            and texts.is_question(rest)
        ):
            out[row.number] = Paired(True, True, written)
    return out


def _marked_items(blocks: Sequence[Block], mark: str) -> Iterator[Row]:
    """Yield the first rows of list items whose marker is the label of a question: `S) …` where others have `S: …`."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                if item.rows and item.marker.strip("().").casefold() == mark:
                    yield item.rows[0]


def _labelled(text: str) -> tuple[str, str] | None:
    """Return the short label at the beginning of a line, and what stands behind it."""
    if len(text) > 2000:
        return None
    bare = texts.undecorated(texts.plain(_TABBED.sub(r"\1: ", text)))
    found = _LABEL.match(bare)
    if not found or (found["sep"] == "." and len(found["label"]) > 3 and text.lstrip()[:1] not in "*_"):
        return None
    return found["label"].casefold(), (found["rest"] or "").strip()


def _behind(text: str) -> str:
    """Return what stands behind the label of a line, with its marks."""
    found = re.match(r"[^:：.\t]{0,60}[:：.\t]\s*(?:[*_]{1,3}(?=\s|$))?\s*", text)
    rest = text[found.end() :].strip() if found else text.strip()
    for mark in ("***", "**", "__", "*", "_"):
        if rest.endswith(mark) and rest[: -len(mark)].count(mark) % 2 == 0:
            return rest[: -len(mark)].strip()
    return rest


def _may_ask(label: str) -> bool:
    role = role_of_label(label)
    return role is None or role[0] in (Role.ASK, Role.SEGMENT, Role.ANSWER)


def _may_answer(label: str) -> bool:
    role = role_of_label(label)
    return role is None or role[0] in (Role.ANSWER, Role.SAY, Role.ANGLE)
