"""The learner's own tags: a name is kept once, and the log holds its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from srs.collection.reports import Acted
from srs.errors import BadQuery
from srs.model import CardId, EventKind, TagId
from srs.store.ids import random_id

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.store import Writer

TAG_NAME = re.compile(r"[^\s\"\x00-\x1f\x7f-\x9f\-:][^\s\"\x00-\x1f\x7f-\x9f]{0,99}")
"""What a query can find again: one word, that neither negates nor begins like a key."""


def tag(collection: Collection, cards: list[CardId], name: str, *, on: bool) -> Acted:
    """Give cards a tag, or take it off; BadQuery for a name that no query could find."""
    name = name.strip().removeprefix("#")
    if not TAG_NAME.fullmatch(name):
        raise BadQuery(f"“{name}” can't be a tag", hint="a tag is one word, like system-design or acme::onsite")
    with collection._store.read() as reader:
        known = sorted(id for id, other in reader.tags().items() if other.casefold() == name.casefold())
    id = known[0] if known else TagId(random_id())

    def first(writer: Writer) -> None:
        writer.put_tags({id: name})

    return collection._act(
        EventKind.TAG,
        cards,
        lambda state, day: (id in state.tags) != on,
        detail={"tag": id, "on": on},
        first=first if on else None,
    )
