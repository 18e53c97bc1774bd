"""What to study now: the queue of a collection at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from srs.model import CardId, SourceId
from srs.store import Reader
from srs.study import choosing
from srs.study.queue import Queue

if TYPE_CHECKING:
    from srs.collection import Collection


def queue(
    collection: Collection,
    reader: Reader,
    query: str,
    *,
    among: set[CardId] | None,
    limit: int | None,
    new: int | None,
    sources: Sequence[SourceId] | None,
) -> Queue:
    """Return what to study now, in order, within the day's limits.

    `among` are the cards that the query means, None for all; `limit` and `new` are the sitting's own limits.
    """
    now = collection.now()
    # another program may have changed a preset meanwhile
    collection._known.forget()
    return choosing.queue(
        reader,
        collection._known.presets(reader),
        day=collection.calendar.study_day(now),
        now=now,
        query=query,
        among=among,
        limit=limit,
        new=new,
        sources=sources,
    )
