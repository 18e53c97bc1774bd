"""Spaced repetition for getting ready to speak: notes in, cards asked, history kept.

The public names below are the Python contract; each is loaded when it is first asked for, so that
`import srs` costs nothing and `srs --help` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from srs.collection import Collection as Collection
    from srs.errors import SrsError as SrsError
    from srs.model import Rating as Rating

__version__ = "0.1.0"
__all__ = ["Collection", "Rating", "SrsError", "__version__"]

_HOMES = {"Collection": "srs.collection", "Rating": "srs.model", "SrsError": "srs.errors"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'srs' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
