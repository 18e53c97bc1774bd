"""What a passage leads up to as the thing to say: in quotes, stressed, named as a sentence, or pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from srs.notes import text as texts
from srs.notes.rules.passages import Passage
from srs.notes.sayings import names_a_wording
from srs.notes.wordings import bare, sayable
from srs.notes.words import Role

_QUOTE = r"[\"“«„「『]\s?(?P<said>[^\"“”«»„「」『』]{8,220}?)\s?[\"”“»」』]"
_AFTER_COLON = re.compile(rf"[:：]\s*{_QUOTE}[.!]?(?=\s|$)")
_I_SAID = re.compile(
    r"\b(?:I (?:said|told (?:\w+ ){1,3}|told \w+)|(?:habe ich|ich habe|sagte ich|ich sagte)(?: gesagt)?|"
    r"(?:le |les )?dije|"
    rf"j['’]ai dit|(?:eu )?disse|ho detto|(?:zei ik|ik zei)|(?:sa jag|jag sa)|powiedział[ae]m|я сказала?)"
    rf"[,:]?\s*{_QUOTE}",
    re.IGNORECASE,
)
_STRESSED = re.compile(r"[:：]\s*(\*\*|\*|==|__|_)(?=\S)(?P<said>[^*=_]{16,220}?)\1(?=\W|$)")
_REMARKED = re.compile(rf"^{_QUOTE}\s*(?:-{{1,2}}|–|—|\()\s*\S")
_SENTENCE_STRESSED = re.compile(r"(?:^|(?<=[.!?]\s))(\*\*|==)(?=\S)(?P<said>[^*=]{16,200}?[.!。！])\1(?=\W|$)")
_POINTED = re.compile(rf"^{_QUOTE}\s*(?:<-+|←|⬅\ufe0f?|⟵)")
_NAMED = re.compile(r"(?:^|[.!?。]\s+)(?P<label>[^:：.!?\n]{3,60})[:：]\s+(?P<said>[^:：\n]{12,200}[.!。])$")
_OTHERS = re.compile(
    r"\b(?:he|she|they|said|says|asked|asks|shouted|replied|wrote|told|customers?|patients?|manager|boss|"
    r"interviewers?|"
    r"er|sagte|fragte|il|elle|ils|dit|demande|dijo|preguntó|disse|ha detto|zei|sa|сказал[аи]?|спросил[аи]?)\W*$",
    re.I,
)


def remarked(passage: Passage) -> bool:
    """Tell whether a passage begins with a quotation and goes on with a remark on it."""
    return _REMARKED.match(passage.text) is not None


def pointed_at(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield what a passage leads up to: in quotes or stressed behind a colon, named as a sentence, or pointed at."""
    pointed = _POINTED.match(passage.text) or _REMARKED.match(passage.text)
    if pointed and sayable(pointed["said"].rstrip("?？")):
        yield pointed["said"].strip(), "is pointed at"
    for match in _I_SAID.finditer(passage.text) if passage.unit.within(Role.STORY, Role.SEGMENT) else ():
        if sayable(match["said"].strip(), least=5):
            yield match["said"].strip(), "is what you said"
    segment = passage.unit.role is Role.SEGMENT
    for pattern, text in ((_AFTER_COLON, passage.text), (_STRESSED, passage.raw)):
        for match in pattern.finditer(text):
            said = texts.plain(match["said"])
            before = text[: match.start()]
            if not sayable(said, least=5) or _OTHERS.search(before) or any(map(str.isdigit, said)):
                continue
            if segment and not names_a_wording(re.split(r"[.!?]\s", before)[-1]):
                continue
            yield said, "is what the text before it leads up to"
    for match in _SENTENCE_STRESSED.finditer(passage.raw):
        said = texts.plain(match["said"])
        if sayable(said, least=5) and len(match[0]) < len(passage.raw.strip()):
            yield said, "is stressed by its author"
    named = _NAMED.search(passage.text)
    if named and names_a_wording(named["label"]) and sayable(bare(named["said"])):
        yield bare(named["said"]), f"is named “{named['label']}”"
