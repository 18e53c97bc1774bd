"""Anki's own engine in a process of its own: `python -m srs.anki.engine`, a request and a reply a line, as JSON.

The only module that imports `anki`, which is free software under the AGPL and an extra that nobody needs who does
not sync. It decides nothing: `srs.anki.server` says what is to be done and reads what comes back.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.sync_pb2 import SyncAuth

Answer = dict[str, Any]

PENDING = "pending"
"""A file beside a mirror that holds what no server has yet; such a mirror is thrown away before the next sync."""

PICTURES = "pictures"
"""A file beside a mirror whose pictures have not all gone to the server."""

_DONE, _NORMAL, _FULL, _DOWNLOAD, _UPLOAD = range(5)
"""What a server wants, as the engine numbers it."""

_AT_ONCE = 10_000

_IN_USE = "already open"
"""What the engine says of a collection that another process has open."""


def main() -> int:
    """Answer requests until there are none."""
    # what the engine prints must not come between the replies
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(_answered(_ACTS[request.pop("do")], request)), file=replies, flush=True)
    return 0


def _answered(act: Callable[..., Answer], request: dict[str, Any]) -> Answer:
    try:
        from anki.errors import BackendError, DBError, NetworkError, SyncError, SyncErrorKind
    except ImportError as error:
        return {"error": "missing", "message": str(error)}
    try:
        return act(**request)
    except NetworkError as error:
        return {"error": "network", "message": _line(error)}
    except SyncError as error:
        return {"error": "auth" if error.kind is SyncErrorKind.AUTH else "sync", "message": _line(error)}
    except DBError as error:
        return {"error": "busy" if _IN_USE in str(error) else "mirror", "message": _line(error)}
    except (BackendError, OSError) as error:
        return {"error": "other", "message": _line(error)}


def _line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


# ------------------------------------------------------------------ requests


def login(*, endpoint: str, user: str, password: str) -> Answer:
    """Return the key that stands for a name and a password."""
    import tempfile

    from anki.collection import Collection

    with tempfile.TemporaryDirectory(prefix="srs-") as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            return {"key": collection.sync_login(user, password, endpoint).hkey}
        finally:
            collection.close()


def down(*, mirror: str, endpoint: str, key: str) -> Answer:
    """Make the mirror what the server has; `empty` where it has nothing. What the mirror had, and no server, is gone.

    With that come the decks by name with the number of their preset, and whether FSRS is on.
    """
    auth = _auth(endpoint, key)
    place = Path(mirror)
    if place.with_name(PENDING).exists():
        _throw_away(place)
    if place.exists():
        from anki.errors import DBError

        try:
            if said := _brought_down(place, auth, fresh=False):
                return said
        except DBError as error:
            if _IN_USE in str(error):
                raise
        # somebody put another collection on the server, or none; or this one is damaged
        _throw_away(place)
    said = _brought_down(place, auth, fresh=True)
    assert said is not None
    return said


def _brought_down(place: Path, auth: SyncAuth, *, fresh: bool) -> Answer | None:
    with _opened(place) as collection:
        out = collection.sync_collection(auth, sync_media=False)
        _stay(out.new_endpoint)
        if out.required == _DOWNLOAD or (out.required == _FULL and fresh):
            collection.close_for_full_sync()
            collection.full_upload_or_download(auth=auth, server_usn=None, upload=False)
            collection.reopen(after_full_sync=True)
        elif out.required not in (_DONE, _NORMAL) and not fresh:
            return None
        return {"empty": not collection.card_count()} | _described(collection)


def up(
    *,
    mirror: str,
    endpoint: str,
    key: str,
    first: bool,
    package: str | None,
    cards: Sequence[Sequence[Any]],
    reviews: Sequence[Sequence[int]],
    decks: Sequence[tuple[str, Sequence[int]]],
    presets: Sequence[tuple[str, dict[str, Any]]],
    pictures: bool,
) -> Answer:
    """Write changes into the mirror and send them; `again` where the server has become another one meanwhile.

    `first`: the server is empty, and gets this as its collection. Otherwise nothing is ever uploaded as a whole.
    """
    from anki.cards import CardId

    auth = _auth(endpoint, key)
    place = Path(mirror)
    place.with_name(PENDING).touch()
    with _opened(place) as collection:
        if package is not None:
            _take(collection, package)
        _write(collection, cards, reviews)
        for name, numbers in decks:
            deck = collection.decks.id(name)
            assert deck is not None
            collection.set_deck([CardId(number) for number in numbers], deck)
        for name, preset in presets:
            _prefer(collection, name, preset)
        if first and not collection.get_config("fsrs", False):
            collection.set_config("fsrs", True)
        out = collection.sync_collection(auth, sync_media=False)
        _stay(out.new_endpoint)
        if first and out.required == _UPLOAD:
            collection.close_for_full_sync()
            collection.full_upload_or_download(auth=auth, server_usn=None, upload=True)
            collection.reopen(after_full_sync=True)
        elif out.required not in (_DONE, _NORMAL):
            return {"again": True}
        place.with_name(PENDING).unlink(missing_ok=True)
        waiting = place.with_name(PICTURES)
        trouble = ""
        if pictures or waiting.exists():
            waiting.touch()
            if not (trouble := _send_pictures(collection, auth)):
                waiting.unlink(missing_ok=True)
        return {"again": False, "pictures": trouble} | _described(collection)


_ACTS: dict[str, Callable[..., Answer]] = {"login": login, "down": down, "up": up}


# ------------------------------------------------------------------ inside


def _auth(endpoint: str, key: str) -> SyncAuth:
    from anki.sync_pb2 import SyncAuth

    # without an endpoint the engine would turn to the company's own server
    assert endpoint
    return SyncAuth(hkey=key, endpoint=endpoint, io_timeout_secs=30)


def _stay(elsewhere: str) -> None:
    """Refuse to be sent to another server."""
    if elsewhere:
        raise OSError(f"the server sends its clients on, to {elsewhere}")


@contextmanager
def _opened(place: Path) -> Iterator[Collection]:
    from anki.collection import Collection

    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    collection = Collection(str(place))
    try:
        yield collection
    finally:
        if collection.db is not None:
            collection.close()


def _throw_away(place: Path) -> None:
    for path in place.parent.glob(f"{place.stem}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    place.with_name(PENDING).unlink(missing_ok=True)


def _described(collection: Collection) -> Answer:
    decks = {}
    for deck in collection.decks.all():
        decks[deck["name"]] = [deck["id"], int(deck.get("conf", 0))]
    return {
        "decks": decks,
        "fsrs": bool(collection.get_config("fsrs", False)),
    }


def _take(collection: Collection, package: str) -> None:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER

    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=IF_NEWER,
        update_notetypes=IF_NEWER,
        with_scheduling=True,
        with_deck_configs=True,
    )
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))


def _write(collection: Collection, cards: Sequence[Sequence[Any]], reviews: Sequence[Sequence[int]]) -> None:
    if not cards and not reviews:
        return
    database = collection.db
    assert database is not None
    now = int(time.time())

    def write() -> None:
        for some in _batches(cards):
            # a server keeps the younger of two cards, so this one is younger than what was there
            database.executemany(
                "update cards set type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, left = ?,"
                f" flags = ?, data = ?, usn = -1, mod = max({now}, mod + 1) where id = ?",
                [(*row[1:], row[0]) for row in some],
            )
        for some in _batches(reviews):
            database.executemany(
                "insert or ignore into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)"
                " values (?, ?, -1, ?, ?, ?, ?, ?, ?)",
                some,
            )

    # only what a transaction holds is noticed as a change of the collection
    database.transact(write)


def _batches(rows: Sequence[Sequence[Any]]) -> Iterable[list[Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield list(rows[start : start + _AT_ONCE])


def _prefer(collection: Collection, name: str, preset: dict[str, Any]) -> None:
    """Give a deck a preset, which is added where it is not there."""
    deck = collection.decks.by_name(name)
    if deck is None or deck.get("dyn"):
        return
    if collection.decks.get_config(preset["id"]) is None:
        collection.decks.update_config(preset)
    collection.decks.set_config_id_for_deck_dict(deck, preset["id"])


def _send_pictures(collection: Collection, auth: SyncAuth) -> str:
    """Send pictures, and return why not where that fails: the cards are there all the same."""
    from anki.errors import BackendError

    try:
        collection.sync_media(auth)
        while collection.media_sync_status().active:
            time.sleep(0.05)
    except BackendError as error:
        return _line(error)
    return ""


if __name__ == "__main__":
    sys.exit(main())
