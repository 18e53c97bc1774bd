"""The figures that `srs` promises, each measured by one command: `nox -s bench -- --json FILE`.

Wherever a time is involved the figure is a ratio against something that must be paid anyway, both taken in turn in
one run, so that it holds on a slow or busy machine too.
"""
