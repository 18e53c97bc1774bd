"""A talk is read turn by turn, whatever program wrote it down."""

from __future__ import annotations

import pytest

from srs.model import Source
from srs.reading import read
from srs.reading.document import Document, Turn, rows_of

SAID = [
    ("Ada", "how do you prune an old pear tree"),
    ("Tom Reed", "a third of it a year: the dead wood first, then what crosses"),
    ("Ada", "and when"),
    ("Tom Reed", "in late winter, before the sap rises"),
    ("Ada", "what would you do with a canker"),
    ("Tom Reed", "cut a hand below it and burn what comes off"),
]


def _written(form: str, *, between: str = "\n", first: str = "") -> str:
    lines = [form.format(n=n, m=10 + n, who=who, said=said) for n, (who, said) in enumerate(SAID, 1)]
    return first + between.join(lines) + "\n"


FORMS = {
    "WhatsApp, Android": _written("03/05/2026, 18:{m} - {who}: {said}"),
    "WhatsApp, Android, twelve hours": _written("5/3/26, 6:{m} PM - {who}: {said}"),
    "WhatsApp, Android, points": _written("03.05.26, 18:{m} - {who}: {said}"),
    "WhatsApp, iPhone": _written("[03/05/2026, 18:{m}:0{n}] {who}: {said}"),
    "WhatsApp, iPhone, marks of direction": _written("\u200e[5/3/26, 6:{m}:0{n}\u202fPM] {who}: {said}"),
    "Signal": _written("[2026-05-03 18:{m}] {who}: {said}"),
    "day and month": _written("[3/5 18:{m}] {who}: {said}"),
    "Telegram, copied": _written("{who}, [03.05.2026 18:{m}]\n{said}", between="\n\n"),
    "Slack, copied": _written("{who}  6:{m} PM\n{said}"),
    "Discord, copied": _written("{who} — Today at 6:{m} PM\n{said}"),
    "Discord, exported": _written("[03-May-26 06:{m} PM] {who}\n{said}", between="\n\n"),
    "Teams, copied": _written("[18:{m}] {who}\n{said}", between="\n\n"),
    "WeChat": _written("{who} 2026/5/3 18:{m}:00\n{said}"),
    "LINE": _written("18:{m}\t{who}\t{said}", first="2026/05/03\n"),
    "KakaoTalk": _written("[{who}] [오후 6:{m}] {said}"),
    "iMessage": _written("May 03, 2026  6:{m}:10 PM\n{who}\n{said}", between="\n\n"),
    "Zoom": _written("00:0{n}:03 {who}: {said}"),
    "Zoom, below": _written("[{who}] 18:{m}:11\n{said}", between="\n\n"),
    "Otter": _written("{who}  0:{m}\n{said}", between="\n\n"),
    "Rev": _written("{who} (00:{m}): {said}", between="\n\n"),
    "Rev, below": _written("{who} (00:0{n}:03):\n{said}", between="\n\n"),
    "in brackets": _written("[00:{m}] {who}: {said}"),
    "bold": _written("**{who}** [00:{m}]: {said}", between="\n\n"),
    "bold, time first": _written("**[00:{m}] {who}:** {said}", between="\n\n"),
    "list": _written("- [00:{m}] {who}: {said}"),
    "VTT": _written("00:0{n}:03.120 --> 00:0{n}:09.000\n<v {who}>{said}</v>", between="\n\n", first="WEBVTT\n\n"),
    "VTT, names": _written("{n}\n00:0{n}:03.120 --> 00:0{n}:09.000\n{who}: {said}", between="\n\n", first="WEBVTT\n\n"),
    "SRT": _written("{n}\n00:0{n}:03,120 --> 00:0{n}:09,000\n{who}: {said}", between="\n\n"),
    "Teams, transcript": _written("0:{n}:3.120 --> 0:{n}:9.20\n{who}: {said}", between="\n\n"),
    "Meet": _written("00:0{n}:00\n{who}: {said}", between="\n\n"),
}


