"""Questions whose answer only names a story that is told elsewhere: “see the flood story”, 「洪水の夜」は下に."""

from __future__ import annotations

import re

from srs.model import Kind, Lines
from srs.notes import narrating
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings

_SEE = re.compile(
    r"^\W{0,3}(?:->|=>|→|➜|⇒|👉|➡)|\b(?:see|story|stories|use|tell|below|above|siehe|geschichte|unten|oben|"
    r"erzähl\w*|voir|histoire|"
    r"raconter|plus bas|ci-dessous|ver|véase|historia|abajo|contar|história|caso|abaixo|vedi|storia|sotto|"
    r"racconto|zie|"
    r"verhaal|onder|hieronder|se|historien?|berättelsen|nedan|nedenfor|patrz|zob|histori[aę]|niżej|opowiedzieć|"
    r"viz|níže|"
    r"příběh|см|смотри|смотреть|история|историю|ниже|рассказать|див|нижче|історі[яю]|bkz|bak|aşağıda|hikaye\w*|"
    r"olay\w*|"
    r"anlat\w*|lásd|alább|vezi|poveste\w*|lihat|cerita|xem)\b|見て|参照|参见|参考|見る|下の|上の|见|見|故事|の話|위의|앞의|아래|참고|사례|이야기"
)
"""How an answer says that it stands elsewhere."""
_HEAD = re.compile(r"^\W{0,3}(?:->|=>|→|➜|⇒|👉|➡\ufe0f?)\s*")
_QUOTED = re.compile(r"[\"“”„«「『‘]\s*([^\"“”«»「」『』]{2,60}?)\s*[\"“”»」』’]")
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,}")
_LONGEST = 24
"""Words of an answer that only points."""


def find(found: Findings) -> None:
    """Give each question that points to a story what is told there."""
    stories = [draft for draft in found.drafts if draft.kind is Kind.STORY]
    if not stories:
        return
    for draft in found.drafts:
        if draft.kind is not Kind.QUESTION or draft.story is not None or not draft.answer.strip():
            continue
        if narrating.weight(draft.answer) > _LONGEST:
            continue
        story = _meant(texts.plain(draft.answer), stories)
        if story is None or story.lines.start in range(draft.lines.start, draft.lines.end + 1):
            continue
        draft.cues.insert(0, _HEAD.sub("", texts.plain(draft.answer)).replace("\n", " ").strip())
        draft.answer, draft.story = story.answer, story
        draft.points = list(story.points)
        draft.tags = [tag for tag in draft.tags if tag != "unanswered"]
        draft.also.append(Lines(story.lines.start, story.lines.end))


def _meant(answer: str, stories: list[Draft]) -> Draft | None:
    """Return the story that an answer names, if it names one and says little else."""
    low = answer.casefold().replace("’", "'")
    first = low.split("\n")[0]
    quoted = [texts.key(name) for name in _QUOTED.findall(first)]
    if not quoted and not _SEE.search(first):
        whole = texts.key(low)
        return next((story for story in stories if whole == texts.key(story.prompt)), None)
    said = set(texts.key(first).split())
    best: tuple[int, Draft] | None = None
    for story in stories:
        name = texts.key(texts.without_remark(story.prompt)[0])
        telling = [word for word in _WORD.findall(name) if not narrating.names_story(word) and word not in _EMPTY]
        score = 0
        if any(quote and (quote in name or (len(name) > 3 and name in quote)) for quote in quoted):
            score = 10 + len(telling)
        elif telling and _SEE.search(first) and (_all_said(telling, said) or name in texts.key(first)):
            score = len(telling)
        if score and (best is None or score > best[0]):
            best = score, story
    return best[1] if best else None


def _all_said(telling: list[str], said: set[str]) -> bool:
    """Tell whether all words of a name are said; of Korean ones, which take endings, the first two syllables of one."""
    if all(word in said for word in telling):
        return True
    stems = [word[:2] for word in telling if "\uac00" <= word[0] <= "\ud7a3"]
    return any(word.startswith(stem) for stem in stems for word in said)


_ARTICLES = """
    the and for that this with der die das und mit les des une pour los las del con una dos uma com gli della
    het een van
"""
_EMPTY = frozenset(_ARTICLES.split())
