"""The page of `srs stats --html`, as text and in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import srs
from srs.collection.series import pages
from srs.recall.ledger import View, of_view
from srs.terminal.report.page import page

CHROMIUM = shutil.which("chromium")
PATIENCE_MS = 120_000
NOTES = """# Interview

## Why do models fail in production?

- The data moves and the training set does not.
- Nobody looks at the inputs once it is live.

## How do you roll back?

- One command points the traffic at the old model.
- It takes less than 2 minutes.

## Stories

### Story: The weekend that R&D ate

- **Situation:** A column was renamed and 214 shops got nothing.
- **Action:** I put the old model back by hand.
- **Result:** A rollback went from 35 minutes to 90 seconds.
"""


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[srs.Collection]:
    monkeypatch.setenv("TZ", "UTC")
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    with srs.Collection.open(tmp_path / "srs.db") as opened:
        opened.import_paths([tmp_path / "notes.md"])
        for number, listed in enumerate(opened.select([])):
            if number % 3:
                opened.answer(listed.card.id, srs.Rating.GOOD if number % 2 else srs.Rating.AGAIN, took_ms=4_000)
        yield opened


def test_the_page_fetches_nothing_and_says_all_without_its_script(collection: srs.Collection) -> None:
    found = pages(collection)

    html = page(found)

    without = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?:""", html)
    rows = [len(of_view(found.entries, view)) for view in View]
    assert without.count("<tr><td>") == sum(rows) + len(found.ready.themes) > 8
    assert "The weekend that R&amp;D ate" in without
    assert "how do you roll back?" in without.casefold()


def test_a_figure_among_others_is_marked_where_it_is_asked_for(collection: srs.Collection) -> None:
    html = page(pages(collection))

    assert "A rollback went from <b>35 minutes</b> to 90 seconds." in html
    assert "A rollback went from 35 minutes to <b>90 seconds</b>." in html
    assert html.count("<b>") == html.count("</b>")


def test_how_ready_one_is_stands_first_and_what_the_story_map_leaves_open_last(collection: srs.Collection) -> None:
    found = pages(collection)

    html = page(found)

    assert html.index(f"<b>{found.ready.ready * 100:.0f} %</b> ready today") < html.index("<svg")
    assert "The weekend that R&amp;D ate" in html[html.index("Stories never told") :]


def test_each_chart_has_a_role_and_a_name_and_each_axis_its_unit(collection: srs.Collection) -> None:
    html = page(pages(collection))

    charts = re.findall(r"<svg [^>]*>", html)
    assert len(charts) == 5
    assert all('role="img"' in each and re.search(r'aria-label="[^"]{10,}"', each) for each in charts)
    for unit in ("recall, %", "week (its Monday)", "cards due", "day", "predicted chance, %", "right, %"):
        assert f">{unit}</text>" in html


def test_without_a_database_the_page_is_there_and_goes_to_standard_output_too(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from srs.terminal import cli

    code = cli.run(["--db", str(tmp_path / "none.db"), "stats", "--html", "-"])

    said = capsysbinary.readouterr().out.decode()
    assert code == 0
    assert said.startswith("<!doctype html>")
    assert "no card in review was answered" in said
    assert list(tmp_path.iterdir()) == []


def test_an_axis_of_thousands_has_short_numbers(collection: srs.Collection) -> None:
    found = pages(collection)
    first, *others = found.series.forecast

    html = page(replace(found, series=replace(found.series, forecast=((first[0], 9_876), *others))))

    assert ">10k</text>" in html
    assert ">5k</text>" in html
    assert "9,876" in html or "9876" in html


def test_the_page_of_ten_thousand_points_is_below_two_megabytes(collection: srs.Collection) -> None:
    found = pages(collection)
    each = max(found.entries, key=lambda entry: len(entry.text))
    many = [replace(each, text=f"{number}: {each.text} {'Zürich, naïve ½ – “so”. ' * 9}") for number in range(10_000)]
    stories = tuple(
        (f"Story {number} of a long career", ("Tell me about a time you failed",)) for number in range(2_000)
    )

    html = page(replace(found, entries=(*found.entries, *many), stories=stories))

    assert len(html.encode()) <= 2_000_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE_MS)
        yield launched
        launched.close()


@pytest.fixture
def shown(browser: Any, collection: srs.Collection, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    file = tmp_path / "report.html"
    file.write_text(page(pages(collection)), encoding="utf-8")
    contexts = []

    def show(**options: Any) -> Any:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        opened = context.new_page()
        opened.complaints = []
        opened.on("console", lambda message: opened.complaints.append(message.text))
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.goto(file.as_uri())
        return opened

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_nothing_is_wider_than_the_screen(shown: Callable[..., Any], script: bool) -> None:
    opened = shown(viewport={"width": 390, "height": 800}, java_script_enabled=script)

    width = opened.locator("html").bounding_box()["width"]
    wide = [
        box["x"] + box["width"] for box in (each.bounding_box() for each in opened.locator("main > *").all()) if box
    ]

    assert width == 390
    assert max(wide) <= 390
    assert opened.complaints == []
    assert opened.locator(".filter").is_visible() is script


def test_words_stand_out_from_the_ground_in_light_and_in_dark(shown: Callable[..., Any]) -> None:
    for scheme in ("light", "dark"):
        opened = shown(color_scheme=scheme)
        ground, ink, soft = opened.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color,"
            " getComputedStyle(document.querySelector('svg text')).fill]"
        )

        assert (luminance(ground) > 0.5) is (scheme == "light")
        assert contrast(ground, ink) >= 7
        assert contrast(ground, soft) >= 4.5


def luminance(colour: str) -> float:
    """Return how light a colour is, as WCAG 2 defines it."""
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_tables_sort_by_number_and_by_word_and_filter(shown: Callable[..., Any]) -> None:
    opened = shown()
    table = opened.locator("details", has_text="Points").first
    if not table.evaluate("each => each.open"):
        table.locator("summary").click()

    table.get_by_role("button", name="item").click()
    texts = table.locator("tbody td:first-child").all_inner_texts()
    up = opened.evaluate("texts => [...texts].sort((a, b) => a.localeCompare(b))", texts)
    assert texts == up
    table.get_by_role("button", name="item").click()
    assert table.locator("tbody td:first-child").all_inner_texts() == up[::-1]

    table.get_by_role("button", name="right").click()
    counts = [int(each) for each in table.locator("tbody td:nth-child(4)").all_inner_texts()]
    assert counts == sorted(counts)

    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    opened.get_by_label("Filter").fill("OLD MODEL")
    left = [each for each in opened.locator("details tbody tr").all() if each.is_visible()]
    assert left
    assert all("old model" in each.inner_text().lower() for each in left)
    assert opened.locator("table.ready tbody tr").first.is_visible()
    assert opened.complaints == []


def test_on_paper_the_ground_is_white_even_where_the_screen_is_dark(shown: Callable[..., Any]) -> None:
    opened = shown(color_scheme="dark")

    opened.emulate_media(media="print", color_scheme="dark")

    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not opened.locator(".filter").is_visible()
    assert opened.pdf(format="A4").startswith(b"%PDF-")


def test_a_short_ledger_is_printed_with_all_its_tables(shown: Callable[..., Any]) -> None:
    opened = shown()
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")

    opened.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert opened.locator("details").count() == opened.locator("details[open]").count() > 2
