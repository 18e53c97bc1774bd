"""Ids that phones hold for ever: what they are made of must never change."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from srs.anki import identity
from srs.anki.identity import Form, deck_ids, deck_names, guid, numbers, tag
from srs.anki.note_types import TEMPLATES_OF, note_type
from srs.model import Kind, NoteId


def test_the_ids_of_yesterday_are_those_of_today() -> None:
    assert guid(NoteId("some-note"), Form.SINGLE) == "dtph290btpa020qa"
    assert guid(NoteId("some-note"), Form.STORY) == "jejpaudk7d9rts6g"
    assert numbers("note", ["x"]) == {"x": 1_034_627_384_120}
    assert numbers("card", ["x"]) == {"x": 1_059_846_814_025}
    assert deck_ids(["x"]) == {"x": 1_127_434_871_280}
    assert {kind for kind in Kind if identity.form_of(kind) is Form.STORY} == {Kind.STORY}


def test_the_note_types_have_the_fields_and_templates_that_phones_know() -> None:
    def shape(form: Form) -> str:
        kind = note_type(form)
        parts = [
            (kind.id, kind.name),
            *((f.id, f.name) for f in kind.fields),
            *((t.id, t.name) for t in kind.templates),
        ]
        return sha256(repr(parts).encode()).hexdigest()[:16]

    assert (shape(Form.SINGLE), shape(Form.STORY)) == ("5faf726ad2e2b1e8", "e009f217d757672e")


def test_changed_templates_are_younger_than_those_before() -> None:
    """A phone keeps what it has unless TEMPLATES_OF is later: raise it with every change of text or style."""
    texts = [(kind.css, [(t.front, t.back) for t in kind.templates]) for kind in map(note_type, Form)]

    assert (TEMPLATES_OF, sha256(repr(texts).encode()).hexdigest()[:16]) == (1_795_262_400, "083e0ca783a994e6")


def test_no_id_is_used_twice() -> None:
    for form in Form:
        kind = note_type(form)
        for ids in ([field.id for field in kind.fields], [template.id for template in kind.templates]):
            assert len(set(ids)) == len(ids)
        assert len({field.name for field in kind.fields}) == len(kind.fields)


@given(st.sets(st.text(max_size=8), max_size=300))
def test_numbers_differ_and_read_as_milliseconds_of_the_past(keys: set[str]) -> None:
    given = numbers("note", keys)

    assert given.keys() == keys
    assert len(set(given.values())) == len(keys)
    assert all(1_000_000_000_000 <= number < 1_136_000_000_000 for number in given.values())


def test_keys_that_fall_on_one_number_are_told_apart_in_any_order(monkeypatch) -> None:
    monkeypatch.setattr(identity, "_ID_RANGE", 40)
    keys = [str(n) for n in range(30)]

    first = numbers("card", keys)

    assert len(set(first.values())) == 30
    assert numbers("card", reversed(keys)) == first


@given(st.lists(st.text(max_size=20), max_size=6))
def test_deck_names_that_anki_takes_for_one_are_one(decks: list[str]) -> None:
    names = deck_names(decks)

    spellings = {"::".join(names[deck].split("::")[:depth]) for deck in decks for depth in range(1, 9)}
    assert len({name.casefold() for name in spellings}) == len(spellings)
    assert all(part.strip() == part != "" for name in names.values() for part in name.split("::"))
    assert deck_names(names.values()) == {name: name for name in names.values()}


@given(st.text(max_size=30))
def test_a_tag_is_one_word_and_stays_as_it_is(text: str) -> None:
    made = tag(text)

    assert len(made.split()) == (1 if made else 0)
    assert tag(made) == made
