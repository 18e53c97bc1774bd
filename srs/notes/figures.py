"""Finds the figures with meaning in a sentence, each with the shortest clause that says what it measures.

A figure is a number that somebody may ask for: with a unit, a bound, a range, a currency, or large enough to be
remembered. Versions, dates, names with digits, list numbers and what stands in code or a template are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from srs.notes import words
from srs.notes.measures import (
    AGED,
    ANY,
    BETWEEN,
    BLOCKED,
    CHANGE_TOLD,
    CHANGED,
    CHANGED_BESIDE,
    CHANGED_NOUN,
    CLAUSE,
    CLAUSE_END,
    CLOSED,
    CODE_NAME,
    COMES_TO,
    CONJUNCTION,
    CONTENT,
    COUNTED,
    DATE,
    EMPHASIS,
    EMPTY_WORDS,
    ENTRY,
    FIGURE,
    FOLD_SIGN,
    HEADS,
    INSTEAD,
    LABEL,
    LEADERS,
    LONGEST,
    MAX_WORDS,
    NOT_BEFORE,
    ONCE,
    OPERATED,
    OPERATES,
    PER_SO_MANY,
    PIECE,
    QUANTITY_AT,
    REFERS_BACK,
    SENTENCE_END,
    SHARE,
    SPAN_BEFORE,
    STRONG,
    SUBJECTS,
    SUFFIXED,
    TEAM,
    TIME_IN_WORDS,
    TURN_OF_PHRASE,
    YEAR,
    YEARS,
)

BLANK = "___"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it says, and the clause that gives it its meaning with the figure left blank."""

    value: str
    clause: str
    """Readable text with `___` where the figure stood; other figures of the clause stay."""
    offset: int
    """Where the figure begins in the text, counted without `**` and `==`."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: str


def figures(text: str, *, context: str = "", sheet: bool = False, story: bool = False) -> list[Figure]:
    """Return the figures of a plain text (a paragraph, a list item, a table cell) in order.

    `context` is what the text stands under (a label, a row's head); it is put before a clause that has no words of
    its own to give the figure a meaning. On a `sheet` of figures bare counts are figures too; in a `story` so are
    stretches of time in words. What is asked states nothing and has no figures. Emphasis marks are taken out of clauses and values.
    """
    found: list[Figure] = []
    if not ANY.search(text):
        return found
    text = LEADERS.sub(": ", re.sub(r"\*\*|==", "", text))
    for start, sentence in _sentences(text):
        if sentence.rstrip(' "”’)').endswith(("?", "？")):
            continue
        places = list(_places(sentence, sheet=sheet, story=story))
        for place in places:
            clause = _clause(sentence, place, places, context)
            if clause:
                found.append(Figure(value=_plain(place.value), clause=clause, offset=start + place.start))
    return found


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for gap in SENTENCE_END.finditer(text):
        yield from _pieces(text, begin, gap.start())
        begin = gap.end()
    yield from _pieces(text, begin, len(text))


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield a sentence; what runs on without end is cut between words, so that time stays in line with length."""
    while end - begin > LONGEST:
        cut = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = cut if cut > 0 else begin + LONGEST
        yield begin, text[begin:cut]
        begin = cut
    if begin < end:
        yield begin, text[begin:end]


def _places(sentence: str, *, sheet: bool = False, story: bool = False) -> Iterator[_Found]:
    """Yield the strong figures of a sentence; the two sides of a change are two."""
    blocked = [match.span() for match in BLOCKED.finditer(sentence)]
    blocked += [match.span() for match in DATE.finditer(sentence)]
    taken: list[tuple[int, int]] = []
    changes: list[_Found] = []
    for match in CHANGED.finditer(sentence):
        before, after = match["before"], match["after"]
        both = before + " " + after
        told = CHANGE_TOLD.search(sentence)
        if (STRONG.search(both) or told) and not _within(match.span(), blocked):
            if YEAR.match(before) or YEAR.match(after):
                continue
            if (told or STRONG.search(before) or _falls(before, after)) and re.search(r"\d", before):
                changes.append(_Found(match.start("before"), match.end("before"), before))
                changes.append(_Found(match.start("after"), match.end("after"), after))
            else:
                changes.append(
                    _Found(
                        match.start("before"), match.end("after"), sentence[match.start("before") : match.end("after")]
                    )
                )
            taken.append(match.span())
    beside = [m for m in CHANGED_BESIDE.finditer(sentence) if not STRONG.search(_measured(sentence, m))]
    for match in (*CHANGED_NOUN.finditer(sentence), *beside):
        if not _within(match.span(), taken + blocked):
            for side in ("before", "after"):
                changes.append(_Found(match.start(side), match.end(side), match[side]))
            taken.append(match.span())
    for match in (*SUFFIXED.finditer(sentence), *_instead(sentence)):
        sides = ("before", "after") if "before" in match.re.groupindex else ("now", "then")
        if not _within(match.span(), taken + blocked) and not any(YEAR.match(match[side]) for side in sides):
            for side in sides:
                whole = QUANTITY_AT.match(sentence, match.start(side))
                end = whole.end() if whole else match.end(side)
                changes.append(_Found(match.start(side), end, sentence[match.start(side) : end].strip()))
            taken.extend(match.span(side) for side in sides)
    found = list(changes)
    for match in SHARE.finditer(sentence):
        if "=" in sentence and _computes(sentence, match.start(), match.end()):
            taken.append(match.span())
            continue
        named = NOT_BEFORE.search(_before(sentence, match.start()))
        if not (named or _within(match.span(), taken) or _within(match.span(), blocked)):
            found.append(_Found(match.start(), match.end(), match[0]))
            taken.append(match.span())
    for match in FIGURE.finditer(sentence):
        if _within(match.span("first"), taken) or _within(match.span("first"), blocked):
            continue
        if NOT_BEFORE.search(_before(sentence, match.start("first"))) and not match["bound"]:
            continue
        if PER_SO_MANY.search(_before(sentence, match.end())):
            continue
        arrow = match["join"] and re.search("→|->|=>|⇒|⟶|➜|から", match["join"])
        if arrow:
            both = match["first"] + " " + match["second"]
            if sheet or STRONG.search(both) or len(re.sub(r"\D", "", both)) >= 3:
                found.append(_Found(match.start("first"), match.end("first"), match["first"]))
                found.append(_Found(match.start("second"), match.end("second"), match["second"]))
            continue
        if match.start("first") == 0 and (HEADS.match(sentence) or ENTRY.match(sentence)):
            continue
        if "=" in sentence and _computes(sentence, match.start("first"), match.end()):
            continue
        if _strong(match, sheet=sheet, story=story):
            start = match.start("bound") if match["bound"] else match.start("first")
            found.append(_Found(start, match.end(), sentence[start : match.end()].strip()))
    yield from sorted(
        (one for one in found if sheet or _is_told(one, found, sentence, story=story)), key=lambda one: one.start
    )


_NEAR = 60
"""Letters before a figure that say what it is."""


def _before(sentence: str, at: int) -> str:
    return sentence[max(0, at - _NEAR) : at]


def _is_told(place: _Found, places: list[_Found], sentence: str, *, story: bool) -> bool:
    """Tell whether a stretch of time in words is a figure in prose: in a story, beside another, or years of one's own."""
    if any(map(str.isdigit, place.value)) or not TIME_IN_WORDS.fullmatch(place.value.strip()):
        return True
    if story and "-" not in place.value and not ONCE.match(place.value.casefold()):
        return not SPAN_BEFORE.search(_before(sentence, place.start))
    if any(other is not place and any(map(str.isdigit, other.value)) for other in places):
        return True
    return bool(YEARS.search(place.value.casefold()) and words.FIRST_PERSON.search(sentence))


def _measured(sentence: str, match: re.Match[str]) -> str:
    """Return the first of two numbers with the unit behind it."""
    whole = QUANTITY_AT.match(sentence, match.start("before"))
    return whole[0] if whole else match["before"]


def _falls(before: str, after: str) -> bool:
    """Tell whether the first of two numbers is the greater: no range, but a way down."""
    found = [re.search(r"\d+(?:[.,]\d+)?", side) for side in (before, after)]
    if not all(found):
        return False
    first, second = (float(one[0].replace(",", ".")) for one in found if one)
    return first > second


def _computes(sentence: str, start: int, end: int) -> bool:
    """Tell whether a number is only reckoned with: beside a sign of operation, before what it comes to."""
    before, after = sentence[:start], sentence[end:]
    times = FOLD_SIGN.search(sentence[start:end]) and after[:2].strip()[:1].isdigit()
    return bool(OPERATED.search(before) or OPERATES.match(after) or times) and "=" in after


def _instead(sentence: str) -> Iterator[re.Match[str]]:
    """Yield what stands in place of something else, where one of the two is written in digits."""
    for match in INSTEAD.finditer(sentence):
        if any(map(str.isdigit, match["now"] + match["then"])) or STRONG.search(match["now"] + match["between"]):
            yield match


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end or span[0] <= start < span[1] for start, end in others)


