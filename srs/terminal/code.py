"""Code in colours; loads its lexers, so it is imported only when there is code to show."""

from __future__ import annotations

from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.text import Text

# The terminal's own colours: readable on a dark and on a light ground, whatever the theme.
# A kind of token is the tuple of names on the way to it.
_THEME = ANSISyntaxTheme(
    {
        (): Style(),
        ("Comment",): Style(dim=True, italic=True),
        ("Keyword",): Style(color="blue", bold=True),
        ("Operator", "Word"): Style(color="blue", bold=True),
        ("Name", "Function"): Style(bold=True),
        ("Name", "Class"): Style(bold=True),
        ("Name", "Decorator"): Style(color="magenta"),
        ("Name", "Builtin"): Style(color="cyan"),
        ("Literal", "String"): Style(color="green"),
        ("Literal", "Number"): Style(color="magenta"),
    }
)


def highlight(code: str, language: str) -> Text:
    """Return the code coloured for its language; an unknown language gives it plain."""
    coloured = Syntax(code, language, theme=_THEME, tab_size=4).highlight(code)
    coloured.rstrip()
    return coloured if coloured.plain == code.rstrip() else Text(code)
