import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from srs.recall import judge
from srs.recall.passages import never_said, points_heard


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


@settings(max_examples=100)
@example("²", "", "metric")
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
