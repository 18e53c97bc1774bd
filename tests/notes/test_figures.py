"""Which numbers of a sentence are figures, and what is asked about each."""

from __future__ import annotations

from typing import Any

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.notes.figures import figures
from srs.reading import read


def notes_of(text: str) -> list[Note]:
    return list(extract(read(text.encode(), Source(path="n.md", location="n.md", place="n.md", deck=None))).notes)


def found(text: str, **context: Any) -> list[tuple[str, str]]:
    return [(figure.value, figure.clause) for figure in figures(text, **context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We kept 99.95% uptime all winter.", [("99.95%", "We kept ___ uptime all winter.")]),
        ("**Uptime**: 99.9%", [("99.9%", "Uptime: ___")]),
        ("**$32M** - yearly churn cost", [("$32M", "___ - yearly churn cost")]),
        (
            "Latency: <50ms when cached, <120ms when not",
            [("<50ms", "Latency: ___ when cached"), ("<120ms", "Latency: ___ when not")],
        ),
        ("The queue grows from 5 to 50 workers at noon", [("5 to 50", "The queue grows from ___ workers at noon")]),
        ("I taught there for eight years.", [("eight years", "I taught there for ___.")]),
        ("It is 3x faster than the old path", [("3x", "It is ___ faster than the old path")]),
        ("I led a team of 6 through the audit", [("6", "I led a team of ___ through the audit")]),
        ("grew donations to €1.2M", [("€1.2M", "grew donations to ___")]),
        (
            "Nous avons gagné 30 % en trois mois.",
            [("30 %", "Nous avons gagné ___ en trois mois."), ("trois mois", "Nous avons gagné 30 % en ___.")],
        ),
        ("准确率提高了12%。", [("12%", "准确率提高了___。")]),
    ],
)
def test_a_figure_comes_with_the_clause_that_gives_it_its_meaning(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Complaints fell to 5 in the spring.", ["5"]),
        ("The round before had managed 41.", ["41"]),
        ("I found 6 of the 8 spare bolts.", ["6 of the 8"]),
        ("perdemos 3 dos 4 barcos", ["3 dos 4"]),
        ("um tapete de 50 por 50 cm", ["50 por 50 cm"]),
        ("It draws 9.8 kWh a night, so about £2.60. less than the kettle", ["9.8 kWh", "about £2.60"]),
        ("it's 117,000 hens", ["117,000"]),
        ("Réouverture après 11 semaines au lieu de 20", ["11 semaines", "20"]),
        ("las quejas bajaron del 62% al 15% en mayo", ["62%", "15%"]),
        ("as filas caíram de 14 pra 5 por mês", ["14", "5"]),
        ("in der Halle bei 6 dB gemessen", ["6 dB"]),
        ("We were at 1.8 per 100 hens", ["1.8"]),
        ("自分で車を出して35分後に伺い、2名が来た", ["35分", "2名"]),
        ("churn = 31", ["31"]),
    ],
)
def test_figures_stand_in_many_forms(text: str, values: list[str]) -> None:
    sheet = "=" in text

    assert [value for value, _ in found(text, sheet=sheet)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The first three minutes decide.",
        "Die Stelle ist mit A 15 bewertet.",
        "Der Zug fährt von Gleis 7.",
        "I was 27 and green.",
        "月曜の7時12分に始まった",
        "Page 3 of 9",
        "the 9 crates",
    ],
)
def test_names_ages_and_times_of_day_are_no_figures_in_stories_either(text: str) -> None:
    assert found(text, story=True) == []


def test_time_in_words_is_a_figure_in_a_story() -> None:
    assert [value for value, _ in found("She was away for five weeks.", story=True)] == ["five weeks"]
    assert found("She was away for five weeks.") == []


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("The error rate fell from 12% to 4% in a quarter", "12%", "4%"),
        ("Build time: 14 min → 3 min", "14 min", "3 min"),
        ("Wir haben die Antwortzeit von 300 ms auf 45 ms gesenkt.", "300 ms", "45 ms"),
        ("将延迟从300毫秒降低到45毫秒", "300毫秒", "45毫秒"),
    ],
)
def test_a_change_is_two_facts_and_each_clause_keeps_the_other(text: str, before: str, after: str) -> None:
    first, second = found(text)[:2]

    assert (first[0], second[0]) == (before, after)
    assert after in first[1]
    assert before in second[1]


@pytest.mark.parametrize(
    "text",
    [
        "We moved to Python 3.11 and Postgres 15.2.1",
        "Released on 2024-01-15, and again on 3/4/2025",
        "See RFC 9110, chapter 4, step 2",
        "Available 24/7 since 2019",
        "call `limit = 500` with care",
        "I would tell [company] about [20 % of X]",
        "There are three ways and 2 owners",
        "p99 and S3 and H2O and Q3",
        "docs at https://example.org/v2/500ms",
    ],
)
def test_names_dates_code_and_templates_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_a_bare_figure_takes_its_meaning_from_what_it_stands_under() -> None:
    assert found("99.9%", context="Uptime last year") == [("99.9%", "Uptime last year: ___")]
    assert found("99.9%") == []