def _strong(match: re.Match[str], *, sheet: bool, story: bool) -> bool:
    """Whether a number is one that somebody may ask for, rather than a count in passing or a year."""
    first = match["first"].strip()
    whole = match[0]
    has_digit = bool(re.search(r"\d", whole))
    if YEAR.match(first) and (not match["second"] or YEAR.match(match["second"].strip())):
        return False
    if not has_digit and re.search(r"[%‰]\s?$", match.string[: match.start("first")]):
        return False  # “99 % dos dias”: a word that looks like a number
    if STRONG.search(whole):
        # "one day", "a second": a figure of speech more often than a figure
        return has_digit or not TURN_OF_PHRASE.match(whole.strip())
    if not has_digit:
        return False
    before, after = _before(match.string, match.start("first")), match.string[match.end() :]
    if CODE_NAME.search(before):
        return False
    if sheet:
        return True
    if match["bound"] and match["bound"].strip().lower() != "only":
        return True
    if match["second"]:
        return not YEAR.match(match["second"].strip())
    if "+" in whole:
        return True
    digits = re.sub(r"\D", "", first)
    if len(digits) < 3 and (first == "1" or REFERS_BACK.search(before)):
        return False
    if len(digits) >= 3:
        return True
    if re.fullmatch(r"\d+[.,]\d+", first):
        return True
    counted = _counts(after) and (len(digits) >= 2 or story or _among_figures(before, after))
    return bool(TEAM.search(before)) or counted or _closes(before, after)


