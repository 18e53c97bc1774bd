"""What a single line says by its form and its words: bold, labelled, numbered, marked as question or answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import UNSPOKEN_MARKS, forbids, names_a_version
from srs.notes.words import Role

AHEAD = 8
"""How many lines of a paragraph are looked at to decide what the first of them is."""
FOLLOWING = frozenset(("follow-up", "follow up", "followup", "nachfrage", "rückfrage", "repregunta", "relance", "追问"))
_BOLD_LINE = re.compile(
    r"\W{0,4}?(\*\*\*|\*\*|__|\*|_)(?=\S)(.{1,400}?)(\*\*\*|\*\*|__|\*|_)\W{0,6}$|\W{0,4}?\*{2,3}(?=\S)(.{1,400})$|(.{3,400}?[?？.:])\*{2,3}\s*$|<(?:b|strong)>(.{1,400}?)</(?:b|strong)>:?\s*$"
)
_BOLD_LEAD = re.compile(
    r"(\W{0,4}?(?:\d{1,3}[.)]\s*)?)(\*\*\*|\*\*|__|\*|_)(?=\S)(.{1,300}?)\2(?=[\s:：.,;–—(（-]|\w|[^\x00-\x7f])\s*"
)
LEAD = re.compile(
    r"\s*(?:[👉➡→▶►⇒🔹🔸✅❌🎯💡📌]\ufe0f?\s*|=>\s*|->\s*)?([^:：\n]{1,80}?)"
    r"(?:\s*(?:(?<!\d)[:：]|[:：](?!\d\d\b))|[ ]*\t)\s*(?=\S)(.*)$"
)
PAIR = re.compile(r"\s*(?:[-*+]\s+)?(?!\s)([^`\n]{2,300}?)\s+:{2,3}\s+(\S.*)$")
_FRAMED = re.compile(r"\s*[【〔［\[]([^\[\]【】〔〕［］]{1,30})[】〕］\]](?![(\[])\s*[:：]?\s*(\S.*)$")
TIGHT_PAIR = re.compile(r"\s*(?:[-*+]\s+)?([^`\n:(){}<>;=]{2,200}[^\s`:(){}<>;=]):{2,3}((?=[^\s:]).{2,})$")
"""`a term::what it means`, as flashcards are written; `std::vector` and `key::value` are of one word."""
PROPERTY = re.compile(r"[\w-]+::\s")
ARROW = re.compile(r"\s*(?:👉|➡\ufe0f?|→|▶\ufe0f?|►|⇒|=>|->|↳|↪\ufe0f?|💬|🗣\ufe0f?)\s*(?=\S)")
QUESTION_THEN = re.compile(r"(.{6,220}?[?？])[*_]{0,3}\s+(?:[-–—:→]+\s*)?(?=\S)(.{2,})$")
_NUMBERED = re.compile(
    r"[\s*_#]*(?:(?P<cap>[0-9]\ufe0f?\u20e3)|(?P<q>[QqPpFf]\s?)?(?P<n>\d{1,3})\s*(?P<sep>[.):\-–—、．：]|/(?=\s)))"
)
ANCHOR = re.compile(r"\[\[#|\]\(#|\]\(\./?#|\[\[[^\]]+#")


_NUMBERED_MARKS = frozenset(("q", "ｑ", "问", "問"))
"""Marks of questions that need nothing behind their number."""


def number_of(raw: str) -> tuple[str, int] | None:
    """Return the style and the value of the number before a title."""
    found = _NUMBERED.match(raw)
    if not found:
        return None
    if found["cap"]:
        return "keycap", int(found["cap"][0])
    return ("q" if found["q"] else "n") + found["sep"], int(found["n"])


@texts.remembered
def role_of_label(text: str) -> tuple[Role, str] | None:
    """Return the role that a label announces, and for a segment which one."""
    bare = texts.label(text)
    if not bare and names_a_version(text):
        return Role.VERSION, ""
    if not bare or len(bare) > 90:
        return None
    for role, pattern in words.LABELS:
        if role in (Role.ANSWER, Role.FRAME, Role.DIRECTION, Role.EXAMPLE):
            continue
        if pattern.fullmatch(bare):
            return role, ""
    for role_name, pattern in words.SEGMENTS.items():
        if pattern.fullmatch(bare):
            return Role.SEGMENT, role_name
    if words.VERSION.fullmatch(bare) or names_a_version(text):
        return Role.VERSION, ""
    for role, pattern in words.LABELS:
        if role in (Role.ANSWER, Role.FRAME, Role.DIRECTION, Role.EXAMPLE) and pattern.fullmatch(bare):
            return role, ""
    return None


@texts.remembered
def role_of_title(text: str) -> tuple[Role, str] | None:
    """Return the role that a title announces: as a label does, or by forbidding to say what stands below it."""
    role = role_of_label(text)
    if role is None and forbids(texts.label(text)) and texts.asks(texts.prompt(text)) < 0.75:
        return Role.AVOID, ""
    bare = text.strip("*_#> :\ufe0f")
    if role is None and bare and len(text) < 80 and (bare[0] in UNSPOKEN_MARKS or bare[-1] in UNSPOKEN_MARKS):
        return Role.AVOID, ""
    return role


@texts.remembered
def section_kind(title: str) -> str:
    """Return what sort of section a title heads: contents, advice, resources or an ordinary one."""
    bare = texts.label(title)
    for kind, pattern in (("contents", words.CONTENTS), ("resources", words.RESOURCES), ("advice", words.ADVICE)):
        if pattern.fullmatch(bare):
            return kind
    return ""


@texts.remembered
def bold_line(text: str) -> str | None:
    """Return the text of a line that is bold or italic as a whole; emphasis left open counts, as people forget it."""
    stripped = text.strip()
    if "*" not in stripped and "_" not in stripped and "<" not in stripped:
        return None
    found = _BOLD_LINE.match(stripped)
    if not found:
        return None
    inner = found[2] or found[4] or found[5] or found[6]
    if found[2] and (found[1] in found[2] and found[1] in ("**", "__", "***")):
        return None
    if found[2] and found[1] in ("*", "_") and re.search(r"(?<=\w)[*_](?=\W)|(?<=\W)[*_](?=\w)", found[2]):
        return None
    if found[4] and "**" in found[4].rstrip("*"):
        return None
    if found[5] and "**" in found[5]:
        return None
    return inner


def question_marker(text: str, *, strong: bool = False, believed: frozenset[str] = frozenset()) -> re.Match[str] | None:
    """Return the mark of a question at the beginning of a text; of `believed` marks one letter is enough."""
    found = words.QUESTION_MARKER.match(text)
    if not found:
        return None
    mark, sep = found["mark"].casefold(), found["sep"].strip()
    if mark in _NUMBERED_MARKS and found["number"] and not sep:
        return found
    if (mark in words.LONG_MARKS and (sep or strong)) or mark in believed:
        return found
    if found["number"] and sep:
        return found
    return None


def paired_marks(rows: Iterable[str]) -> frozenset[str]:
    """Return the letters that mark questions in a text because answers are marked below them: `P:` and `R:`."""
    believed: set[str] = set()
    mark = ""
    for row in rows:
        if len(row) > 400:
            continue
        bare = texts.undecorated(texts.plain(row))
        answer = words.ANSWER_MARKER.match(bare)
        if mark and answer and len(answer["mark"]) <= 2 and answer["sep"].strip()[:1] in (":", "："):
            believed.add(mark)
        found = words.QUESTION_MARKER.match(bare)
        mark = ""
        if found and len(found["mark"]) == 1 and found["sep"].strip()[:1] in (":", "："):
            mark = found["mark"].casefold() if texts.asks(bare[found.end() :]) >= 0.75 else ""
    return frozenset(believed)


def answers(text: str) -> bool:
    bare = texts.undecorated(texts.plain(text))
    found = words.ANSWER_MARKER.match(bare)
    return bool(found and found["mark"].casefold() in words.LONG_MARKS)


def lead_of(text: str) -> tuple[str, str, bool] | None:
    """Split `**Label:** rest`, `Label: rest`, `*Label* — rest`."""
    bold = _BOLD_LEAD.match(text)
    if bold:
        label, rest = bold[1] + bold[3], text[bold.end() :]
        stripped = rest.lstrip(" :：–—-")
        ended = label.rstrip().endswith((":", "：", ".", "?", "？", ")", "）", "–", "—", " -")) or rest[:1] in (
            ":",
            "：",
            "–",
            "—",
            "-",
            "(",
        )
        if rest.startswith(("(", "（")):
            inside, _, after = rest.partition(")" if rest[0] == "(" else "）")
            if after.lstrip()[:1] in (":", "：", "–", "—", "-") or not after.strip():
                label, stripped = f"{label} {inside})", after.lstrip(" :：–—-")
            else:
                stripped = rest
        if ended and len(label) <= 200:
            return label, stripped.strip(), True
        return None
    framed = _FRAMED.match(text)
    if framed:
        return framed[1], framed[2].strip(), True
    found = LEAD.match(text)
    if found and not found[2].startswith("//"):
        return found[1], found[2].strip(), False
    return None


def is_caps(text: str) -> bool:
    """Tell whether a short line is written in capitals, as plain text writes headings."""
    text = texts.without_remark(text)[0]
    letters = [c for c in text if c.isalpha()]
    return (
        len(letters) >= 5
        and len(text) <= 60
        and all(c.isupper() for c in letters)
        and (" " in text.strip() or len(letters) >= 7)
        and not re.search(r"[=;{}()<>*]|\d{3}", text)
    )


def indentation(text: str) -> int:
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())


def text_before(text: str, rest: str) -> str:
    """Return the label in front of the rest of a line."""
    return text[: len(text) - len(rest)].strip(" :：-–—") if rest and text.endswith(rest) else text


def after_letter(raw: str) -> str:
    """Return what stands behind `S:`, `**T** –`, `A – Action:` and the like."""
    rest = re.sub(r"^\W{0,4}[A-Za-z](?:[^\w$€£¥₹~≈<>(\"“„«]{1,6}|\W)", "", texts.plain(raw), count=1)
    label = re.match(r"([^\W\d_]{3,16})\s*[:：]\s*", rest)
    if label and role_of_label(label[1]):
        rest = rest[label.end() :]
    found = role_of_label(rest)
    return "" if found and found[0] is Role.SEGMENT else rest


def after_marker(raw: str) -> str:
    """Return what stands behind `A:`, `**Answer:**` and the like in a line as written."""
    found = re.match(
        r"[^\w\n]{0,12}(?:[^\s:：.)、．]{1,24}?)(?:\s*\d{0,3})?\s*(?:\([^()]{0,40}\)\s*)?[*_]{0,3}\s*[.:)：）、．\]–—-]+\s*([*_]{1,3}(?=\s|$))?\s*",
        raw,
    )
    rest = raw[found.end() :] if found else raw
    stripped = rest.strip()
    for mark in ("***", "**", "__", "*", "_"):
        if stripped.endswith(mark) and stripped[: -len(mark)].count(mark) % 2 == 0:
            return stripped[: -len(mark)].strip()
    return stripped.lstrip("*_").strip() if stripped.startswith(("** ", "* ", "__ ")) else stripped