def test_no_clause_gives_its_own_figure_away() -> None:
    for _, clause in found("Of 40,000 orders a day 2% failed, and 2% of those twice"):
        assert clause.count("___") == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("We went from 61 pages a week to 7.", ["61", "7"]),
        ("zwrot 4 800 euro", ["4 800 euro"]),
        ("担当した急変は48件です。", ["48件"]),
        ("5 : 1 of lifetime value to cost", ["5 : 1"]),
        ("I wrote 71 reports in that year", ["71"]),
        ("A pipe of DN 400 in the road", []),
        ("1.2 Explain the contract", []),
        ("see the annex (pp. 88–97)", []),
    ],
)
def test_counts_are_figures_where_something_is_counted(text: str, values: list[str]) -> None:
    assert [value for value, _ in found(text)] == values


def test_dots_that_lead_to_a_figure_are_no_part_of_its_clause() -> None:
    assert found("Max crosswind, dry .............. 35 kt") == [("35 kt", "Max crosswind, dry: ___")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Mispicks went from 1 in 140 to 1 in 900", ["1 in 140", "1 in 900"]),
        ("Nine of fourteen fields were cut", ["Nine of fourteen"]),
        ("Nurse to patient: 1:1", ["1:1"]),
        ("Revenue per mail +22 %", ["+22 %"]),
        ("The night load takes 2h30 now", ["2h30"]),
        ("接驾时间从4分20秒降到3分05秒", ["4分20秒", "3分05秒"]),
        ("60 accounts instead of 95", ["60", "95"]),
        ("правок стало 3 вместо 19 в месяц", ["3", "19 в месяц"]),
        ("37 → 9 incidents in spring", ["37", "9"]),
        ("1.9 Hz", ["1.9 Hz"]),
        ("3.412 tegole schedate", ["3.412"]),
        ("parmak sayısı 4'ten 11'e çıktı", ["4", "11"]),
        ("cumprido em 99,2% dos dias", ["99,2%"]),
        ("Last edited: 9 March 2025", []),
        ("REG |= (1u <<5)", []),
    ],
)
def test_figures_are_written_in_many_ways(text: str, values: list[str]) -> None:
    said = [value for value, _ in found(text, context="what it is")]

    assert [value.removesuffix(" в месяц") for value in said] == [value.removesuffix(" в месяц") for value in values]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        (
            "I worked with two data engineers, a backend developer, and a product manager over a 4-month period.",
            "I worked with two data engineers, a backend developer, and a product manager over a ___ period.",
        ),
        (
            "I have 3+ years of experience building small, calm systems.",
            "I have ___ of experience building small, calm systems.",
        ),
        ("The queue was long, and we cut the waiting time by 40%.", "we cut the waiting time by ___."),
    ],
)
def test_a_clause_begins_with_its_subject_and_keeps_its_lists_whole(sentence: str, clause: str) -> None:
    assert clause in [asked for _, asked in found(sentence)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I looked after a 32-seat studio", ["32"]),
        ("complaints 9 last spring -> 4 this spring", ["9", "4"]),
        ("Le frigo est passé de 12 à 4 °C", ["12", "4 °C"]),
        ("as queixas caíram de 40 pra 11 por mês", ["40", "11"]),
        ("We kept it at 1/5.000 for the whole stretch", ["1/5.000"]),
        ("来客数:340人", ["340人"]),
        ("I spent seven years at the harbour", ["seven years"]),
    ],
)
def test_counts_changes_and_odds_are_figures(text: str, expected: list[str]) -> None:
    assert [value for value, _ in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "I was 31 and the only one awake",
        "We went there by bus and waited two weeks.",
        "The proof stands at eq 3.4 of the thesis",
        "I start from 40 * 25 and see what is left, a result = good",
        "Alles muss am 24.11 fertig sein",
        "wij waren klaar vóór 6 uur",
        "2019年に始めた",
        "only 14 of them but",
    ],
)
def test_ages_dates_references_and_what_is_reckoned_with_are_none(text: str) -> None:
    assert found(text) == []


def test_the_figure_of_an_answer_of_a_few_words_is_asked_behind_its_question() -> None:
    text = "| They ask | I say |\n|---|---|\n| How do you cool the stock? | from 70 to 8 °C in ninety minutes |\n"
    prompts = [note.prompt for note in notes_of(text) if note.kind is Kind.METRIC]
    assert "How do you cool the stock? from ___ to 8 °C in ninety minutes" in prompts


def test_an_entry_below_a_title_inside_a_paragraph_is_a_figure() -> None:
    text = "My numbers\n412 pupils / 38 teachers\ntrips a year\t7\nbudget ..... 12,000 €\n"
    assert {"412", "38", "7", "12,000 €"} <= {note.answer for note in notes_of(text) if note.kind is Kind.METRIC}


def test_numbers_of_steps_are_no_figures_and_the_ones_inside_are() -> None:
    notes = notes_of(
        "## How do you isolate a pump?\n\n1 find both valves\n2 close them, wait 20 minutes\n3 lock and keep the key\n"
    )

    assert [note.answer for note in notes if note.kind is Kind.METRIC] == ["20 minutes"]


def test_what_is_told_below_a_title_of_stories_has_figures_without_a_question() -> None:
    notes = notes_of("# Stories\n\nhow i got into pumps\ni weighed the silt one night, 83 kg, and gave up sleeping\n")

    assert "83 kg" in [note.answer for note in notes if note.kind is Kind.METRIC]
