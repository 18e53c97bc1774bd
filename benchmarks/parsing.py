"""How long reading takes: against markdown-it-py on the same bytes, and how it grows with the length of a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figures import Figure, ratio, seconds
from benchmarks.notes import write_notes

FILES, BYTES = 1_000, 10_000_000
SHORT, LONG = 500_000, 5_000_000

HOSTILE: dict[str, Callable[[int], str]] = {
    "nested lists": lambda size: "\n".join("  " * (line % 40) + "- an item of a list" for line in range(size // 60)),
    "asterisks": lambda size: ("*" * 79 + "\n") * (size // 80),
    "brackets": lambda size: ("[" * 79 + "\n") * (size // 80),
    "one line": lambda size: "What is it? It is 45 % of all words. " * (size // 37),
}


def measure() -> Iterator[Figure]:
    """Yield the ratio of reading to markdown-it-py, and that of a long file to a tenth of it for each hostile shape."""
    from markdown_it import MarkdownIt

    from srs.model import Source
    from srs.notes.extract import extract
    from srs.reading import read

    source = Source(path="a.md", location="/a.md", place="a.md", deck="a")
    with tempfile.TemporaryDirectory() as name:
        write_notes(Path(name), questions=FILES * 30, per_file=30)
        files = [path.read_bytes() for path in sorted(Path(name).iterdir())]
    parser = MarkdownIt("commonmark").enable("table")

    def ours() -> None:
        for data in files:
            read(data, source)

    def base() -> None:
        for data in files:
            parser.parse(data.decode())

    yield Figure("reading 1,000 files", ratio(ours, base, rounds=3, warm=0), 2.5, "× markdown-it-py")
    for shape, text in HOSTILE.items():
        short, long = text(SHORT).encode(), text(LONG).encode()
        extract(read(short[: SHORT // 10], source))
        times = [seconds(lambda data=data: extract(read(data, source))) for data in (short, long)]  # type: ignore[misc]
        yield Figure(f"5 MB of {shape}", times[1] / times[0], 12, "× 500 kB")
