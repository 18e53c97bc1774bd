import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from srs.recall import judge
from srs.recall.passages import never_said, points_heard
from srs.recall.quantities import figures_of
from srs.terminal import cli


@pytest.mark.parametrize(
    ("expected", "said", "verdict"),
    [
        ("99.9 %", "three nines", "exact"),
        ("99.9 %", "99.99 %", "wrong"),
        ("<100ms", "fewer than 100 ms", "exact"),
        ("3-15 %", "3 to 15", "near"),
        ("50 %", "half", "exact"),
        ("20 %", "1 in 5", "exact"),
        ("800 ms → 120 ms", "from 120 to 800 ms", "wrong"),
        ("40 %", "4 %", "wrong"),
        ("1.5 h", "90 minutes", "exact"),
        ("12,5 %", "zwölf Komma fünf Prozent", "exact"),
        ("40 %", "50, no wait, 40 percent", "exact"),
    ],
)
def test_a_figure_is_worth_what_the_contract_says(expected: str, said: str, verdict: str) -> None:
    assert judge("metric", expected, said).verdict == verdict


def test_the_part_of_a_figure_that_is_off_is_named() -> None:
    parts = judge("metric", "p50 20 ms, p99 120 ms", "p50 20 ms and p99 150 ms").parts

    assert [(part.expected, part.verdict.value) for part in parts] == [("20 ms", "exact"), ("120 ms", "wrong")]


@pytest.mark.parametrize(
    ("expected", "said", "verdict"),
    [
        ("We optimise for the reader, not the writer.", "we optimize for the reader not the writer", "exact"),
        ("We optimise for the reader, not the writer.", "we optimise for the writer, not the reader", "wrong"),
        ("I don't know yet.", "I do not know yet", "exact"),
        ("Never deploy on a Friday.", "never ship on a Friday", "near"),
        ("Never deploy on a Friday.", "deploy on a Friday", "wrong"),
        ("Done is better than perfect.", "perfect is better than done", "wrong"),
    ],
)
def test_a_wording_is_worth_what_the_contract_says(expected: str, said: str, verdict: str) -> None:
    assert judge("phrasing", expected, said).verdict == verdict


def test_strict_wants_a_wording_verbatim() -> None:
    assert judge("phrasing", "Done is done.", "done is done", strict=True).verdict == "near"
    assert judge("phrasing", "Done is done.", "Done is  done.", strict=True).verdict == "exact"


def test_what_was_left_out_and_added_is_marked() -> None:
    parts = judge("phrasing", "We ship small changes often.", "We ship very small changes").parts

    assert [(part.expected, part.said, part.why) for part in parts if part.why] == [
        ("", "very", "added"),
        ("often", "", "left out"),
    ]


@pytest.mark.parametrize(
    ("expected", "said", "marks"),
    [
        ("Hope is a plan.", "fear is a plan", [("Hope", "fear", "wrong", "swapped")]),
        ("We chose the slow road.", "we picked the slow road", [("chose", "picked", "near", "another word")]),
        ("You have to ask.", "you need to ask", [("have to", "need to", "near", "another word")]),
        ("Choose tea or coffee.", "choose coffee or tea", [("", "", "near", "in another order")]),
        (
            "Make the change easy, then make the easy change.",
            "Make the easy change, then make the change easy.",
            [
                ("change", "", "wrong", "in another place"),
                ("", "change", "wrong", "in another place"),
                ("easy", "", "wrong", "in another place"),
                ("", "easy", "wrong", "in another place"),
            ],
        ),
        (
            "Ask them all twice. Then cut cloth.",
            "Ask them all twice.",
            [("Then", "", "near", "left out"), ("cut cloth", "", "wrong", "left out")],
        ),
    ],
)
def test_a_mark_says_what_became_of_a_word(expected: str, said: str, marks: list[tuple[str, str, str, str]]) -> None:
    parts = judge("phrasing", expected, said).parts

    assert [(part.expected, part.said, part.verdict.value, part.why) for part in parts if part.why] == marks


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("There is no such thing as a quick favour.", "There isn't such a thing as a quick favour."),
        ("Nobody reads it, and everybody quotes it.", "No one reads it, and everyone quotes it."),
        ("We sell water, salt and bread.", "We sell bread, salt and water."),
    ],
)
def test_no_mark_is_worse_than_the_verdict(expected: str, said: str) -> None:
    verdict = judge("phrasing", expected, said)

    assert verdict.verdict == "near"
    assert "wrong" not in [part.verdict for part in verdict.parts]


