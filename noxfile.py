"""Names for the commands that look after the project; `nox -l` lists them, `pyproject.toml` configures them."""

from __future__ import annotations

import nox

nox.options.sessions = ["lint", "types", "tests"]
nox.options.default_venv_backend = "venv"


@nox.session
def tests(session: nox.Session) -> None:
    """All tests, run on the wheel as a user would install it."""
    session.install(".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, imports and formatting, by ruff."""
    session.install("ruff>=0.8")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """mypy --strict over the package."""
    session.install(".", "mypy>=1.13")
    session.run("mypy", "srs")


@nox.session
def bench(session: nox.Session) -> None:
    """Every measured figure, as a table; `nox -s bench -- --json FILE` also writes them."""
    session.install(".[test]", "numba>=0.60")
    session.run("python", "-m", "benchmarks", *session.posargs)
