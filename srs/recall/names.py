"""Figures that are names (H100, GPT-4), and percentiles that other figures are of."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.amounts import Figure, span_of
from srs.recall.lexicon import Language, words
from srs.recall.numbers import number_at
from srs.recall.tokens import Shape, Token, low_at

PREFIXED = frozenset(words("us r a c ca au nz hk s"))
"""What is money only before a dollar sign."""
MONEY = PREFIXED | frozenset(
    words(
        "$ € £ ¥ ₹ ₩ ₺ ₽ ₪ ฿ ₴ ₿ usd eur gbp chf jpy inr brl aud cad nzd hkd sgd mxn zar krw rub czk huf thb aed nok "
        "dkk sek pln cny rmb btc"
    )
)


def named_at(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return the figure that letters stuck to a numeral make a name, or a percentile: H100, GPT-4, p99 120 ms."""
    token = found[at]
    label, end = label_at(found, at, language)
    if label:
        # the percentile of a figure that follows; alone it is one itself
        return Figure(
            text=span_of(text, found, at, end), start=at, end=end, readings=(), label=label, name=label, weak=True
        )
    if token.shape is not Shape.WORD or token.low in MONEY - PREFIXED or token.low in ("x", "sub"):
        return None
    next = at + 1
    dashed = low_at(found, next) == "-" and found[next].start == token.end
    if dashed:
        next += 1
    if next >= len(found) or found[next].shape is not Shape.NUMERAL or found[next].start != found[next - 1].end:
        return None
    if token.low in ("q", "fy") or (dashed and not token.text.isupper()) or token.low in ("ca", "rs", "eur"):
        return None
    end = next + 1
    if (
        end < len(found)
        and found[end].shape is Shape.WORD
        and found[end].start == found[end - 1].end
        and len(found[end].low) < 6
    ):
        end += 1
    name = span_of(text, found, at, end).casefold().replace("-", "")
    return Figure(text=span_of(text, found, at, end), start=at, end=end, readings=(), name=name, weak=True)


def label_at(found: Sequence[Token], at: int, language: Language) -> tuple[str, int]:
    """Return the percentile named at a token (p99, 95th percentile, median), and the token after it; none: ""."""
    low = low_at(found, at)
    if low in ("median", "mediana", "médiane"):
        return "p50", at + 1
    if low == "p" and at + 1 < len(found):
        if found[at + 1].shape is Shape.NUMERAL and found[at + 1].start == found[at].end:
            return "p" + found[at + 1].text, at + 2
        number = number_at(found, at + 1, language)
        if number is not None and found[at + 1].shape is Shape.WORD and 1 <= number.values[0] < 100:
            return f"p{number.values[0]:g}", number.end
        if number is not None and found[at + 1].shape is Shape.NUMERAL and number.values[0] in (50, 90, 95, 99, 99.9):
            return f"p{number.values[0]:g}", at + 2
    for length in (2, 3, 4):
        if low_at(found, at + length) in ("percentile", "perzentil", "percentil", "centile"):
            number = number_at(found, at, language)
            if number is not None:
                return f"p{number.values[0]:g}", at + length + 1
            tens = {"ninety": 90, "fiftieth": 50, "ninetieth": 90}.get(low)
            if tens is not None:
                ones = {"fifth": 5, "ninth": 9}.get(low_at(found, at + length - 1), 0)
                return f"p{tens + ones}", at + length + 1
    return "", at
