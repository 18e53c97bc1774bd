"""Text of notes as HTML that shows it and does nothing else: no markup, script, sound, formula or file comes to life.

Anki reads more than HTML in a field: `[sound:…]`, `[latex]`, `[$]`, `[anki:…]` and `{{…}}`, some of them even where
they are escaped as HTML escapes, and `\\(` and `\\[` begin a formula on the finished page. So brackets and braces
are written as numbers, and a formula's opening is broken by an element, which is where MathJax stops reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html import escape
from textwrap import dedent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from srs.anki import simple

_CONTROL = [n for n in range(0xA0) if n not in (0x09, 0x0A) and (n < 0x20 or n >= 0x7F)]
_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_DROPPED = dict.fromkeys(_CONTROL + _BIDI)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MAY_ACT = re.compile(r'[\[\]{}\\]|class="maths"')
_SURROGATES = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"(<[^<>]*>)")
_FORMULA = re.compile(r"\\([(\[]|&#91;)")
_ACTING = str.maketrans({"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"})
_DRAWN = re.compile(r"[\u2190-\u21ff\u2500-\u259f]|[-=]{2,}>|<[-=]{2,}|\+-{2,}|\|\s*$", re.MULTILINE)
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LONGEST_COLOURED = 20_000
_LONGEST_FORMULA = 1_000
_PICTURE = re.compile(r"!\[")
_DOLLARS = re.compile(r"(?<![\\$\w\[/])\$(?![\s$])([^$\n]+?)(?<![\s\\$])\$(?![\w$\]])")
_COMPUTES = re.compile(r"[\\^_=<>+*/|]|^\s*[^\W\d_]'?\s*$|[^\W\d_]\s*\(|\d\s*-\s*[^\W_]|[^\W\d_]\s*-\s*[^\W_]")
_UNSAFE = re.compile(
    r"\\[()\[\]]|\\(?:href|url|class|cssId|style|data|require|[egx]?def|let|futurelet|(?:re)?new\w+|Declare\w+|mmlToken|"
    r"bbox|html\w*|HTML\w*|includegraphics|unicode|csname|begingroup|endgroup|catcode|toggle|endtoggle|texttip|mathtip|"
    r"action\w*|Tooltip|verb|input|write|enclose|label|tag|e?qref|ref)(?![A-Za-z])"
)
"""Commands that make links, elements or definitions, and delimiters that would end the formula."""

_OURS = re.compile(r'<(span|div) class="maths">([^<]*)</\1>')


def clean(text: str) -> str:
    """Return `text` without what Anki or SQLite can't keep or a reader can't see through: control characters,
    characters that change the direction of others, half characters. Lines end with newlines."""
    if text.isascii() and not _CONTROLS.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATES.sub("\ufffd", text).translate(_DROPPED)


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` can be seen."""
    return all(unicodedata.category(c)[0] in "CZ" or c in "\u115f\u1160\u3164\uffa0\u2800" for c in text)


def plain(text: str) -> str:
    """Return text without markup as HTML: shown as it stands, a newline as a line break."""
    return inert(escape(clean(text)).replace("\n", "<br>"))


def spoken(text: str) -> str:
    """Return text without markup as HTML, but for formulas between dollars."""
    pieces, end = [], 0
    cleaned = clean(text)
    for found in _DOLLARS.finditer(cleaned):
        formula = found[1]
        if _is_formula(formula):
            pieces += [escape(cleaned[end : found.start()]), _maths(formula, block=False)]
            end = found.end()
    pieces.append(escape(cleaned[end:]))
    return inert("".join(pieces).replace("\n", "<br>"))


def gap(text: str) -> str:
    """Return text as what a cloze hides; no colon or brace of it can end the gap or begin a hint."""
    return f"{{{{c1::{plain(text).replace(':', '&#58;')}}}}}"


def markdown(text: str) -> str:
    """Return Markdown as HTML blocks; pictures are named."""
    return _NOTHING.markdown(text)


def inline(text: str) -> str:
    """Return Markdown as HTML within a line; as blocks where it has more than one line."""
    return _NOTHING.inline(text)


class Shown:
    """Markdown as HTML, with the pictures that are there: `picture` gives the name of one, None where it is not."""

    def __init__(self, picture: Callable[..., str | None] | None = None) -> None:
        self._env = {"picture": picture}

    def markdown(self, text: str) -> str:
        """Return Markdown as HTML blocks."""
        cleaned = clean(text)
        quick = simple.blocks(cleaned)
        return inert(clean(_PARSER.render(cleaned, self._env).strip()) if quick is None else quick.strip())

    def inline(self, text: str) -> str:
        """Return Markdown as HTML within a line; as blocks where it has more than one line."""
        cleaned = clean(text).strip()
        if "\n" in cleaned:
            return self.markdown(cleaned)
        quick = simple.inline(cleaned)
        return inert(clean(_PARSER.renderInline(cleaned, self._env)) if quick is None else quick)

    def has_picture(self, text: str) -> bool:
        """Return whether Markdown shows a picture that is there."""
        return "<img " in self.markdown(text) if _PICTURE.search(text) else False


