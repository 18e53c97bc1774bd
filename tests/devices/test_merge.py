"""What holds where two databases differ, decided alike on both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from srs.devices import merge
from srs.devices.merge import Said, Stands, settled, undo_of
from srs.model import CardId, NoteId, PhoneCard, Standing
from srs.store.rows import EVENT

texts = st.sampled_from("abcd")
said = st.builds(Said, texts, st.integers(0, 3), st.frozensets(texts, max_size=2))
stands = st.builds(
    Stands, st.integers(0, 3), st.sampled_from([Standing.ACTIVE, Standing.PROPOSED, Standing.RETIRED]), texts
)


def pulled(card: str, at: int, *, due_day: int, after: str | None = None, number: int = 1) -> tuple[object, ...]:
    """Return a row of the log for an answer that came from a phone."""
    row = dict.fromkeys(EVENT)
    row |= {"id": f"8{at:010d}{number:015d}", "card": card, "kind": "review", "rating": 3, "at": at, "took_ms": 900}
    row |= {"device": "anki", "day": at // 86_400_000, "utc_offset": 60, "rollover": 240, "due_day": due_day}
    return tuple((row | {"after": after, "detail": "{}"}).values())


def test_a_row_of_the_log_has_its_columns_where_they_are_looked_for():
    assert merge.Columns._fields == EVENT


@given(said, said)
def test_of_two_texts_one_holds_whoever_is_asked(one, other):
    if one.text != other.text:
        assert one.wins(other) != other.wins(one)
    assert one.conflicts(other) == other.conflicts(one)


def test_a_text_that_was_written_over_the_other_wins_by_any_clock():
    old, new = Said("a", 900), Said("b", 5, frozenset("a"))

    assert new.wins(old)
    assert not new.conflicts(old)
    assert Said("c", 6).conflicts(new)


@given(stands, stands, stands)
def test_standing_is_the_same_in_any_order(a, b, c):
    assert merge.stands(a, b) == merge.stands(b, a)
    assert merge.stands(merge.stands(a, b), c) == merge.stands(a, merge.stands(b, c))
    assert merge.stands(a, a) == a


@given(*[st.dictionaries(st.sampled_from("pqr"), st.sampled_from(["Hard", "hard", "easy"]))] * 3)
def test_presets_have_names_of_their_own_in_any_order(a, b, c):
    names = merge.names_apart(a, b, "pqr")
    folded = [name.casefold() for name in names.values()]

    assert names.keys() == a.keys() | b.keys()
    assert len(folded) == len(set(folded))
    assert merge.names_apart(names, names, "pqr") == names
    assert names == merge.names_apart(b, a, "pqr")


def test_a_preset_that_was_removed_leaves_its_name_to_another():
    assert merge.names_apart({"p": "hard"}, {"q": "hard"}, "q") == {"p": "hard", "q": "hard"}


numbers = st.dictionaries(st.sampled_from("uvwx"), st.integers(1, 4)).map(
    lambda given: {event: number for number, event in {number: event for event, number in given.items()}.items()}
)


@given(numbers, numbers)
def test_no_two_answers_have_one_number_on_a_phone(a, b):
    found = merge.numbered(a, b)

    assert len(set(found.values())) == len(found)
    assert found == merge.numbered(b, a)
    assert merge.numbered(found, found) == found


def test_what_left_for_a_phone_last_is_what_it_has():
    old = PhoneCard("g", 0, CardId("c"), NoteId("n"), 7, "old", 1, "d", None, exported=5, seen=9)
    new = old._replace(look="new", exported=6, seen=None)

    assert merge.on_phone(old, new) == merge.on_phone(new, old) == new._replace(seen=9)


def test_an_answer_that_two_machines_pulled_alike_needs_nothing():
    row = pulled("c", 1000, due_day=5)

    assert settled([row, row], set(), set()) == []


def test_of_an_answer_that_two_machines_pulled_with_different_days_one_holds():
    one, other = pulled("c", 1000, due_day=5), pulled("c", 1000, due_day=6, after="x")

    rows = settled([one, other], set(), set())

    by_kind = {row[EVENT.index("kind")]: dict(zip(EVENT, row, strict=True)) for row in rows}
    assert by_kind["undo"]["refers_to"] == one[0]
    assert by_kind["review"]["due_day"] == 5
    assert by_kind["review"]["id"] not in (one[0], undo_of(str(one[0])))
    assert sorted(rows) == sorted(settled([other, one], set(), set()))


@given(st.permutations([(5, None), (6, "x"), (4, "y")]))
def test_three_machines_settle_on_one_answer_whoever_meets_first(contents):
    first, second, third = [pulled("c", 1000, due_day=day, after=after) for day, after in contents]
    log = {first[0]: first}
    undone: set[str] = set()
    for other in (second, third):
        for row in settled([*log.values(), other], set(), set()):
            if row[EVENT.index("kind")] == "undo":
                undone.add(row[EVENT.index("refers_to")])
            else:
                log.setdefault(row[0], row)

    holds = [row for id, row in log.items() if id not in undone]
    assert [row[EVENT.index("due_day")] for row in holds] == [4]


def test_what_the_learner_took_back_stays_so():
    one, other = pulled("c", 1000, due_day=5), pulled("c", 1000, due_day=6)

    assert settled([one, other], {str(one[0])}, set()) == []


def test_an_answer_given_here_that_came_home_from_a_phone_is_taken_back():
    row = pulled("c", 1000, due_day=5)

    (undo,) = settled([row], set(), {str(row[0])})

    assert undo[EVENT.index("refers_to")] == row[0]


def test_a_copy_of_a_file_is_the_one_at_its_place_with_a_note_in_common():
    known = [("s", "notes/rag.md", {"a", "b"}), ("t", "notes/rag.md", {"c"}), ("u", "other.md", {"a"})]

    assert merge.same_file("notes/rag.md", {"a", "x"}, known) == "s"
    assert merge.same_file("notes/rag.md", {"x"}, known) is None
    assert merge.same_file("other.md", {"b"}, known) is None
