"""Text of notes as HTML that shows it and does nothing else: no markup, script, sound, formula or file comes to life.

Anki reads more than HTML in a field: `[sound:…]`, `[latex]`, `[$]`, `[anki:…]` and `{{…}}`, some of them even where
they are escaped as HTML escapes, and `\\(` and `\\[` begin a formula on the finished page. So brackets and braces
are written as numbers, and a formula's opening is broken by an element, which is where MathJax stops reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from textwrap import dedent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_CONTROL = [n for n in range(0xA0) if n not in (0x09, 0x0A) and (n < 0x20 or n >= 0x7F)]
_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_DROPPED = dict.fromkeys(_CONTROL + _BIDI)
_SURROGATES = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"(<[^<>]*>)")
_FORMULA = re.compile(r"\\([(\[]|&#91;)")
_ACTING = str.maketrans({"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"})
_DRAWN = re.compile(r"[\u2190-\u21ff\u2500-\u259f]|[-=]{2,}>|<[-=]{2,}|\+-{2,}|\|\s*$", re.MULTILINE)
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LONGEST_COLOURED = 20_000


def clean(text: str) -> str:
    """Return `text` without what Anki or SQLite can't keep or a reader can't see through: control characters,
    characters that change the direction of others, half characters. Lines end with newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATES.sub("\ufffd", text).translate(_DROPPED)


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` can be seen."""
    return all(unicodedata.category(c)[0] in "CZ" or c in "\u115f\u1160\u3164\uffa0\u2800" for c in text)


def plain(text: str) -> str:
    """Return text without markup as HTML: shown as it stands, a newline as a line break."""
    return inert(escape(clean(text)).replace("\n", "<br>"))


def markdown(text: str) -> str:
    """Return Markdown as HTML blocks."""
    return inert(clean(_PARSER.render(clean(text)).strip()))


def inline(text: str) -> str:
    """Return Markdown as HTML within a line; as blocks where it has more than one line."""
    cleaned = clean(text).strip()
    if "\n" in cleaned:
        return markdown(cleaned)
    return inert(clean(_PARSER.renderInline(cleaned)))


def drawing(text: str) -> str:
    """Return a drawing made of characters as HTML: every column kept, to be scrolled sideways."""
    return inert(_drawn(clean(text)))


def code(text: str) -> str:
    """Return code of no known language as HTML, as it stands, to be scrolled sideways."""
    return inert(_code(clean(text).strip("\n"), ""))


def inert(html: str) -> str:
    """Return HTML in which nothing but HTML acts; `html` must have its text escaped already."""
    pieces = _TAG.split(html)
    for at, piece in enumerate(pieces):
        acting = piece.translate(_ACTING)
        pieces[at] = acting if at % 2 else _apart(_FORMULA.sub(r"\\<span>\1</span>", acting))
    return unicodedata.normalize("NFC", "".join(pieces))


def _apart(text: str) -> str:
    """Return text that does not grow together with a tag before it: Anki composes characters, and `>` with a
    combining stroke would become one that no longer ends the tag."""
    return f"&#{ord(text[0])};{text[1:]}" if text and unicodedata.combining(text[0]) else text


class _Renderer(RendererHTML):
    """HTML for phones: wide things scroll, pictures are named, links lead only to the web, code has its colours."""

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        words = tokens[idx].info.split(maxsplit=1)
        return _code(tokens[idx].content, words[0] if words else "")

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _code(tokens[idx].content, "")

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        name = self.renderInlineAsText(token.children, options, env) if token.children else ""
        place = str(token.attrGet("src") or "").rpartition("/")[2]
        return f'<span class="picture">{escape(name or place)}</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        target = str(tokens[idx].attrGet("href") or "")
        return f'<a href="{escape(target)}">' if _LINK.match(target) else "<a>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="wide"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"


def _code(text: str, language: str) -> str:
    text = text.rstrip("\n").expandtabs(4)
    coloured = _coloured(text, language) if language and len(text) <= _LONGEST_COLOURED else None
    if coloured is None and _DRAWN.search(text):
        return _drawn(text)
    return f"<pre><code>{coloured or escape(text)}</code></pre>\n"


def _drawn(text: str) -> str:
    """Return a drawing moved to the left edge: a phone is narrow."""
    return f'<pre class="drawing">{escape(dedent(text.expandtabs(4)).strip(chr(10)))}</pre>\n'


_COLOURS: Mapping[tuple[str, ...], str] = {
    ("Comment",): "c",
    ("Keyword",): "k",
    ("Operator", "Word"): "k",
    ("Literal", "String"): "s",
    ("Literal", "Number"): "n",
    ("Name", "Function"): "f",
    ("Name", "Class"): "f",
    ("Name", "Decorator"): "f",
    ("Name", "Tag"): "f",
    ("Name", "Builtin"): "b",
    ("Name", "Variable"): "b",
    ("Name", "Attribute"): "b",
    ("Generic", "Deleted"): "d",
    ("Generic", "Inserted"): "i",
    ("Generic", "Heading"): "k",
}
"""Beginnings of the names of token types -> class; longest first is not needed, none begins another."""


def _coloured(text: str, language: str) -> str | None:
    """Return code with spans that name what it is made of, or None for a language that is not known."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # published without types
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    if lexer.name == "Text only":
        return None
    parts: list[str] = []
    for kind, value in lexer.get_tokens(text):
        names = tuple(kind)
        colour = _COLOURS.get(names[:1]) or _COLOURS.get(names[:2])
        parts.append(f'<span class="{colour}">{escape(value)}</span>' if colour else escape(value))
    return "".join(parts)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}, renderer_cls=_Renderer)
    # a definition like `[x]: y` would vanish from the page, and with it what the note says
    return parser.enable(["table", "strikethrough"]).disable("reference")


_PARSER = _parser()