def _among_figures(before: str, after: str) -> bool:
    """Tell whether a count of a few stands beside other figures, or is told of oneself."""
    return any(map(str.isdigit, before + after[:_NEAR])) or bool(words.FIRST_PERSON.search(before))


def _closes(before: str, after: str) -> bool:
    """Tell whether a bare number ends its clause behind a word that says what somebody had or what it came to."""
    return bool(COMES_TO.search(before) and CLOSED.match(after)) and not AGED.search(before)


def _counts(after: str) -> bool:
    """Tell whether a number is followed by what it counts rather than by a word between two others."""
    noun = COUNTED.match(after)
    return noun is not None and noun[1].casefold() not in BETWEEN


def _clause(sentence: str, place: _Found, places: list[_Found], context: str) -> str:
    """Return the shortest stretch of the sentence that holds the figure and says what it measures."""
    label = LABEL.match(sentence)
    head, begin = "", 0
    if label and label.end() <= place.start:
        head, begin = label["label"], label.end()
    cuts = [begin]
    for gap in CLAUSE_END.finditer(sentence, begin):
        if (
            _enumerates(sentence, gap)
            or any(p.start < gap.end() and gap.start() < p.end for p in places)
            or _depth(sentence, gap.start())
        ):
            continue
        cuts.append(gap.end())
    cuts.append(len(sentence))
    index = max(i for i, cut in enumerate(cuts[:-1]) if cut <= place.start)
    low, high = index, index + 1
    while _words(sentence[cuts[low] : cuts[high]], place, cuts[low]) < 3 and (low > 0 or high < len(cuts) - 1):
        if head and _words(sentence[cuts[low] : cuts[high]], place, cuts[low]) >= 1:
            break
        if low > 0 and (high == len(cuts) - 1 or cuts[low] - cuts[low - 1] <= cuts[high + 1] - cuts[high]):
            low -= 1
        elif high < len(cuts) - 1:
            high += 1
        else:
            low -= 1
    if low and not _begins(sentence[cuts[low] : cuts[high]]):
        # a clause begins with who or what does it, if that is not far away
        whole = next((i for i in range(low - 1, -1, -1) if _begins(sentence[cuts[i] : cuts[high]]) or not i), 0)
        if len(sentence[cuts[whole] : cuts[high]].split()) <= MAX_WORDS:
            low = whole
    start, end = cuts[low], cuts[high]
    if len(sentence[start:end].split()) > MAX_WORDS:
        start, end = _window(sentence, start, end, place)
    text = sentence[start : place.start] + BLANK + sentence[place.end : end]
    text = CONJUNCTION.sub("", _plain(text).strip(" ,;:—–-\"“”'’"))
    if head:
        text = f"{_plain(head)}: {text}"
    if not _meaning(text):
        if not _meaning(context):
            return ""
        text = f"{_plain(context)}: {text}"
    return re.sub(r"\s+([,.;:!?)])", r"\1", text)


