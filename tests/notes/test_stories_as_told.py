"""Stories without labels are known by their telling; titles, tables and pointers say which question they answer."""

from __future__ import annotations

from textwrap import dedent

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def notes_of(text: str, name: str = "notes.md") -> list[Note]:
    source = Source(path=name, location=name, place=name, deck=None)
    return list(extract(read(dedent(text).encode(), source)).notes)


def stories_of(text: str, name: str = "notes.md") -> list[Note]:
    return [note for note in notes_of(text, name) if note.kind is Kind.STORY]


def roles_of(story: Note) -> list[str | None]:
    return list(dict.fromkeys(point.role for point in story.points))


def mapped(text: str, name: str = "notes.md") -> dict[str, str]:
    return {note.prompt: note.answer for note in notes_of(text, name) if note.kind is Kind.STORY_MATCH}


FIVE = ["situation", "task", "action", "result", "learning"]

TOLD = {
    "a heading that says story, a paragraph each": """
        ## The story of the frozen ferry

        It was the coldest week of January and the ferry to the island had been stuck for two days with the post.

        I had to get forty parcels of medicine across before the pharmacy ran out on Thursday.

        I rang every fisherman in the harbour book, paid two of them in diesel and rode along to sign for each parcel.

        All forty parcels arrived by noon, and the council keeps both boats on a list today.

        Since then I ask who else could carry it before I ask who should.
        """,
    "capitals over rows": """
        THE GREENHOUSE STORY
        The heating failed on a Saturday night in March and four thousand seedlings stood at two degrees.
        My job was to keep them above six until the fitter came on Monday.
        I borrowed nine gas burners from the camping shop, drew up shifts and slept between the tomatoes.
        We lost 3 % of the seedlings instead of all of them.
        What I do now: I test the alarm every first of the month.
        """,
    "an item of an outline": """
        - me
          - baker since 2009
        - incident: the wrong flour
          I mixed 300 kg of dough with the flour for the biscuits, at four in the morning.
          We had to deliver to eleven hotels by seven.
          I told the boss at once, split the dough into small rolls and drove the first van myself.
          Ten of eleven hotels noticed nothing, the last one ordered the rolls again.
          A mistake that is told early is half a mistake.
        """,
    "German, a sign before the title": """
        🔷 Die Geschichte mit dem Kran (wenn nach Druck gefragt wird)
        Der Kran stand seit Montag still, und am Freitag sollte das Dach aufgesetzt werden.
        Ich musste entscheiden, ob wir die Straße noch einmal sperren lassen.
        Ich habe nachts mit dem Hersteller telefoniert, ein Ersatzteil aus Linz geholt und selbst quittiert.
        Das Dach lag am Samstag um 11 Uhr, die zweite Sperrung haben wir nicht gebraucht.
        Seitdem liegt das Teil bei uns im Regal.
        """,
    "Swedish": """
        ## Historien om båten

        Vi låg vid bryggan i tre veckor och ingen visste varför motorn dog efter tio minuter.

        Jag skulle hitta felet innan säsongen började den 1 juni.

        Jag tog isär bränslesystemet, ritade upp varje slang och ringde den förra ägaren.

        Felet satt i en ventil för 40 kronor, och båten gick hela sommaren.

        Det jag lärde mig: fråga den som ägde den förut.
        """,
    "Polish": """
        ## Historia z mostem

        Most był zamknięty od dwóch tygodni i nikt nie wiedział, kto ma podpisać protokół.

        Miałem doprowadzić do otwarcia przed dniem wszystkich świętych.

        Zaprosiłem trzy urzędy na most o szóstej rano i nie zeszliśmy, zanim podpisali.

        Otworzyliśmy go 28 października, a objazd zniknął tego samego dnia.

        Nauczyłem się, że podpis powstaje na miejscu.
        """,
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_a_story_told_in_the_order_of_time_has_its_beats_in_their_places(text: str) -> None:
    (story,) = stories_of(text)
    assert roles_of(story) == FIVE
    assert not [note for note in notes_of(text) if note.kind is Kind.QUESTION]


def test_what_is_told_is_the_answer_without_labels_that_nobody_wrote() -> None:
    (story,) = stories_of(TOLD["capitals over rows"])
    assert story.prompt == "THE GREENHOUSE STORY"
    assert story.answer.startswith("The heating failed")
    assert "**" not in story.answer


LABELLED = {
    "italics and dashes, in words of one's own": """
        **La historia del faro**
        *Dónde estábamos* — en el puerto, con niebla y 12 barcos fuera.
        *Qué me tocaba* — mantener la luz hasta las seis.
        *Lo que hice* — arranqué el generador viejo con la batería del coche.
        *En qué quedó* — entraron los 12, el último a las 5:40.
        """,
    "letters and tabs": (
        "STORY\tthe bus at night\nS\tthe last bus left 14 children at the wrong stop\n"
        "T\tfind all of them before their parents do\n"
        "A\trang the driver, walked the route backwards with two colleagues\nR\tall home by 21:10, nobody cried\n"
        "L\tcount when they get off, not when they get on\n"
    ),
    "a list without blanks behind the colons": """
        ### 雪夜的故事
        - 背景:大雪,机场关闭,三百名旅客睡在大厅。
        - 我的任务:天亮前给每个人一张床。
        - 怎么做的:我给附近的学校逐个打电话,借到四个体育馆。
        - 结果:凌晨三点全部安顿好,没有一个投诉。
        """,
}


@pytest.mark.parametrize("text", LABELLED.values(), ids=LABELLED.keys())
def test_below_a_title_that_says_story_labels_of_any_one_form_tell_it(text: str) -> None:
    (story,) = stories_of(text)
    assert roles_of(story)[:4] == FIVE[:4]


NOT_TOLD = {
    "how something works": """
        ## Caching

        A cache keeps what was computed. It is asked before the database is.

        The key names the request, and the value was stored with a time to live.

        When the time is over, the entry is removed and the next request computes it again.

        Caches lie sooner or later.
        """,
    "advice": """
        ## Your story

        Describe the situation in two sentences and say what was at stake for you.

        Then tell what you did yourself, and what you decided against.

        Give a number at the end, and say what you learned from it.

        Keep it under two minutes.
        """,
    "a diary": """
        ## Monday

        I went to the library and read about queues.

        Then I had lunch with Tom.

        I wrote some code in the afternoon and it worked.
        """,
}


@pytest.mark.parametrize("text", NOT_TOLD.values(), ids=NOT_TOLD.keys())
def test_prose_in_which_nobody_did_anything_worth_telling_is_no_story(text: str) -> None:
    assert stories_of(text) == []


def test_what_a_story_is_good_for_stands_behind_its_title_or_below_it() -> None:
    behind = TOLD["capitals over rows"].replace("STORY", 'STORY (use for: "pressure", "resourcefulness")')
    below = TOLD["capitals over rows"] + "        good for -> owning a problem / a night without sleep\n"
    assert mapped(behind) == dict.fromkeys(("pressure", "resourcefulness"), "THE GREENHOUSE STORY")
    assert mapped(below) == dict.fromkeys(("owning a problem", "a night without sleep"), "THE GREENHOUSE STORY")


def test_stories_side_by_side_in_a_table_are_one_each_with_what_they_answer() -> None:
    text = """
        ## My three

        | | the strike | the roof |
        |---|---|---|
        | context | 40 drivers out for a week | water in the server room |
        | my role | dispatcher on duty | tenant, not owner |
        | what I did | rang retired drivers, paid taxis | moved 12 racks by hand |
        | outcome | 96 % of the tours ran | no hour of downtime |
        | questions | "conflict", "improvising" | "calm in a crisis" |
        """
    strike, roof = stories_of(text)
    assert (strike.prompt, roof.prompt) == ("the strike", "the roof")
    assert roles_of(roof) == FIVE[:4]
    assert mapped(text) == {"conflict": "the strike", "improvising": "the strike", "calm in a crisis": "the roof"}


@pytest.mark.parametrize(
    "pointer",
    ["see the greenhouse story", "→ greenhouse story (two minutes at most)", "tell “the greenhouse”, see below"],
)
def test_an_answer_that_points_to_a_story_is_that_story(pointer: str) -> None:
    text = f"**Have you ever saved something?**\n\n{pointer}\n\n" + dedent(TOLD["capitals over rows"])
    (story,) = stories_of(text)
    (question,) = [note for note in notes_of(text) if note.kind is Kind.QUESTION]
    assert question.story == story.id
    assert question.answer == story.answer


def test_an_answer_that_only_mentions_a_story_keeps_its_own_words() -> None:
    text = "**How do you prepare?**\n\nI write down what the greenhouse taught me.\n\n" + dedent(
        TOLD["capitals over rows"]
    )
    (question,) = [note for note in notes_of(text) if note.kind is Kind.QUESTION]
    assert question.answer == "I write down what the greenhouse taught me."


def test_bold_letters_on_one_line_tell_a_story() -> None:
    told = "**S:** 80 guests, soup at 40 degrees. **T:** serve in ten minutes. **A:** I sent bread. **R:** nobody left."
    text = f"### The cold soup\n{told}\n"
    (story,) = stories_of(text)
    assert roles_of(story) == FIVE[:4]


def test_four_passages_of_which_the_last_is_what_was_learned_have_no_task() -> None:
    text = """
        ## The lift incident

        In May the lift stopped between two floors with four customers in it, and the fitter was in another town.

        I spoke with them through the door, ordered pizza and passed it in through the hatch.

        After two hours they were all out, and three of them signed with us the same week.

        Since then the number of the night service hangs inside.
        """
    (story,) = stories_of(text)
    assert roles_of(story) == ["situation", "action", "result", "learning"]


def test_a_table_that_names_a_story_beside_each_question_is_answered_by_them() -> None:
    text = "| They ask | Story |\n|---|---|\n| Tell me about a night shift | THE GREENHOUSE STORY |\n\n" + dedent(
        TOLD["capitals over rows"]
    )
    (story,) = stories_of(text)
    (asked,) = [note for note in notes_of(text) if note.prompt == "Tell me about a night shift"]
    assert story.id in (asked.story, asked.parent) or asked.answer == story.answer


def test_korean_rows_with_a_labelled_lesson_are_a_story_that_an_answer_can_name() -> None:
    text = """
        케이스: 멈춘 버스
        ----------------
        작년 봄에 버스가 산길에서 멈췄고 승객이 스무 명 있었다.
        나는 해가 지기 전에 모두를 마을까지 데려가야 했다.
        나는 세 조로 나누고 물을 나눠 주고 맨 뒤에서 걸었다.
        여섯 시에 모두 마을에 도착했고 다친 사람은 없었다.
        배운 점: 맨 뒤에 선 사람이 속도를 정한다.

        Q: 어려운 상황을 이야기해 주세요.
        A: 위의 버스 이야기
        """
    (story,) = stories_of(text)
    assert story.prompt == "멈춘 버스"
    assert roles_of(story) == FIVE
    (question,) = [note for note in notes_of(text) if note.kind is Kind.QUESTION]
    assert question.story == story.id


@pytest.mark.parametrize(
    "text",
    [
        """\
        THE WEDDING
        BEFORE - a hotel by the lake, 300 guests, three bins and a marquee down wind of them
        WE DID - a drum on the back of the van and stayed the night with it
        AFTER - 240 kg gone by breakfast, they signed for four sites
        SO - bring the machine and not the slides
        """,
        """\
        NIGHT OF THE THREE HORSES
        Situation - bank holiday, three at once, one vet, me and a student.
        Task - keep all of them alive in the right order.
        Action - wrote it on the board, worst first, and gave the student the clock.
        Result - two went home. We sat with the student before we cleaned.
        """,
        """\
        story of the sensor (if they ask about field work)
        in october the sea took three of the four sensors
        i had two weeks until the next low tide and no money
        i made new ones from a board and a pipe, and tested them in the bath
        error of 0.3 degrees, they cost 85 each, the whole lab uses them now
        """,
        """\
        * The story of the V. family *
        (leave out names!!)
        We came with five teams and the mother no longer opened the door.
        I had to see that one of us got in before the hearing.
        I asked four of the five to stay away for six weeks, and brought soup.
        After six weeks the door was open and the children went to school.
        What I take from it: less help is sometimes more.
        """,
    ],
)
def test_stories_jotted_line_by_line(text: str) -> None:
    (story,) = stories_of(text, "notes.txt")

    assert {"situation", "action", "result"} <= set(roles_of(story))


def test_labels_of_a_page_hold_for_a_story_that_lacks_one() -> None:
    text = """\
    ## The arch

    What was going on: a hall between a chapel and a pool, on soft clay.

    My job: lead under a director who came once a month.

    What I did: moved from four arches to three and tied them.

    How it ended: no piles, and they went up in four days.

    Shows: analysis, judgement.

    ## The snow

    What was going on: my first canopy, and I forgot the drift.

    What I did: told my director the same hour and drew it again.

    How it ended: nothing was built yet, and drift is on our sheet.

    Shows: integrity.
    """

    assert [story.prompt for story in stories_of(text)] == ["The arch", "The snow"]
    assert not any("integrity" in point.text for story in stories_of(text) for point in story.points)