def drawing(text: str) -> str:
    """Return a drawing made of characters as HTML: every column kept, to be scrolled sideways."""
    return inert(_drawn(clean(text)))


def code(text: str) -> str:
    """Return code of no known language as HTML, as it stands, to be scrolled sideways."""
    return inert(_code(clean(text).strip("\n"), ""))


def inert(html: str) -> str:
    """Return HTML in which nothing but HTML and our own formulas act; `html` must have its text escaped already."""
    if html.isascii() and not _MAY_ACT.search(html):
        return html
    pieces = _TAG.split(html)
    for at, piece in enumerate(pieces):
        acting = piece.translate(_ACTING)
        pieces[at] = acting if at % 2 else _apart(_FORMULA.sub(r"\\<span>\1</span>", acting))
    return unicodedata.normalize("NFC", _OURS.sub(_delimited, "".join(pieces)))


def _delimited(found: re.Match[str]) -> str:
    """Put the delimiters that Anki knows around a formula; only here, as all others were made harmless before."""
    begin, end = (r"\[", r"\]") if found[1] == "div" else (r"\(", r"\)")
    return f'<{found[1]} class="maths">{begin}{found[2]}{end}</{found[1]}>'


def _maths(formula: str, *, block: bool) -> str:
    tag = "div" if block else "span"
    return f'<{tag} class="maths">{escape(formula.strip())}</{tag}>'


def _is_formula(text: str) -> bool:
    """Return whether what stands between two dollars is a formula: a letter or something to compute, and no command
    that leads out of the formula."""
    return len(text) <= _LONGEST_FORMULA and bool(_COMPUTES.search(text)) and not _UNSAFE.search(text)


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
        target = str(token.attrGet("src") or "")
        picture = env.get("picture")
        found = None if picture is None else picture(target, anywhere=bool(token.meta))
        name = name or target.rpartition("/")[2]
        if found is not None:
            return f'<img src="{escape(found)}" alt="{escape(name)}">'
        return f'<span class="picture">{escape(name)}</span>'

    def math_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _maths(tokens[idx].content, block=False)

    def math_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _maths(tokens[idx].content, block=True) + "\n"

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


def _formula(state: StateInline, silent: bool) -> bool:
    """Read `$…$` and, within a line, `$$…$$`."""
    found = _IN_LINE.match(state.src, state.pos)
    if found is None or (state.pos and _WORD.match(state.src[state.pos - 1])):
        return False
    formula = found[1] or found[2]
    if not _is_formula(formula) and not (found[1] and not _UNSAFE.search(formula)):
        return False
    if not silent:
        state.push("math_inline", "span", 0).content = formula
    state.pos = found.end()
    return True


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `$$…$$` that stands on lines of its own."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 2] != "$$":
        return False
    last = start
    text = state.src[begin + 2 : state.eMarks[start]].rstrip()
    while not text.endswith("$$"):
        last += 1
        if last >= end or last - start > 40 or state.isEmpty(last):
            return False
        line = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].rstrip()
        text = f"{text}\n{line}"
    formula = text[:-2].strip()
    if not formula or "$" in formula or len(formula) > _LONGEST_FORMULA or _UNSAFE.search(formula):
        return False
    if not silent:
        token = state.push("math_block", "div", 0)
        token.content, token.map = formula, [start, last + 1]
        state.line = last + 1
    return True


def _embedded(state: StateInline, silent: bool) -> bool:
    """Read `![[picture.png|what it shows]]`, as Obsidian writes it."""
    found = _EMBEDDED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrSet("src", found[1].strip())
        token.meta = {"anywhere": True}
        name = Token("text", "", 0)
        name.content = (found[2] or "").strip()
        token.children = [name] if name.content and not name.content.isdigit() else []
        token.content = name.content
    state.pos = found.end()
    return True


_IN_LINE = re.compile(r"\$\$(?!\s)([^$\n]+?)(?<!\s)\$\$(?![\w\]])|\$(?![\s$])([^$\n]+?)(?<![\s\\$])\$(?![\w$\]])")
_WORD = re.compile(r"[\w$\\\[/]")
_EMBEDDED = re.compile(r"!\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}, renderer_cls=_Renderer)
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("image", "embedded", _embedded)
    parser.block.ruler.before("fence", "formula", _formula_block, {"alt": ["paragraph", "list", "blockquote"]})
    # a definition like `[x]: y` would vanish from the page, and with it what the note says
    return parser.enable(["table", "strikethrough"]).disable("reference")


_PARSER = _parser()
_NOTHING = Shown()
