"""A self-hosted Anki sync server, by way of the engine in its own process; and which servers are none of that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from srs.errors import Missing, SrsError, Unusable

_COMPANY = ("ankiweb.net", "ankiuser.net", "ankitects.com", "apps.ankiweb.net")
"""Anki's makers run these for their own programs, and their terms admit no others."""

_EXTRA = "`pip install 'srs[sync]'` brings what `srs sync` needs"


class Refused(SrsError):
    """The server does not take the name and password, or the key that stood for them."""


class Overgrown(SrsError):
    """The server has another collection than a moment ago."""


def endpoint_of(text: str) -> str:
    """Return the address of a server as it is used; `Unusable` for what is none, or none of the learner's own."""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise Unusable(f"“{text}” is no address of a server", hint="write it like http://192.168.1.5:8080/")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Unusable(f"“{text}” is no address of a server", hint="write it like http://192.168.1.5:8080/") from None
    if any(host == name or host.endswith(f".{name}") for name in _COMPANY):
        raise Unusable(
            f"{host} is for Anki's own programs: its terms admit no others",
            hint="a sync server of your own works: docs/anki.md says how to run one; or carry packages by hand",
        )
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}/"


class Engine:
    """The engine, started; ask it within a `with`."""

    def __init__(self, endpoint: str, mirror: Path) -> None:
        """`mirror` is where the copy of the server's collection is kept between two times."""
        if find_spec("anki") is None:
            raise Missing("Anki's engine is not installed", hint=_EXTRA)
        self._endpoint = endpoint
        self._mirror = mirror
        self._process = subprocess.Popen(
            [sys.executable, "-m", "srs.anki.engine"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            # this program as it runs here, and nothing that happens to lie in the working directory
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONSAFEPATH": "1"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        if error is not None:
            self._process.kill()
        with suppress(OSError):  # it was killed with something unread
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def login(self, user: str, password: str) -> str:
        """Return the key that stands for a name and a password."""
        return str(self._ask("login", user=user, password=password)["key"])

    def down(self, key: str) -> dict[str, Any]:
        """Make the mirror what the server has; see `srs.anki.engine.down`."""
        return self._ask("down", key=key, mirror=str(self._mirror))

    def up(self, key: str, **changes: Any) -> dict[str, Any]:
        """Write changes into the mirror and send them; `Overgrown` where the server has another collection now."""
        said = self._ask("up", key=key, mirror=str(self._mirror), **changes)
        if said["again"]:
            raise Overgrown(f"{self._endpoint} has another collection than a moment ago", hint="`srs sync` once more")
        return said

    def _ask(self, do: str, **request: Any) -> dict[str, Any]:
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        try:
            print(json.dumps({"do": do, "endpoint": self._endpoint, **request}), file=process.stdin, flush=True)
            line = process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            raise SrsError("Anki's engine has stopped", hint="`srs sync` once more; its copy is made anew")
        said: dict[str, Any] = json.loads(line)
        if "error" in said:
            raise self._wrong(said["error"], said["message"])
        return said

    def _wrong(self, error: str, message: str) -> SrsError:
        match error:
            case "missing":
                return Missing(f"Anki's engine can't be loaded: {message}", hint=_EXTRA)
            case "network":
                return SrsError(
                    f"{self._endpoint} can't be reached", hint="is the sync server running, at that address?"
                )
            case "auth":
                return Refused(f"{self._endpoint} does not take this name and password")
            case "busy":
                return SrsError("another `srs sync` is at work")
        return SrsError(f"the sync failed: {message.strip().rstrip('.')}", hint="nothing was overwritten; try again")
