"""Wordings worth saying exactly: what their author set apart to be said, what was learned, the best of an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.notes.outline.lines import lead_of, role_of_title
from srs.notes.rules.contrasts import spoken_instead
from srs.notes.rules.led_up_to import pointed_at, remarked
from srs.notes.rules.passages import Passage
from srs.notes.rules.terms import terms
from srs.notes.sayings import names_a_wording
from srs.notes.wordings import SURE, bare, length_of, sayable, wordings
from srs.notes.words import Role
from srs.reading.document import ListBlock, Paragraph, Quote

_MOST = 2
"""Plain sentences of one answer or story: whoever must say everything exactly says nothing freely."""
_LONG = 180
"""Words of an answer that may have one more."""
_WHOLE = 32
"""Words up to which what is set apart is one wording, however many sentences it has."""
_TAKEAWAYS = 2
"""Entries of a list under “What I learned” that are still said exactly."""
_APART = 1.0
_FIGURE_FIRST = re.compile(r"(?=[^:!?]{0,24}\d)[^:!?]{1,24}?(?:\s[-–—=]\s|[:：]\s)")
"""What begins with a figure and its meaning is an entry of a sheet of figures."""
_FORBIDDEN = re.compile(r"\s*[❌✗✘✖×⛔🚫🙅👎]")
"""A sign before what is not to be said."""
_ONE_SENTENCE = re.compile(
    r"\b(?:one|1|single|a) (?:sentence|line|breath)\b|\bone[- ]liner\b|\b(?:ein|1|einem) satz\b|\b(?:une|"
    r"1) phrase\b|\buna (?:frase|sola frase)\b|"
    r"\b(?:uma|1) frase\b|\b(?:één|1) zin\b|\b(?:en|1) mening\b|\b(?:én|en) setning\b|\bjed(?:no|nym) zdani\w+|"
    r"\bодн(?:а фраза|ой фразой|им предложением)\b|"
    r"\btek cümle\w*|一句话|ひとこと|一言|한 ?문장|한마디"
)
_SECONDS = re.compile(
    r"(?<!\d)(?:5|10|15)\s?(?:s|secs?|seconds?|sek\w*|segundos?|secondes?|secondi|сек\w*|秒|초)(?![^\W\d_])"
)
_REPLY = re.compile(r"\s*(?:-+>|=+>|→|➜|⇒|➡)\s*\S")
_THEIRS = re.compile(
    r"\b(?:they (?:sent|said|wrote|published)|sent (?:us|me)|feedback|e-?mail|advert|job (?:ad|post\w*|description)|"
    r"invitation|brief|(?:stellen)?anzeige|ausschreibung|einladung|annonce|convocation|anuncio|convocatoria|anúncio|vaga|edital|"
    r"annuncio|vacature|annons|ogłoszenie|вакансия|ilan)\b|"
    r"\w['’]s (?:comments?|notes?|remarks?|feedback|words|view)\b|招聘|求人",
    re.IGNORECASE,
)
"""Titles above what others wrote."""
_TAG = re.compile(r"(?<!\S)#[^\W\d][\w/-]*\s?")
_HIGHLIGHT = re.compile(r"==[^=]+==[.!]?")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    score: float
    reason: str
    passage: Passage
    prompt: str
    marked: bool
    """Whether the notes mark it, rather than its form alone."""


def find(root: Unit, told: Sequence[Passage], found: Findings) -> None:
    """Add a draft for each wording that is marked as one, and for the best plain sentences of an answer or story."""
    by_owner: dict[int, list[_Candidate]] = {}
    lengths: Counter[int] = Counter()
    plain_text = _owners_that_speak(told)
    replied = {one.lines.start for one, below in pairwise(told) if one.quoted and _replies(below)}
    for passage in told:
        role = role_of_title(passage.column) if passage.column else None
        if words.PLACEHOLDER.search(passage.text) or (role and role[0] is Role.AVOID) or _FORBIDDEN.match(passage.raw):
            continue
        if passage.lines.start in replied or _of_others(passage):
            continue
        owner = passage.owner or passage.unit.within(Role.SAY) or passage.unit
        lengths[id(owner)] += length_of(passage.text)
        home = found.home(passage.owner, passage.lines.start) if passage.column else None
        if home is not None and home.kind is Kind.STORY and _teaches(passage):
            candidates: Iterable[_Candidate] = _takeaway(passage, owner, home.prompt)
        else:
            candidates = _of_passage(passage, owner, quoted=id(owner) in plain_text)
        by_owner.setdefault(id(owner), []).extend(candidates)
    said = _set_against(root, found) | _defined(root, found) | _unsaid(found)
    for name, candidates in by_owner.items():
        taken, most = 0, _MOST + (lengths.get(name, 0) >= _LONG)
        marked_lines = {c.passage.lines.start for c in candidates if c.marked}
        for each in sorted(candidates, key=lambda c: (not c.marked, -c.score, c.passage.lines.start)):
            if not each.marked and (taken >= most or each.passage.lines.start in marked_lines):
                continue
            key = texts.key(each.text)
            if key in said or _line_of(each) in found.cued:
                continue
            said.add(key)
            taken += 1
            _add(each, found)


def _unsaid(found: Findings) -> set[str]:
    """Return what must not be said, as it is compared."""
    out: set[str] = set()
    for draft in found.drafts:
        if draft.kind is Kind.AVOID:
            out.update(texts.key(text) for text, _, _ in draft.points)
            out.update(texts.key(row.removeprefix("- ").split(" → ")[0]) for row in draft.answer.split("\n"))
    return out


def _replies(passage: Passage) -> bool:
    """Tell whether a line replies to the one above: that is what somebody else says."""
    return bool(_REPLY.match(passage.raw))


def _of_others(passage: Passage) -> bool:
    """Tell whether text that no answer holds stands below a title that says whose it is: theirs."""
    return passage.owner is None and passage.unit.role is Role.SECTION and bool(_THEIRS.search(passage.unit.title))


def _set_against(root: Unit, found: Findings) -> set[str]:
    """Add a draft for each thing to say in place of another; return what is settled thereby, as it is compared."""
    settled: set[str] = set()
    for unit, contrast in spoken_instead(root):
        key = texts.key(contrast.better)
        if (
            key in settled
            or not sayable(contrast.better.rstrip("?？"), least=2)
            or words.PLACEHOLDER.search(contrast.better)
        ):
            continue
        settled |= {key, texts.key(contrast.avoid)}
        found.add(
            Draft(
                kind=Kind.PHRASING,
                prompt=f"What do you say instead of “{contrast.avoid}”?",
                answer=contrast.better,
                lines=contrast.lines,
                rule="phrasing",
                reason="set against what not to say",
                confidence=0.85,
                headings=headings_of(unit),
                parent=found.home(unit.within(Role.QUESTION, Role.STORY), contrast.lines.start),
            )
        )
    return settled


def _defined(root: Unit, found: Findings) -> set[str]:
    """Add a draft for each term with what it means; return what is settled thereby, as it is compared."""
    settled: set[str] = set()
    for unit, term in terms(root):
        if texts.key(term.means) in settled or words.PLACEHOLDER.search(term.means):
            continue
        settled.add(texts.key(term.means))
        found.add(
            Draft(
                kind=Kind.PHRASING,
                prompt=f"How do you define “{term.term}”?",
                answer=term.means,
                lines=term.lines,
                rule="phrasing",
                reason=f"a term with its meaning under “{unit.title}”",
                confidence=0.85,
                headings=(*headings_of(unit), unit.title) if unit.title else headings_of(unit),
            )
        )
    return settled


def _owners_that_speak(told: Sequence[Passage]) -> set[int]:
    """Return the questions and stories whose text stands outside quotation marks: there a quotation is set apart."""
    return {
        id(passage.owner)
        for passage in told
        if passage.owner is not None and not (passage.quoted or passage.stressed) and length_of(passage.text) >= 4
        and passage.text[:1] not in '"“«„「'
    }  # fmt: skip


def _of_passage(passage: Passage, owner: Unit, *, quoted: bool) -> Iterator[_Candidate]:
    say = passage.unit.within(Role.SAY)
    if say is not None:
        if not passage.quoted and _first_quoted(say):
            return  # what is said about the wording
        yield from _whole(passage, "stands under “" + say.title + "”", _topic(owner, say))
        return
    how = f"How do you put it? {_named(owner) or passage.context}".strip()
    brief = passage.unit.within(Role.VERSION, Role.QUESTION)
    if brief is not None and brief.units == [] and _in_a_sentence(brief) and _alone(passage, brief):
        yield from _whole(passage, "says it in one sentence", how)
        return
    if passage.owner is None:
        for text, reason in pointed_at(passage) if remarked(passage) else ():
            yield _Candidate(text, _APART, reason, passage, how, True)
        if passage.unit.kind in ("contents", "resources", "advice"):
            return
        quoted = passage.quoted and _is_said(passage)
        if quoted or _labelled(passage) or _of_a_sheet(passage) or _HIGHLIGHT.fullmatch(passage.raw.strip()):
            yield from _whole(passage, "is set apart by its author", how)
        return
    if _labelled(passage):
        yield from _whole(passage, "stands behind a label of its own", how)
        return
    if passage.unit.kind == "learning" and _opens(passage):
        yield from _takeaway(passage, owner)
        return
    apart = not passage.heads and (
        (quoted and passage.stressed) or (passage.quoted and (quoted or passage.unit.role is Role.ANGLE))
    )
    if apart and (not passage.listed or texts.unquoted(passage.text) != passage.text):
        whole = list(_whole(passage, "is set apart by its author", how))
        yield from whole
        if whole:
            return
    for text, reason in pointed_at(passage):
        yield _Candidate(text, _APART, reason, passage, how, True)
    for wording in wordings(passage.text, listed=passage.listed):
        if wording.score >= SURE and not (passage.heads and wording.learned):
            yield _Candidate(wording.text, wording.score, "a sentence that " + wording.reason, passage, how, False)


def _in_a_sentence(unit: Unit) -> bool:
    """Tell whether a title asks for one sentence, or for so few seconds that the words count."""
    label = texts.plain(unit.raw or unit.title).casefold()
    return bool(_ONE_SENTENCE.search(label)) or (unit.role is Role.VERSION and _SECONDS.search(label) is not None)


def _alone(passage: Passage, unit: Unit) -> bool:
    """Tell whether a passage is all that stands below a title, and one sentence."""
    said = [block for block in unit.blocks if isinstance(block, Paragraph | ListBlock | Quote)]
    return len(said) == 1 and said[0].lines == passage.lines and len(texts.sentences(bare(passage.text))) == 1


def _first_quoted(say: Unit) -> bool:
    """Tell whether what stands under a label begins in quotation marks: then these hold the wording."""
    for block in say.blocks:
        if isinstance(block, Paragraph):
            first = texts.plain(block.rows[0].text)
            return texts.unquoted(first) != first
        if isinstance(block, Quote):
            return True
    return False


def _topic(owner: Unit, say: Unit) -> str:
    title = next((u.title for u in [owner, *owner.above()] if u is not say and u.title and u.rank), "")
    return f"{say.title}: {title}" if title and title.casefold() != say.title.casefold() else say.title


def _named(owner: Unit) -> str:
    """Return the title of what something is said in: of a part of a story, that of the story."""
    if owner.role is not Role.SEGMENT:
        return owner.title
    return next((unit.title for unit in owner.above() if unit.title and unit.role is not Role.SEGMENT), owner.title)


def _labelled(passage: Passage) -> str:
    """Return what stands behind a label that names a wording, on the line of the label."""
    lead = lead_of(passage.raw)
    if lead is None or not names_a_wording(lead[0]):
        return ""
    return texts.plain(lead[1])


def _is_said(passage: Passage) -> bool:
    """Tell whether a quotation that stands by itself is a sentence, and no remark in a frame."""
    bare = texts.undecorated(passage.text)
    return texts.unquoted(bare) != bare or bare.endswith((".", "!", "。", "！", "…"))


def _of_a_sheet(passage: Passage) -> bool:
    """Tell whether a passage is an entry under a title that names wordings: a whole sentence, or one in quotes."""
    if passage.unit.role is not Role.SECTION or not names_a_wording(passage.unit.title):
        return False
    text = texts.plain(_TAG.sub("", passage.raw))
    lead = lead_of(passage.raw)
    if lead is not None and lead[2]:
        text = texts.plain(lead[1])
    if _first_quoted(passage.unit) and texts.unquoted(text) == text:
        return False  # what is said about the wordings
    return texts.unquoted(text) != text or text.endswith((".", "!", "。", "！", "…"))


def _whole(passage: Passage, reason: str, prompt: str) -> Iterator[_Candidate]:
    """Yield what is set apart: one wording where it is short, else its sentences that count by their form."""
    lead = lead_of(passage.raw)
    text = _labelled(passage) or texts.plain(_TAG.sub("", passage.raw))
    if lead is not None and lead[2] and texts.unquoted(texts.plain(lead[1])) != texts.plain(lead[1]):
        text = texts.plain(lead[1])
    if not passage.quoted and _FIGURE_FIRST.match(text):
        return
    text = bare(texts.undecorated(text))
    if sayable(text, least=3, most=_WHOLE) and not texts.asks(text) >= 0.9 and not _is_label(text):
        yield _Candidate(text, _APART, reason, passage, prompt, True)
    elif length_of(text) > _WHOLE:
        for wording in wordings(passage.text)[:1]:
            if wording.score >= SURE:
                yield _Candidate(
                    wording.text, wording.score, "a sentence that " + wording.reason, passage, prompt, False
                )


def _is_label(text: str) -> bool:
    return (
        length_of(text) <= 6
        and not text.endswith((".", "!", "。", "！", "…"))
        and text[:1].isupper()
        and text.istitle()
    )


def _teaches(passage: Passage) -> bool:
    """Tell whether a passage is the cell of a story that says what was learned."""
    return any(
        (role := role_of_title(name)) is not None and role == (Role.SEGMENT, "learning")
        for name in (passage.column, passage.context)
    )


def _opens(passage: Passage) -> bool:
    """Tell whether a passage is of the first block below its label."""
    first = next((block for block in passage.unit.blocks if isinstance(block, Paragraph | ListBlock | Quote)), None)
    return first is None or passage.lines.start <= first.lines.end


def _takeaway(passage: Passage, owner: Unit, story: str = "") -> Iterator[_Candidate]:
    """Yield what a story taught: its one sentence, or the one that says so."""
    prompt = f"What did it teach you? {story or _named(owner) or passage.context}".strip()
    if passage.heads:
        return
    if passage.listed and len(passage.unit.parts) and _entries(passage.unit) > _TAKEAWAYS:
        return
    text = bare(passage.text)
    sentences = texts.sentences(text)
    least = 3 if text.endswith((".", "!", "。")) else 5
    if sayable(text, least=least, most=_WHOLE if len(sentences) == 1 else 24):
        yield _Candidate(text, _APART, "says what was learned", passage, prompt, True)
        return
    found = wordings(passage.text)
    first = next((bare(s) for s in sentences if sayable(bare(s), most=_WHOLE)), "") if len(sentences) > 1 else ""
    best = found[0].text if found else first
    if best:
        yield _Candidate(best, _APART, "says what was learned", passage, prompt, True)


def _entries(unit: Unit) -> int:
    return sum(len(block.items) for block in unit.blocks if isinstance(block, ListBlock))


def _line_of(each: _Candidate) -> int:
    return each.passage.line_at(max(0, each.passage.text.find(each.text)))


def _add(each: _Candidate, found: Findings) -> None:
    passage = each.passage
    line = _line_of(each)
    last = passage.line_at(max(0, passage.text.find(each.text)) + len(each.text) - 1)
    found.add(
        Draft(
            kind=Kind.PHRASING,
            prompt=each.prompt,
            answer=each.text,
            lines=Lines(line, max(line, last)),
            rule="phrasing",
            reason=each.reason,
            confidence=0.88 if each.marked else min(0.86, 0.6 + each.score / 5),
            headings=headings_of(passage.unit),
            parent=found.home(passage.owner, line),
        )
    )