@settings(max_examples=100)
@example("²", "", "metric")
@example("1/0 kg, 0/0", "1/0 kg, nought hundredths", "metric")
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["metric", "phrasing"]))
def test_any_two_texts_have_a_verdict(expected: str, said: str, kind: str) -> None:
    assert judge(kind, expected, said).verdict in ("exact", "near", "wrong")


@settings(max_examples=100)
@given(st.integers(0, 10**9), st.sampled_from(["ms", "%", "GB", "users", ""]))
def test_a_figure_said_as_it_is_written_is_exact(value: int, unit: str) -> None:
    text = f"{value} {unit}".strip()

    assert judge("metric", text, text).verdict == "exact"


def test_a_point_is_found_with_the_passage_that_says_it() -> None:
    answer = "First we put the old model back by hand. That took 35 minutes. Then we had lunch."

    back, checks = points_heard(
        [("a", "I put last week's model back by hand, which took 35 minutes"), ("b", "I added three checks")], answer
    )

    assert back.found
    assert "35 minutes" in back.passage
    assert not checks.found


def test_a_point_with_another_figure_is_not_found() -> None:
    (heard,) = points_heard([("a", "A rollback takes less than 2 minutes")], "A rollback takes less than 20 minutes.")

    assert not heard.found


def test_what_is_never_to_be_said_is_spotted() -> None:
    assert never_said(["to be honest"], "Well, to be honest, I was bored.") != []
    assert never_said(["to be honest"], "I was honest to everyone.") == []


@pytest.mark.parametrize(
    ("expected", "said", "verdict"),
    [
        ("35 minutes", "thirty-five minutes", "exact"),
        ("1.5 h", "90 minutes", "exact"),
        ("0.3 %", "3 ‰", "exact"),
        ("40 %", "forty percent", "exact"),
        ("3k requests", "three thousand requests", "exact"),
        ("€1.2M", "1.2 million euros", "exact"),
        ("2B", "two billion", "exact"),
        ("99.9 %", "three nines", "exact"),
        ("3-15 %", "3 to 15 percent", "exact"),
        ("3-15 %", "3 to 15", "near"),
        ("<100ms", "fewer than 100 ms", "exact"),
        ("<100ms", "100 ms", "near"),
        ("50 %", "half", "exact"),
        ("12,5 %", "12.5 percent", "exact"),
        ("€180,000", "180 thousand euros", "exact"),
        ("€180,000", "$180,000", "wrong"),
        ("14 December 2026", "2026-12-14", "exact"),
        ("14 December 2026", "December 2026", "near"),
        ("a week", "seven more days", "exact"),
        ("480 ms", "about 500 ms", "near"),
        ("480 ms", "4.8 s", "wrong"),
        ("up 20 %", "down 20 %", "wrong"),
        ("800 ms → 120 ms", "120 ms", "wrong"),
        ("99.9 %", "99.99 %", "wrong"),
    ],
)
def test_on_the_command_line_a_figure_is_exact_near_or_wrong_and_what_is_off_is_named(
    expected: str, said: str, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["judge", "--kind", "metric", expected, said, "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert document["verdict"] == verdict
    assert any(part["why"] for part in document["parts"]) or verdict == "exact"


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("It took two hundred, no, sorry, three hundred services.", ["three hundred services"]),
        ("It was at 88 percent. I did not wait for the doctor.", ["88 percent"]),
        ("Five out of it, and two hundred and nine were fine.", ["Five", "two hundred and nine"]),
    ],
)
def test_a_wait_or_sorry_takes_a_figure_back_only_where_it_is_no_word_of_the_sentence(
    said: str, figures: list[str]
) -> None:
    assert [figure.text for figure in figures_of(said)] == figures


def test_a_figure_with_an_and_inside_is_not_cut_in_two() -> None:
    (heard,) = points_heard(
        [("a", "209 shops had their goods on time")], "In the end two hundred and nine shops had theirs on time."
    )

    assert heard.found


def test_an_empty_answer_makes_no_point() -> None:
    assert [each.found for each in points_heard([("a", "It is cheap"), ("b", "It is fast")], " \n")] == [False, False]


def test_what_is_off_is_only_told_of_a_passage_that_comes_close() -> None:
    points = [("a", "The data moves and the training set does not"), ("b", "A rollback takes less than 2 minutes")]

    far, close = points_heard(points, "I like tea. A rollback takes less than 20 minutes.")

    assert (far.passage, far.why) == ("", "")
    assert close.why == "without less than 2 minutes"
