"""What reading takes: time against markdown-it-py on the same bytes, how that grows with the length, memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, ratio, seconds
from benchmarks.notes import write_notes

if TYPE_CHECKING:
    from srs.model import Source

FILES, BYTES = 1_000, 10_000_000
SHORT, LONG = 500_000, 5_000_000

HOSTILE: dict[str, Callable[[int], str]] = {
    "nested lists": lambda size: "\n".join("  " * (line % 40) + "- an item of a list" for line in range(size // 60)),
    "asterisks": lambda size: ("*" * 79 + "\n") * (size // 80),
    "brackets": lambda size: ("[" * 79 + "\n") * (size // 80),
    "one line": lambda size: "What is it? It is 45 % of all words. " * (size // 37),
}
_BRIEF = 10
"""Seconds: what is read faster than that is read three times."""
_PEAK = """
import resource, sys
from pathlib import Path
from srs.model import Source
from srs.notes.extract import extract
from srs.reading import read
source = Source(path="a.md", location="/a.md", place="a.md", deck="a")
for path in sorted(Path(sys.argv[1]).iterdir())[:int(sys.argv[2])]:
    extract(read(path.read_bytes(), source))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure() -> Iterator[Figure]:
    """Yield the ratio of reading to markdown-it-py, and that of a long file to a tenth of it for each hostile shape."""
    from markdown_it import MarkdownIt

    from srs.model import Source
    from srs.notes.extract import extract
    from srs.reading import read

    source = Source(path="a.md", location="/a.md", place="a.md", deck="a")
    with tempfile.TemporaryDirectory() as name:
        write_notes(Path(name), questions=FILES * 30, per_file=30)
        few, many = (_peak(Path(name), files) for files in (FILES // 10, FILES))
        files = [path.read_bytes() for path in sorted(Path(name).iterdir())]
    parser = MarkdownIt("commonmark").enable("table")

    def ours() -> None:
        for data in files:
            read(data, source)

    def base() -> None:
        for data in files:
            parser.parse(data.decode())

    yield Figure("reading 1,000 files", ratio(ours, base, rounds=3, warm=0), 2.5, "× markdown-it-py")
    yield Figure("peak memory of reading 1,000 files", many / few, 1.2, "× that of 100")
    for shape, text in HOSTILE.items():
        short, long = text(SHORT).encode(), text(LONG).encode()
        extract(read(short[: SHORT // 10], source))
        pairs = [_both(short, long, source)]
        while len(pairs) < 3 and pairs[0][1] < _BRIEF:
            pairs.append(_both(short, long, source))  # what takes a moment is at the mercy of the machine
        times = [min(pair[of] for pair in pairs) for of in (0, 1)]
        yield Figure(f"5 MB of {shape}", times[1] / times[0], 12, "× 500 kB")


def _both(short: bytes, long: bytes, source: Source) -> tuple[float, float]:
    """Return the seconds that reading and extraction take of each."""
    from srs.notes.extract import extract
    from srs.reading import read

    return seconds(lambda: extract(read(short, source))), seconds(lambda: extract(read(long, source)))


def _peak(folder: Path, files: int) -> int:
    """Return the most memory that a process has while it reads so many files, one after the other."""
    ran = subprocess.run(
        [sys.executable, "-c", _PEAK, str(folder), str(files)], capture_output=True, check=True, text=True
    )
    return int(ran.stdout)
