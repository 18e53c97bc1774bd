"""The database: verbs in, values out. Rows and SQL do not leave this package.

`glance` lies in it and does without SQLAlchemy, so each name is loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from srs.store.reader import Before, Done, Reader, Waiting
    from srs.store.store import Store
    from srs.store.writer import Writer

__all__ = ["Before", "Done", "Reader", "Store", "Waiting", "Writer"]

_HOMES = {"Store": "srs.store.store", "Writer": "srs.store.writer"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(_HOMES.get(name, "srs.store.reader")), name)
    globals()[name] = found
    return found
