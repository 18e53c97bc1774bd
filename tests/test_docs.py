"""What the documentation says of commands is so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from srs.terminal.cli import srs as program

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands() -> dict[str, click.Command]:
    context = click.Context(program)
    return {name: program.get_command(context, name) for name in program.list_commands(context)}  # type: ignore[misc]


def test_every_command_has_its_place_in_the_documentation() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert [name for name in commands() if f"srs {name}" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    known = commands()
    text = page.read_text(encoding="utf-8")
    for line in re.findall(r"`srs ([a-z][^`\n]*)`|^\s*srs ([a-z][^\n#]*)", text, re.MULTILINE):
        words = (line[0] or line[1]).split()
        command = known.get(words[0])
        assert command is not None, f"{page.name}: srs {words[0]} does not exist"
        options = {opt for parameter in command.params for opt in parameter.opts}
        if isinstance(command, click.Group):
            names = command.list_commands(click.Context(command))
            options |= {
                opt
                for name in names
                for parameter in command.get_command(click.Context(command), name).params  # type: ignore[union-attr]
                for opt in parameter.opts
            }
        for word in words:
            if word.startswith("--"):
                assert word in options | {"--json", "--help", "--db", "--plain"}, f"{page.name}: {word} does not exist"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
