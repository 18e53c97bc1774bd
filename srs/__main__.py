"""`python -m srs` is the command `srs`, and both begin here: `srs due --prompt` goes no further."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run one command and leave the process with its exit code."""
    if sys.argv[-2:] == ["due", "--prompt"]:
        gc.disable()  # for so short a time all that is made stays
        from srs.terminal.prompt import answered

        if answered(sys.argv[1:-2]):
            # nothing is open, and clearing up would take as long as counting did
            os._exit(0)
        gc.enable()
    from srs.terminal.cli import main as run

    run()


if __name__ == "__main__":
    main()
