"""`python -m srs` is the command `srs`."""

from srs.terminal.cli import main

if __name__ == "__main__":
    main()
