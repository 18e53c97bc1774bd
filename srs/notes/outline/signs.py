"""Signs and frames before the titles of a page, and quoted questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from srs.notes import text as texts
from srs.reading.document import Block, Paragraph

_HEADS = 8
"""Words that a title behind a sign has at most."""
_SIGN = re.compile(
    r"\s*(?P<sign>[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3003-\u3007\u3012-\u303f\U0001f000-\U0001faff])\ufe0f?\s*"
    r"(?=[^\s\u2190-\u21ff])(?P<rest>.*)$"
)
_FRAMED_NUMBER = re.compile(r"\s*[【［\[〔](?:[QＱ問]\s?)?\d{1,2}[】］\]〕]\s*(?P<rest>\S.*)$")


def signed(blocks: Sequence[Block]) -> dict[int, tuple[bool, str]]:
    """Return the lines that one sign sets off as titles, whether they ask, and what stands behind the sign.

    A sign that begins paragraphs, and most of these ask, marks questions, also those that lack a question mark; one
    that begins three lines, most of them short, of which none asks marks the parts of the page. A quoted question with
    text on the line below it asks where there are two of them.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    quoted: dict[int, tuple[bool, str]] = {}
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for index, row in enumerate(block.rows):
            below = block.rows[index + 1].text if index + 1 < len(block.rows) else ""
            if below and _is_quoted_question(row.text) and not _is_quoted_question(below):
                quoted[row.number] = True, row.text.strip()
            number = _FRAMED_NUMBER.match(row.text)
            sign = None if number else _SIGN.match(row.text)
            if number:
                groups.setdefault("[n]", []).append((row.number, number["rest"]))
            elif sign and (index == 0 or texts.asks(texts.prompt(sign["rest"])) >= 0.75):
                groups.setdefault(sign["sign"], []).append((row.number, sign["rest"]))
    out: dict[int, tuple[bool, str]] = quoted if len(quoted) >= 2 else {}
    for sign_of, lines in groups.items():
        asking = [number for number, rest in lines if texts.asks(texts.prompt(rest)) >= 0.75]
        if len(asking) >= 2 and (len(asking) * 2 >= len(lines) or (sign_of == "[n]" and len(asking) * 3 >= len(lines))):
            out |= {number: (True, rest) for number, rest in lines}
        elif not asking and len(lines) >= 3 and sum(_short(rest) for _, rest in lines) * 3 >= len(lines) * 2:
            out |= {number: (False, rest) for number, rest in lines}
    return out


def _is_quoted_question(text: str) -> bool:
    said = texts.plain(text).strip()
    return said[:1] in '"“«„「' and texts.unquoted(said) != said and texts.is_question(texts.unquoted(said))


def _short(text: str) -> bool:
    bare = texts.without_remark(texts.plain(text))[0]
    return len(bare.split()) <= _HEADS and len(bare) <= 60 and not bare.rstrip().endswith((".", "。", ";", ","))
