"""Which note is which: ids stay through edits, moves and returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from srs.model import Change, Kind, KnownNote, Note, Source, SourceId, Standing
from srs.notes.extract import extract
from srs.notes.matching import Matched, match
from srs.reading import read

WHEN = datetime(2026, 1, 5, tzinfo=UTC)
TEXT = """# Queues

## What is a queue?

A queue decouples the sender from the receiver, and keeps what the receiver cannot take yet.

## Why do queues grow?

Because more arrives than is taken, and nobody looks at the length before it is too late.

## Story 1: The stuck queue

**Situation:** Orders waited for an hour and nobody knew why.

**Action:** I put the length on the wall and cut the batch size.

**Result:** The longest wait fell to two minutes.

Questions this story answers:
- Tell me about a time you fixed something
"""


def notes(text: str, path: str = "queues.md") -> list[Note]:
    source = Source(path=path, location=f"/{path}", place=path, deck=None)
    extraction = extract(read(text.encode(), source))
    return [*extraction.notes, *extraction.proposed]


def known(matched: Matched, standing: Standing = Standing.ACTIVE) -> list[KnownNote]:
    return [
        KnownNote(note=m.note, source=SourceId(m.note.path), standing=standing, changed=WHEN, used_slots=m.used_slots)
        for m in matched.notes
    ]


def retired(before: list[KnownNote], matched: Matched) -> list[KnownNote]:
    gone = {k.note.id for k in matched.retired}
    return [*known(matched), *(replace(k, standing=Standing.RETIRED) for k in before if k.note.id in gone)]


def by_prompt(matched: Matched) -> dict[str, Note]:
    return {m.note.prompt: m.note for m in matched.notes}


def changes(matched: Matched) -> dict[str, Change]:
    return {m.note.prompt: m.change for m in matched.notes}


FIRST = match(notes(TEXT), [])
KNOWN = known(FIRST)
IDS = {prompt: note.id for prompt, note in by_prompt(FIRST).items()}


def test_notes_nobody_knew_are_added() -> None:
    assert set(changes(FIRST).values()) == {Change.ADDED}
    assert FIRST.retired == ()


def test_reading_the_same_again_changes_nothing() -> None:
    again = match(notes(TEXT), KNOWN)

    assert set(changes(again).values()) == {Change.UNCHANGED}
    assert [m.note for m in again.notes] == [k.note for k in KNOWN]
    assert again.retired == ()


def test_lines_above_a_note_move_it_and_are_no_edit() -> None:
    again = match(notes("A word before.\n\n" + TEXT), KNOWN)

    assert set(changes(again).values()) == {Change.UNCHANGED}
    assert by_prompt(again)["What is a queue?"].lines.start == 5


def test_a_reworded_question_keeps_its_id() -> None:
    again = match(notes(TEXT.replace("What is a queue?", "What is a message queue?")), KNOWN)

    assert by_prompt(again)["What is a message queue?"].id == IDS["What is a queue?"]
    assert changes(again)["What is a message queue?"] is Change.EDITED


def test_another_question_over_the_same_answer_keeps_the_id() -> None:
    again = match(notes(TEXT.replace("What is a queue?", "Explain how parts of a system are kept apart")), KNOWN)

    assert by_prompt(again)["Explain how parts of a system are kept apart"].id == IDS["What is a queue?"]


def test_a_new_answer_is_an_edit() -> None:
    again = match(notes(TEXT.replace("decouples the sender", "separates the sender")), KNOWN)

    assert by_prompt(again)["What is a queue?"].id == IDS["What is a queue?"]
    assert changes(again)["What is a queue?"] is Change.EDITED
    assert changes(again)["Why do queues grow?"] is Change.UNCHANGED


def test_what_vanished_is_retired_and_comes_back_under_its_id() -> None:
    cut = TEXT[: TEXT.index("## Why")] + TEXT[TEXT.index("## Story") :]
    gone = match(notes(cut), KNOWN)
    back = match(notes(TEXT), retired(KNOWN, gone))

    assert "Why do queues grow?" in {k.note.prompt for k in gone.retired}
    assert by_prompt(back)["Why do queues grow?"].id == IDS["Why do queues grow?"]
    assert changes(back)["Why do queues grow?"] is Change.REVIVED


def test_a_file_under_a_new_name_moves_its_notes() -> None:
    again = match(notes(TEXT, "messaging.md"), KNOWN)

    assert set(changes(again).values()) == {Change.MOVED}
    assert {m.note.id for m in again.notes} == set(IDS.values())
    assert again.retired == ()


def test_sources_that_were_not_read_keep_their_notes() -> None:
    again = match(notes(TEXT, "copy.md"), KNOWN, vanishing={"copy.md"})

    assert set(changes(again).values()) == {Change.ADDED}
    assert again.retired == ()
    assert not {m.note.id for m in again.notes} & set(IDS.values())


def test_points_keep_their_ids_and_slots_and_new_ones_get_new_slots() -> None:
    edited = TEXT.replace("for an hour and nobody", "for two hours and nobody").replace(
        "**Action:** I put", "**Task:** I had one day.\n\n**Action:** I put"
    )
    before = by_prompt(FIRST)["The stuck queue"].points
    again = match(notes(edited), KNOWN)
    after = by_prompt(again)["The stuck queue"].points

    assert [p.slot for p in before] == [1, 2, 3]
    assert [(p.role, p.slot) for p in after] == [("situation", 1), ("task", 4), ("action", 2), ("result", 3)]
    assert [p.id for p in after if p.role != "task"] == [p.id for p in before]


def test_a_slot_is_never_given_again() -> None:
    shorter = TEXT.replace("**Result:** The longest wait fell to two minutes.\n\n", "")
    cut = match(notes(shorter), KNOWN)
    other = match(
        notes(shorter.replace("cut the batch size.", "cut the batch size.\n\n**Learning:** Look first.")), known(cut)
    )

    assert [p.slot for p in by_prompt(other)["The stuck queue"].points] == [1, 2, 4]


def test_parents_and_stories_follow_the_kept_ids() -> None:
    renamed = TEXT.replace("The stuck queue", "The queue that was stuck")
    again = by_prompt(match(notes(renamed), KNOWN))

    story = again["The queue that was stuck"]
    assert story.id == IDS["The stuck queue"]
    assert again["Tell me about a time you fixed something"].story == story.id


def test_an_id_that_is_taken_is_given_to_nobody_else() -> None:
    other = [replace(k, note=replace(k.note, path="elsewhere.md", prompt=f"{k.note.prompt} (other)")) for k in KNOWN]

    again = match(notes(TEXT), other, vanishing=())

    assert not {m.note.id for m in again.notes} & {k.note.id for k in other}
    assert [m.note.id for m in again.notes] == [m.note.id for m in match(notes(TEXT), other, vanishing=()).notes]


def test_ids_are_the_same_on_every_machine() -> None:
    assert IDS["What is a queue?"] == "fuupxboinydlpywu"


def test_a_heading_that_becomes_a_question_stays_the_same_note_and_so_does_the_other_way_round() -> None:
    steps = "1. shadow it\n2. canary it\n3. open it to all\n"
    title, question = f"## Three steps of a release\n\n{steps}", f"## What are the steps of a release?\n\n{steps}"
    first = match(notes(title), [])

    asked = match(notes(question), known(first))
    back = match(notes(title), known(asked))

    assert [m.note.kind for each in (first, asked, back) for m in each.notes] == [Kind.LIST, Kind.QUESTION, Kind.LIST]
    assert len({m.note.id for each in (first, asked, back) for m in each.notes}) == 1
