"""One sitting: what a review screen drives. Every act is one committed transaction; then the next card comes up."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from srs.collection.daily import Acted, Answered, CardView, Undone
from srs.collection.slips import slips_of
from srs.errors import NothingFound, Overtaken
from srs.model import CardId, Kind, Listed, Rating, Role
from srs.study import session as sessions
from srs.study.queue import QueueItem, Work, item_of, still_stands, work_of
from srs.study.session import Done, Left, Missed, Pace, Session, Summary

if TYPE_CHECKING:
    from srs.collection import Collection, Words
    from srs.collection.knowing import JudgedAnswer
    from srs.collection.reports import ImportReport
    from srs.recall import Verdict


class Study:
    """A sitting over the cards of a query or of some paths."""

    def __init__(
        self,
        collection: Collection,
        query: Words = "",
        *,
        paths: Sequence[str | os.PathLike[str]] = (),
        limit: int | None = None,
        new: int | None = None,
        imported: ImportReport | None = None,
    ) -> None:
        self._collection = collection
        self._query = query
        self._limit = limit
        self._new = new
        self.imported = imported
        """What the import of the paths found; None where none was given."""
        with collection._store.read() as reader:
            self._sources = collection._sources_of(reader, paths)
            self._pace = Pace(took_ms=reader.pace())
            now = collection.now()
            queue = collection._queue(reader, query, limit=limit, new=new, sources=self._sources)
            collection.read_up_to(reader.newest_id())
        self._session: Session = sessions.started(queue, day=collection.calendar.study_day(now), now=now)
        self._view: CardView | None = None
        self._counted: tuple[Session, Counter[tuple[Work, Kind]]] | None = None
        self._held: CardId | None = None
        """A card that the learner asked for by name, due or not: it stays until something is done with it."""

    # -------------------------------------------------------------- what is on the screen

    @property
    def current(self) -> CardView | None:
        """The card to be asked; None where there is nothing to ask now."""
        item = self._session.current
        if item is None:
            return None
        if self._view is None or self._view.listed.card.id != item.card_id:
            before: QueueItem | None = None
            while item is not None:
                self._view = self._collection.view(item.card_id)
                held = item.card_id == self._held
                if held or item == before or still_stands(item, self._view.listed.state, day=self._session.day):
                    return self._view
                # another program was quicker than we are from the queue to the card
                self._renew()
                before, item = item, self._session.current
            self._view = None
        return self._view

    @property
    def work(self) -> Work | None:
        """What asking the current card means."""
        return None if self._session.current is None else self._session.current.work

    @property
    def waiting_until(self) -> datetime | None:
        """When the next step can be asked, where only steps that are not over remain; else None."""
        return self._session.waiting_until

    @property
    def left(self) -> Left:
        """How many cards are still to be asked, the current one included."""
        return sessions.left_of(self._counts)

    @property
    def minutes(self) -> float:
        """How long what is left takes this learner."""
        return self._pace.minutes(self._counts)

    @property
    def _counts(self) -> Counter[tuple[Work, Kind]]:
        # a screen asks with every key, and a long queue takes a while to count
        if self._counted is None or self._counted[0] is not self._session:
            self._counted = self._session, self._session.counts
        return self._counted[1]

    @property
    def done(self) -> tuple[Done, ...]:
        """The answers of this sitting that count, in order."""
        return self._session.done

    # -------------------------------------------------------------- acts

    def answer(
        self, rating: Rating | int, *, took_ms: int | None = None, detail: Mapping[str, object] | None = None
    ) -> Answered:
        """Record an answer to the current card and move on; NothingFound where there is none.

        `detail` is what the log keeps of how it went: ids, numbers and codes.
        Overtaken where the card was answered elsewhere since it was shown: nothing is stored, and the next is up.
        """
        item = self._current()
        shown = self._view.listed.state if self._view is not None else None
        try:
            answered = self._collection.answer(item.card_id, rating, took_ms=took_ms, detail=detail, shown=shown)
        except Overtaken:
            self.refresh()
            raise
        done = Done(
            event=answered.event.id,
            card_id=item.card_id,
            kind=item.kind,
            work=work_of(answered.before),
            rating=Rating(rating),
            took_ms=took_ms,
            leech=answered.leech,
        )
        self._moved(self._session.answered(done, answered.after, self._collection.now()))
        return answered

    def judge(self, said: str) -> Verdict:
        """Return what a typed answer to the current card is worth; nothing is stored."""
        from srs.recall import judge

        view = self.current
        if view is None:
            raise NothingFound("there is no card to answer now")
        kind = Kind.METRIC if view.listed.note.kind is Kind.METRIC else Kind.PHRASING
        return judge(kind, view.face.answer, said)

    def judge_whole(self, said: str) -> JudgedAnswer:
        """Return which points of the current card a whole answer makes; nothing is stored."""
        return self._collection.judge_answer(self._current().card_id, said)

    def bury(self) -> Acted:
        """Keep the current card from being asked until the next study day, and move on."""
        return self._put_away(self._collection.bury([self._current().card_id]))

    def suspend(self) -> Acted:
        """Keep the current card from being asked until it is resumed, and move on."""
        return self._put_away(self._collection.suspend([self._current().card_id]))

    def reset(self) -> Acted:
        """Make the current card new again; it stays on the screen."""
        return self._marked(self._collection.reset([self._current().card_id]))

    def flag(self) -> Acted:
        """Flag the current card, or take its flag off; it stays on the screen."""
        view = self.current
        card = self._current().card_id
        return self._marked(self._collection.flag([card], on=view is None or not view.listed.state.flagged))

    def tag(self, name: str, *, on: bool = True) -> Acted:
        """Give the current card a tag of the learner's own, or take it off; it stays on the screen."""
        return self._marked(self._collection.tag([self._current().card_id], name, on=on))

    def skip(self) -> bool:
        """Ask the current card after all the others, and move on; False where there is no other."""
        before = self._current().card_id
        self._moved(self._session.skipped(self._collection.now()))
        return self._session.current is None or self._session.current.card_id != before

    def jump(self, card: CardId) -> CardView:
        """Put a card on the screen, due or not; the one that is there comes right after it."""
        view = self._collection.view(card)
        item = item_of(card, view.listed.note.kind, view.listed.state)
        self._session = self._session.put_first(item)
        self._held, self._view = card, view
        return view

    def undo(self) -> Undone:
        """Take back the newest act, of whatever sitting, and bring its card back first; NothingFound where none is."""
        undone = self._collection.undo()
        card = undone.undone.card
        if card is not None and (kind := self._kind(card)) is not None:
            self._session = self._session.brought_back(item_of(card, kind, undone.state), undone.undone.id)
            # what the day still holds may have changed with it
            self._renew(keep=True)
            self._held, self._view = card, self._collection.view(card)
        return undone

    def refresh(self) -> None:
        """Look at the clock and the store again; the current card stays if it can still be asked."""
        self._view = None
        self._renew(keep=self._held is not None)

    def look_around(self) -> bool:
        """Notice that the day turned, or that another program wrote to the log; return whether something did.

        The current card stays if it can still be asked as it was shown.
        """
        collection = self._collection
        with collection._store.read() as reader:
            newest = reader.newest_id()
        turned = collection.today() != self._session.day
        if newest == collection._newest and not turned:
            return False
        collection.read_up_to(newest)
        shown, self._view = self._view, None
        if self._held is not None and shown is not None:
            self._view = collection.view(self._held)
            if self._view.listed.state.head != shown.listed.state.head:
                self._held = self._view = None
        self._renew(keep=self._held is not None)
        return True

    def ask_early(self) -> None:
        """Ask the next step now, though it is not over; does nothing where there is none."""
        if self._session.current is None and (until := self._session.waiting_until) is not None:
            self._session = self._session.moved_on(until)

    def summary(self) -> Summary:
        """Return what the sitting has come to so far."""
        collection = self._collection
        tomorrow = collection.today() + timedelta(days=1)
        from srs.collection.own_cards import proposed_on  # nobody needs it to see a card

        missed = [done.card_id for done in self._session.done if done.rating is Rating.AGAIN]
        leeches = {done.card_id for done in self._session.done if done.leech}
        with collection._store.read() as reader:
            waiting = reader.waiting(tomorrow, collection.calendar.day_start(tomorrow), new=0)
            listed = {each.card.id: each for each in reader.listed(dict.fromkeys(missed))}
            slips = slips_of(reader, collection.today())
            proposed = [_proposed(each) for each in proposed_on(reader, collection.today())]
        return sessions.summary(
            self._session.done,
            missed=tuple(
                _missed(each)
                for card in dict.fromkeys(missed)
                if (each := listed.get(card)) is not None and not _is_slip(each) and card not in leeches
            ),
            tomorrow=waiting.reviews,
            limit=collection.settings.reviews_per_day,
            pace=self._pace,
            slips=slips,
            target=collection.preset.desired_retention,
            proposed=tuple(proposed),
            leeches=tuple(_missed(listed[card]) for card in dict.fromkeys(missed) if card in leeches & listed.keys()),
        )

    # -------------------------------------------------------------- inside

    def _current(self) -> QueueItem:
        item = self._session.current
        if item is None:
            raise NothingFound("there is no card to answer now")
        return item

    def _marked(self, acted: Acted) -> Acted:
        card = self._current().card_id
        self._view = view = self._collection.view(card)
        self._session = self._session.put_first(item_of(card, view.listed.note.kind, view.listed.state))
        self._held = card
        return acted

    def _put_away(self, acted: Acted) -> Acted:
        self._moved(self._session.put_away(acted.cards, self._collection.now()))
        return acted

    def _moved(self, session: Session) -> None:
        self._session = session
        self._view = self._held = None
        if self._collection.others_wrote() or self._collection.today() != session.day:
            self._renew()

    def _renew(self, *, keep: bool = False) -> None:
        collection, session = self._collection, self._session
        now = collection.now()
        # a sitting's own limits count what it has asked; cards still in their steps come again anyway
        through = {done.card_id for done in session.done} - {item.card_id for item in session.learning}
        begun = {done.card_id for done in session.done if done.work is Work.NEW}
        with collection._store.read() as reader:
            queue = collection._queue(
                reader,
                self._query,
                limit=None if self._limit is None else max(0, self._limit - len(through)),
                new=None if self._new is None else max(0, self._new - len(begun)),
                sources=self._sources,
            )
        self._session = session.renewed(queue, collection.calendar.study_day(now), now, keep=keep)

    def _kind(self, card: CardId) -> Kind | None:
        with self._collection._store.read() as reader:
            return next((listed.note.kind for listed in reader.listed([card])), None)


def _is_slip(listed: Listed) -> bool:
    """Return whether a card that was missed stands among the points and figures already."""
    return listed.note.kind is Kind.METRIC or listed.card.role is Role.POINT


def _proposed(listed: Listed) -> Missed:
    """Return a point that is proposed as a card, with where it stands."""
    point = next(point for point in listed.note.points if CardId(point.id) == listed.card.id)
    return Missed(card_id=listed.card.id, prompt=point.text, path=listed.note.path, line=point.lines.start)


def _missed(listed: Listed) -> Missed:
    note = listed.note
    return Missed(card_id=listed.card.id, prompt=note.prompt, path=note.path, line=note.lines.start)
