"""What a package will change on a phone that has taken earlier ones, and what it can't change there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from srs.model import PhoneCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Cards by what will become of them, for a phone that has taken all packages before this one."""

    first: bool = True
    """Whether there was no package before."""
    pulled: bool = False
    """Whether a pull has ever seen the phone."""
    new: int = 0
    """Not there yet; they arrive with their schedule and history, if those are in the package."""
    texts: int = 0
    """There, with another text now, which will be taken."""
    reviewed: int = 0
    """There, and reviewed or reset here since they went: a phone takes no schedule for a card that it has."""
    moved: int = 0
    """There, in another deck: a phone moves no card that it has."""
    gone: int = 0
    """There, and no longer studied here: they stay there until they are deleted there."""


class Ledger:
    """Compares what goes into a package with what is known to be on the phone, card by card."""

    def __init__(
        self, known: Mapping[tuple[str, int], PhoneCard], *, schedule: bool = True, replace: bool = False
    ) -> None:
        self._known = known
        self._schedule = schedule
        self._replace = replace
        self._met: set[tuple[str, int]] = set()
        self._counts: Counter[str] = Counter()
        self._changed: list[PhoneCard] = []

    def number(self, guid: str, ord: int) -> int | None:
        """Return the number that a card has on the phone; None for one that is not there."""
        known = self._known.get((guid, ord))
        return None if known is None else known.number

    def enter(self, card: PhoneCard) -> None:
        """Take note of a card that goes."""
        place = (card.guid, card.ord)
        self._met.add(place)
        known = self._known.get(place)
        if known is None or self._replace:
            self._counts["new"] += 1
            # its history is found again on the phone by the number that it had
            now = card if known is None else card._replace(number=known.number, seen=known.seen)
        else:
            self._counts["texts"] += card.look != known.look and card.modified > known.modified
            self._counts["reviewed"] += self._schedule and card.head != known.head
            self._counts["moved"] += card.deck != known.deck
            # what a phone does not take with a card that it has is as it was
            now = card._replace(number=known.number, deck=known.deck, head=known.head, seen=known.seen)
        if known is None or now._replace(exported=0) != known._replace(exported=0):
            self._changed.append(now)

    def changed(self) -> list[PhoneCard]:
        """Return what is to be known of the cards of which that has changed."""
        return self._changed

    def reach(self, *, whole: bool) -> Reach:
        """Return what the package will do; `whole` where it has all cards that are studied."""
        return Reach(
            first=not self._known,
            pulled=any(card.seen is not None for card in self._known.values()),
            new=self._counts["new"],
            texts=self._counts["texts"],
            reviewed=self._counts["reviewed"],
            moved=self._counts["moved"],
            gone=len(self._known.keys() - self._met) if whole and not self._replace else 0,
        )


def look_of(fields: Iterable[tuple[str, str]], tags: Iterable[str]) -> str:
    """Return what is equal as long as the fields of a note, by name, and its tags are."""
    return fingerprint([*(f"{name}={text}" for name, text in fields), *sorted(tags)])


def fingerprint(texts: Iterable[str]) -> str:
    """Return what is equal as long as all texts are."""
    digest = blake2b(digest_size=8)
    for text in texts:
        digest.update(text.encode("utf-8", "surrogatepass") + b"\x1f")
    return digest.hexdigest()
