"""What was said -> what is known: verdicts on answers, the memory of each point, and how ready one is."""

from __future__ import annotations

from srs.recall.verdicts import Part, Verdict, Worth

__all__ = ["Part", "Verdict", "Worth", "judge"]


def judge(kind: str, expected: str, said: str, *, strict: bool = False) -> Verdict:
    """Return what an answer is worth against the one expected, and which part of it is off.

    For a `metric` its figures are compared, for anything else its wording; `strict` wants that verbatim.
    """
    from srs.recall.phrasings import judge_wording

    if kind == "metric":
        from srs.recall.figures import judge_figures

        verdict = judge_figures(expected, said)
        if verdict is not None:
            return verdict
    return judge_wording(expected, said, strict=strict)
