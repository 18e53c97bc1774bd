"""The three note types that every package uses: their fields, templates and looks.

A phone that has one of them keeps it for ever. Fields and templates can't be added, removed or put in another order
there without its notes being refused or a full sync forced on every device, so all sets are final, with spare
fields and templates for what comes later. Texts of templates and the style may change: with a later `TEMPLATES_OF`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from srs.anki.identity import MAX_POINT_CARDS, Form

TEMPLATES_OF = 1_795_262_400
"""Seconds since 1970 (2026-11-21, noon): the age of the texts below; a phone takes them when it has older ones."""


@dataclass(frozen=True, slots=True)
class Field:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Template:
    id: int
    name: str
    front: str
    back: str
    needs: tuple[str, ...]
    """A card exists where one of these fields has something in it."""


@dataclass(frozen=True, slots=True)
class NoteType:
    id: int
    name: str
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    css: str
    is_cloze: bool = False
    """Whether its one template makes a card for each number of gaps in `Prompt`."""

    def row(self, values: Mapping[str, str]) -> list[str]:
        """Return the values of a note in the order of its fields, "" for those that are not named."""
        unknown = values.keys() - {field.name for field in self.fields}
        if unknown:
            raise ValueError(f"{self.name} has no field {', '.join(sorted(unknown))}")
        return [values.get(field.name, "") for field in self.fields]

    def requirements(self) -> list[Any]:
        """Return which fields each template needs, as Anki stores it."""
        places = {field.name: at for at, field in enumerate(self.fields)}
        return [[at, "any", [places[name] for name in tmpl.needs]] for at, tmpl in enumerate(self.templates)]


_COMMON = (
    Field(4_108_231_700_001, "Prompt"),
    Field(4_108_231_700_002, "Answer"),
    Field(4_108_231_700_003, "Points"),
    Field(4_108_231_700_004, "Beats"),
    Field(4_108_231_700_005, "Versions"),
    Field(4_108_231_700_006, "Cues"),
    Field(4_108_231_700_007, "Follows"),
    Field(4_108_231_700_008, "Followed by"),
    Field(4_108_231_700_009, "Story"),
    Field(4_108_231_700_010, "Ask"),
    Field(4_108_231_700_011, "Source"),
    Field(4_108_231_700_012, "Kind"),
    Field(4_108_231_700_013, "Typed"),
    Field(4_108_231_700_014, "Spare 1"),
    Field(4_108_231_700_015, "Spare 2"),
    Field(4_108_231_700_016, "Spare 3"),
    Field(4_108_231_700_017, "Spare 4"),
    Field(4_108_231_700_018, "Spare 5"),
    Field(4_108_231_700_019, "Spare 6"),
)

_FIRST_CUE = 4_108_231_710_000
_FIRST_POINT = 4_108_231_720_000
_FIRST_TEMPLATE = 4_108_231_730_000
"""Slot n has these numbers plus n."""

_FIRST_SPARE = 4_108_231_730_200


def cue_field(slot: int) -> str:
    """Return the name of the field that asks for the point in a slot."""
    return f"Cue {slot:02}"


def point_field(slot: int) -> str:
    """Return the name of the field with the point in a slot."""
    return f"Point {slot:02}"


@cache
def note_type(form: Form) -> NoteType:
    """Return the note type of a form."""
    css = resources.files("srs.anki").joinpath("card.css").read_text(encoding="utf-8")
    match form:
        case Form.SINGLE:
            whole = Template(4_108_231_730_100, "Card", _front(_TYPED), _back(_TYPED), needs=("Prompt",))
            return NoteType(1_108_231_700_001, "srs", _COMMON, (whole, *_spare_templates()), css)
        case Form.STORY:
            telling = Template(_FIRST_TEMPLATE, "Telling", _front(_BEATS), _back(), needs=("Prompt",))
            slots = range(1, MAX_POINT_CARDS + 1)
            points = tuple(_point_template(slot) for slot in slots)
            slot_fields = tuple(
                field
                for n in slots
                for field in (Field(_FIRST_CUE + n, cue_field(n)), Field(_FIRST_POINT + n, point_field(n)))
            )
            return NoteType(
                1_108_231_700_002, "srs story", _COMMON + slot_fields, (telling, *points, *_spare_templates()), css
            )
        case Form.CLOZE:
            prompt = "{{cloze:Prompt}}"
            gaps = Template(4_108_231_730_300, "Cloze", _front(prompt=prompt), _back(prompt=prompt), needs=("Prompt",))
            return NoteType(1_108_231_700_003, "srs cloze", _COMMON, (gaps,), css, is_cloze=True)


_BEATS = '{{#Beats}}<div class="beats">{{Beats}}</div>{{/Beats}}'
_TYPED = '{{#Typed}}<div class="typed">{{type:Typed}}</div>{{/Typed}}'
_TOP = '<div class="top"><span class="ask">{{Ask}}</span> <span class="source">{{Source}}</span></div>'
_FOLLOWS = '{{#Follows}}<div class="follows">{{Follows}}</div>{{/Follows}}'


def _front(more: str = "", *, prompt: str = "{{Prompt}}") -> str:
    return f"""<div class="srs of-{{{{Kind}}}}">
{_TOP}
{_FOLLOWS}
<div class="prompt">{prompt}</div>
{more}
</div>"""


def _back(more: str = "", *, prompt: str = "{{Prompt}}") -> str:
    return f"""<div class="srs back of-{{{{Kind}}}}">
{_TOP}
{_FOLLOWS}
<div class="prompt">{prompt}</div>
<hr id="answer">
{more}
{{{{#Points}}}}<div class="points">{{{{Points}}}}</div>{{{{/Points}}}}
{{{{#Answer}}}}<div class="answer">{{{{Answer}}}}</div>{{{{/Answer}}}}
{_fold("Versions", "Versions", wrap=False)}
{_fold("Cues", "What they listen for")}
{{{{#Story}}}}<div class="linked story">{{{{Story}}}}</div>{{{{/Story}}}}
{{{{#Followed by}}}}<div class="linked next">{{{{Followed by}}}}</div>{{{{/Followed by}}}}
</div>"""


def _point_template(slot: int) -> Template:
    cue, point = cue_field(slot), point_field(slot)
    head = f"""<div class="top"><span class="ask">One beat</span> <span class="source">{{{{Source}}}}</span></div>
<div class="title">{{{{Prompt}}}}</div>
<div class="prompt cue">{{{{{cue}}}}}</div>"""
    front = f"""{{{{#{point}}}}}<div class="srs point">
{head}
</div>{{{{/{point}}}}}"""
    back = f"""<div class="srs back point">
{head}
<hr id="answer">
<div class="answer">{{{{{point}}}}}</div>
{_fold("Points", "The whole story")}
</div>"""
    return Template(_FIRST_TEMPLATE + slot, f"Beat {slot:02}", front, back, needs=(point,))


def _spare_templates() -> tuple[Template, ...]:
    """Return templates for ways to ask that are not known yet; their fields are empty, so they make no cards."""
    return tuple(
        Template(_FIRST_SPARE + n, f"Spare {n}", f"{{{{Spare {n}}}}}", "{{FrontSide}}", needs=(f"Spare {n}",))
        for n in (1, 2)
    )


def _fold(field: str, title: str, *, wrap: bool = True) -> str:
    inside = f"{{{{{field}}}}}"
    body = f'<details class="{field.lower()}"><summary>{title}</summary>{inside}</details>' if wrap else inside
    return f"{{{{#{field}}}}}{body}{{{{/{field}}}}}"
