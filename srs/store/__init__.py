"""The database: verbs in, values out. Rows and SQL do not leave this package."""

from __future__ import annotations

from srs.store.reader import Before, Done, Reader, Waiting
from srs.store.store import Store
from srs.store.writer import Writer

__all__ = ["Before", "Done", "Reader", "Store", "Waiting", "Writer"]
