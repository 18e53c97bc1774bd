"""Several programs at once in one database, and programs that are killed: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from srs.store import Store, checkup
from tests.store.conftest import fill, note

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")

PRELUDE = """
import sys
from srs.store import Store
from tests.store.conftest import event, fill, note, seen
store = Store.open(sys.argv[1])
"""

ANSWER = """
name, count = sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    with store.write() as writer:
        reviews = getattr(writer.state("a").state, "reviews", 0)
        done = writer.append(event("a", took_ms=number, detail={"by": name}), seen(reviews=reviews + 1))
    print(done.id, flush=True)
"""

MAKE = """
name = sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
fill(store, note(name), name=name + ".md")
print(store.device, flush=True)
"""


@contextmanager
def running(script, *arguments):
    found = os.pathsep.join(filter(None, [*sys.path, str(Path(__file__).parents[2])]))
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PRELUDE + script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": found},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_programs_answer_at_once_and_each_answer_counts(store, path):
    fill(store, note("a"))
    with running(ANSWER, path, "one", 60) as one, running(ANSWER, path, "two", 60) as two:
        go(one)
        go(two)
        ids = [line.strip() for process in (one, two) for line in process.stdout]
        assert one.wait() == two.wait() == 0

    with store.read() as reader:
        events = reader.events()
        assert sorted(event.id for event in events) == sorted(ids)
        assert len(set(ids)) == 120
        assert reader.state("a").state.reviews == 120
        assert checkup.faults(reader) == []


def test_two_programs_make_the_database_at_once(path):
    with running(MAKE, path, "one") as one, running(MAKE, path, "two") as two:
        go(one)
        go(two)
        devices = {one.stdout.readline(), two.stdout.readline()}
        assert one.wait() == two.wait() == 0

    with Store.open(path) as store, store.read() as reader:
        assert {known.note.id for known in reader.notes()} == {"one", "two"}
        assert devices == {f"{store.device}\n"}


@pytest.mark.parametrize("round", range(6))
def test_a_killed_program_loses_no_answer_that_it_acknowledged(store, path, round):
    fill(store, note("a"))
    store.close()
    acknowledged = random.Random(round).randint(1, 40)
    with running(ANSWER, path, "killed", 10_000) as process:
        go(process)
        ids = [process.stdout.readline().strip() for _ in range(acknowledged)]
        process.kill()
        ids += [line.strip() for line in process.stdout if line.endswith("\n")]

    with Store.open(path) as store, store.read() as reader:
        events = [event.id for event in reader.events()]
        assert events[: len(ids)] == ids
        assert len(events) - len(ids) <= 1
        assert reader.state("a").state.reviews == len(events)
        assert checkup.faults(reader) == []


@pytest.mark.parametrize("round", range(4))
def test_a_program_killed_while_it_makes_the_database_leaves_one_that_can_be_used(path, round):
    with running(MAKE, path, "killed") as process:
        go(process)
        # some moment of it: this loop takes about as long as the making does
        for _ in range(random.Random(round).randint(0, 3_000)):
            path.exists()
        process.kill()

    with Store.open(path) as store:
        fill(store, note("a"), name="a.md")
        with store.read() as reader:
            assert "a" in {known.note.id for known in reader.notes()}
            assert checkup.faults(reader) == []