def _enumerates(sentence: str, gap: re.Match[str]) -> bool:
    """Tell whether a comma or an “and” stands between the members of a list rather than between clauses."""
    behind = sentence[gap.end() :]
    if gap[0].strip() == ",":
        piece = PIECE.match(behind)
        bare = CONJUNCTION.sub("", piece[0]) if piece else ""
        return bool(bare) and len(bare.split()) <= 3 and not any(map(str.isdigit, bare)) and not _begins_clause(bare)
    if not gap[0].strip() and behind[:4].casefold() == "and ":
        return not _begins_clause(behind[4:])
    return False


def _begins_clause(text: str) -> bool:
    return bool(CLAUSE.match(text))


def _begins(clause: str) -> bool:
    """Tell whether a clause begins as a sentence could: with its subject, or a script that has no capitals."""
    first = re.match(r"[\W_]*([^\W_]+(?:['’]\w+)?)", CONJUNCTION.sub("", clause.lstrip(" ,;:—–-")))
    if first is None:
        return True
    word = first[1]
    return not word[0].islower() or word.split("'")[0].split("’")[0].casefold() in SUBJECTS


def _depth(sentence: str, at: int) -> int:
    return max(0, sentence.count("(", 0, at) - sentence.count(")", 0, at))


def _words(text: str, place: _Found, offset: int) -> int:
    rest = text[: place.start - offset] + " " + text[place.end - offset :]
    return sum(word.lower() not in EMPTY_WORDS for word in CONTENT.findall(rest))


def _meaning(text: str) -> bool:
    return any(word.lower() not in EMPTY_WORDS for word in CONTENT.findall(text.replace(BLANK, " ")))


def _window(sentence: str, start: int, end: int, place: _Found) -> tuple[int, int]:
    """Cut a clause that runs on to the words around the figure."""
    before = [m.start() for m in re.finditer(r"\S+", sentence[start : place.start])]
    after = [m.end() for m in re.finditer(r"\S+", sentence[place.end : end])]
    if len(before) > 14:
        start += before[-14]
    if len(after) > 14:
        end = place.end + after[13]
    return start, end


def _plain(text: str) -> str:
    """Return a text without emphasis marks; the blank, which is made of the same characters, stays."""
    return BLANK.join(EMPHASIS.sub("", part) for part in text.split(BLANK))
