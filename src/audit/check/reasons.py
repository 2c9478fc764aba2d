"""A feasible range and the relations that make it, written out."""

from __future__ import annotations

from ..records import Facts
from ..sets import Interval, Values, plain


def reasons(facts: Facts, relations: tuple[str, ...]) -> tuple[str, str]:
    """The arithmetic of the relations in both languages, without the remark that a figure is not shown."""
    told = [facts.bounds.why[r] for r in relations if r in facts.bounds.why]
    zh = "；".join(why[0].split("；")[0] for why in told)
    return zh, "; ".join(why[1].split(";")[0] for why in told)


def range_words(values: Values) -> tuple[str, str]:
    """A set of numbers in words: 不小于6, 不大于64, 158至186之间; unions joined by 或."""
    parts = [_words(part) for part in values]
    return "或".join(zh for zh, _ in parts), " or ".join(en for _, en in parts)


def _words(part: Interval) -> tuple[str, str]:
    lo = None if part.lo is None else plain(part.lo, 2)
    hi = None if part.hi is None else plain(part.hi, 2)
    if lo is not None and lo == hi:
        return lo, lo
    if hi is None:
        return (f"不小于{lo}", f"at least {lo}") if lo is not None else ("任何数", "any number")
    if lo is None or part.lo == 0:
        return f"不大于{hi}", f"at most {hi}"
    return f"{lo}至{hi}之间", f"from {lo} to {hi}"
