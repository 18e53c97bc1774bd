"""A QUERY says which cards are meant, and one that says nothing is refused by name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.errors import BadQuery
from srs.model import (
    Card,
    CardId,
    CardState,
    Kind,
    Lines,
    Listed,
    Memory,
    Note,
    NoteId,
    Phase,
    Point,
    PointId,
    Role,
    Seen,
    Standing,
    Unseen,
)
from srs.query import EVERYTHING, KEYS, Term, parse

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def seen(phase=Phase.REVIEW, due=0, due_at=None, lapses=0):
    return Seen(
        memory=Memory(10.0, 5.0),
        phase=phase,
        step=None if phase is Phase.REVIEW else 0,
        due_day=TODAY + timedelta(days=due),
        due_at=due_at,
        interval_days=3,
        last_review=NOW,
        last_day=TODAY,
        reviews=4,
        lapses=lapses,
    )


def listed(state=None, standing=Standing.ACTIVE, suspended=False, buried=None, **fields):
    about = {
        "id": NoteId("abc123"),
        "kind": Kind.QUESTION,
        "prompt": "What is a feature store?",
        "answer": "A place for features",
        "path": "notes/mlops/rag.md",
        "lines": Lines(1, 3),
    }
    note = Note(**(about | fields))
    return Listed(
        card=Card(id=CardId(note.id), note=note.id, role=Role.ASK),
        note=note,
        standing=standing,
        state=CardState(state=state or Unseen(), suspended=suspended, buried=buried),
        order=1,
    )


def holds(query, card, at=None):
    return parse(query).matches(card, day=TODAY, at=at)


@pytest.mark.parametrize("words", ["", "   ", [], [""]])
def test_no_words_mean_everything_that_is_studied(words):
    assert parse(words) == EVERYTHING
    assert parse(words).everything
    assert parse(words).matches(listed(), day=TODAY)


def test_all_terms_must_hold():
    card = listed(deck="mlops", kind=Kind.METRIC, tags=("old",))

    assert holds("deck:mlops kind:metric tag:old feature", card)
    assert not holds("deck:mlops kind:question", card)
    assert not holds("deck:mlops kind:metric -tag:old", card)


def test_a_deck_means_those_below_it_too_and_no_other_that_begins_alike():
    assert holds("deck:mlops", listed(deck="mlops::serving::batch"))
    assert holds("deck:MLOps::Serving", listed(deck="mlops::serving"))
    assert not holds("deck:mlops", listed(deck="mlops-old"))
    assert holds("deck:", listed(deck=""))
    assert not holds("deck:", listed(deck="mlops"))


def test_quotes_hold_a_value_together():
    card = listed(deck="system design", prompt="How does a rate limiter work?")

    assert holds('deck:"system design"', card)
    assert holds('"rate limiter"', card)
    assert not holds('"limiter rate"', card)
    assert holds("limiter rate", card)


def test_an_argument_that_the_shell_unquoted_is_one_term():
    assert parse(["deck:system design"]).terms == (Term("deck", "system design"),)
    assert parse(["rate limiter"]).terms == (Term("text", "rate limiter"),)
    assert parse(["deck:mlops kind:metric"]).terms == (Term("deck", "mlops"), Term("kind", "metric"))
    assert parse(["deck:mlops", "-tag:old"]).terms == (Term("deck", "mlops"), Term("tag", "old", True))


def test_words_are_found_in_all_that_a_note_says_whatever_the_case_and_the_way_of_writing():
    card = listed(
        prompt="Café\u0301 STRASSE",
        answer="",
        points=(Point(id=PointId("p"), text="idempotent writes", lines=Lines(2, 2), slot=1),),
        cues=("ownership",),
        headings=("Data platforms",),
    )

    for word in ("straße", "IDEMPOTENT", "text:ownership", "platforms"):
        assert holds(word, card), word
    assert not holds("kafka", card)
    assert holds("-kafka", card)


@pytest.mark.parametrize("word", ["std::vector", "12:30", "-5", "-", "a:", "::", "note:", "5:x"])
def test_a_colon_that_makes_no_key_is_part_of_a_word(word):
    assert parse(word).terms == (Term("text", word),)


def test_source_and_id_take_a_part_and_a_beginning():
    card = listed()

    assert holds("source:rag.md", card)
    assert holds("source:mlops/", card)
    assert holds("id:abc", card)
    assert not holds("id:bc1", card)


@pytest.mark.parametrize(
    ("value", "card"),
    [
        ("new", listed()),
        ("learning", listed(seen(Phase.LEARNING))),
        ("learning", listed(seen(Phase.RELEARNING))),
        ("review", listed(seen(due=9))),
        ("due", listed(seen(due=0))),
        ("overdue", listed(seen(due=-1))),
        ("suspended", listed(suspended=True)),
        ("buried", listed(buried=TODAY)),
        ("leech", listed(seen(lapses=8))),
        ("proposed", listed(standing=Standing.PROPOSED)),
        ("retired", listed(standing=Standing.RETIRED)),
    ],
)
def test_is_tells_what_a_card_is(value, card):
    assert holds(f"is:{value}", card)
    assert not holds(f"-is:{value}", card)


@pytest.mark.parametrize(
    "card",
    [
        listed(),
        listed(seen(due=1)),
        listed(seen(due=0), suspended=True),
        listed(seen(due=0), buried=TODAY),
    ],
)
def test_what_is_not_asked_today_is_not_due(card):
    assert not holds("is:due", card)


def test_a_burial_of_yesterday_is_over():
    assert not holds("is:buried", listed(buried=TODAY - timedelta(days=1)))


def test_a_step_later_today_is_due_once_its_time_has_come():
    card = listed(seen(Phase.LEARNING, due_at=NOW))

    assert not holds("is:due", card, at=NOW - timedelta(minutes=1))
    assert holds("is:due", card, at=NOW)


@pytest.mark.parametrize("standing", [Standing.PROPOSED, Standing.RETIRED])
@pytest.mark.parametrize("query", ["", "feature", "-is:retired", "-is:proposed", "id:abc"])
def test_proposed_and_retired_appear_only_when_asked_for(standing, query):
    card = listed(standing=standing)

    assert not holds(query, card)
    assert holds(f"is:{standing.value} {query}", card) != (query == f"-is:{standing.value}")
    assert parse(f"is:{standing.value}").standings == {standing}


def test_an_unknown_key_is_refused_with_the_keys_there_are():
    with pytest.raises(BadQuery) as refused:
        parse("color:red")

    assert "color:red" in refused.value.message
    assert all(key in (refused.value.hint or "") for key in KEYS)


@pytest.mark.parametrize("term", ["is:tired", "kind:poem", 'tag:""', "nope:1", "-is:x"])
def test_a_term_that_says_nothing_is_refused_by_name(term):
    with pytest.raises(BadQuery, match=term):
        parse(f"fine {term}")


values = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='"'), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(st.sampled_from(["deck", "tag", "source", "id", "text"]), values.filter(bool), st.booleans())
def test_a_term_reads_as_it_is_written(key, value, negated):
    term = Term(key, value, negated)

    assert parse(str(term)).terms == (term,)


@given(st.text())
def test_any_text_is_a_query_or_a_bad_one(text):
    try:
        query = parse(text)
    except BadQuery:
        return
    query.matches(listed(), day=TODAY, at=NOW)