def _read(text: str) -> Document:
    return read(text.encode(), Source(path="a.txt", location="a.txt", place="a.txt", deck=None))


def _turns(document: Document) -> list[tuple[str, str]]:
    turns = [block for block in document.tree if isinstance(block, Turn) and block.blocks]
    return [(turn.who, " ".join(row.text.strip() for b in turn.blocks for row in rows_of(b))) for turn in turns]


@pytest.mark.parametrize("name", FORMS)
def test_turns_have_their_speaker_and_their_words(name: str) -> None:
    assert _turns(_read(FORMS[name])) == SAID


@pytest.mark.parametrize("name", FORMS)
def test_turns_stand_on_the_lines_of_the_file(name: str) -> None:
    document = _read(FORMS[name])

    for turn in (block for block in document.tree if isinstance(block, Turn)):
        for row in (row for block in turn.blocks for row in rows_of(block)):
            assert turn.lines.start <= row.number <= turn.lines.end
            assert row.text.strip() in document.lines[row.number - 1].replace("**", "")


def test_numbered_speakers_take_turns_without_a_time() -> None:
    names = {"Ada": "Speaker 1", "Tom Reed": "Speaker 2"}
    text = "\n\n".join(f"{names[who]}: {said}" for who, said in SAID)

    assert _turns(_read(text)) == [(names[who], said) for who, said in SAID]


def test_a_message_runs_on_over_its_lines() -> None:
    text = FORMS["WhatsApp, Android"].replace("before the sap rises", "before\nthe sap rises\n\nnot after")

    assert _turns(_read(text))[3] == ("Tom Reed", "in late winter, before the sap rises not after")


def test_a_caption_without_a_name_belongs_to_whoever_spoke_before() -> None:
    text = FORMS["VTT, names"] + "\n7\n00:09:03.120 --> 00:09:09.000\nand paint the wound\n"

    assert _turns(_read(text))[-1] == ("Tom Reed", "and paint the wound")


@pytest.mark.parametrize(
    "line",
    [
        "03/05/2026, 18:02 - Messages and calls are end-to-end encrypted.\n",
        "03/05/2026, 18:09 - Tom Reed: <Media omitted>\n",
        "03/05/2026, 18:09 - Ada: IMG-20260503-WA0001.jpg (file attached)\n",
    ],
)
def test_what_no_one_said_has_no_words(line: str) -> None:
    assert _turns(_read(line + FORMS["WhatsApp, Android"])) == SAID


def test_what_stands_around_a_talk_stays_a_page() -> None:
    page = f"# Trees\n\nA page.\n\n## Mock\n\n{FORMS['Zoom']}\n\n## After\n\n- sharpen the saw\n"

    kinds = [type(block).__name__ for block in _read(page).tree]

    assert kinds == ["Heading", "Paragraph", "Heading", *["Turn"] * 6, "Heading", "ListBlock"]


@pytest.mark.parametrize(
    "text",
    [
        "09:00 Welcome: coffee\n09:30 Talk: trees\n10:00 Walk: map\n10:15 Break: tea\n13:00 End: bus\n",
        "Step 1: dig\nStep 2: plant\nStep 3: water\nStep 1: again\nStep 2: plant\nStep 3: water\n",
        "Q1: why?\nA1: so.\nQ2: when?\nA2: then.\nQ1: why?\nA1: so.\n",
        "18:02:01 INFO: up\n18:02:03 WARN: slow\n18:02:04 INFO: up\n18:02:09 WARN: slow\n18:03:00 INFO: up\n",
        "- 480 ms: 1.20 s\n- 10:30 bus: late\n",
        "```\n" + _written("[18:{m}] {who}: {said}") + "```\n",
    ],
)
def test_times_and_numbers_alone_make_no_talk(text: str) -> None:
    assert _turns(_read(text)) == []
