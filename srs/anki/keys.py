"""The keys of sync servers, in the key store of the system: no file of ours ever has one, nor a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from srs.errors import Missing, Unusable

_SERVICE = "srs sync"


def kept(endpoint: str, user: str) -> str | None:
    """Return the key that is kept for a name on a server; None where there is none."""
    import keyring

    with _store():
        return keyring.get_password(_SERVICE, _name(endpoint, user))


def keep(endpoint: str, user: str, key: str) -> None:
    """Keep a key, in the place of the one before."""
    import keyring

    with _store():
        keyring.set_password(_SERVICE, _name(endpoint, user), key)


def forget(endpoint: str, user: str) -> bool:
    """Forget a key; say whether there was one."""
    import keyring

    with _store():
        if keyring.get_password(_SERVICE, _name(endpoint, user)) is None:
            return False
        keyring.delete_password(_SERVICE, _name(endpoint, user))
        return True


def check() -> None:
    """Refuse where what reaches the key store is not installed."""
    from importlib.util import find_spec

    if find_spec("keyring") is None:
        raise Missing("what reaches the system's key store is not installed", hint="`pip install 'srs[sync]'`")


def _name(endpoint: str, user: str) -> str:
    return f"{user} at {endpoint}"


@contextmanager
def _store() -> Iterator[None]:
    check()
    from keyring.errors import KeyringError, NoKeyringError

    try:
        yield
    except NoKeyringError:
        raise Unusable(
            "this system has no key store", hint="set SRS_SYNC_PASSWORD to the password instead; nothing is kept then"
        ) from None
    except KeyringError as error:
        raise Unusable(
            f"the system's key store can't be used: {str(error).partition(chr(10))[0].rstrip('.') or 'no reason'}",
            hint="unlock it, or set SRS_SYNC_PASSWORD to the password; nothing is kept then",
        ) from error
