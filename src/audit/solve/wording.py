"""A relation's arithmetic as a sum that a person can follow: 38 ≠ 27＋9＋1＝37；差1."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from ..records import Figure, Holds, Linear, Product, Relation
from ..sets import Number, exact, plain
from . import implied
from .printed import english, number, shown
from .readings import Rounding
from .system import magnitude, quotient

PAIR = tuple[str, str]
"""The same in Chinese and English."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def phrase(group: str, key: str, zh: Mapping[str, str] | None = None, en: Mapping[str, str] | None = None) -> PAIR:
    """A phrase of words.toml in both languages, its places filled."""
    pair = _table()[group][key]
    return pair[0].format(**(zh or {})), pair[1].format(**(en or zh or {}))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found about a relation alone, and under which rounding it holds."""

    holds: Holds
    rounding: Rounding = Rounding.HALF_UP
    settled: bool = True


def why(relation: Relation, outcome: Outcome, figures: Mapping[str, Figure]) -> PAIR:
    """The sum behind a verdict, in Chinese and English."""
    through = implied.share(relation, figures)
    if through is not None and (told := _implied(through, outcome, figures)) is not None:
        tail = _tail(relation, outcome, figures)
        return told[0] + tail[0], told[1] + tail[1]
    for constraint in relation.constraints:
        if isinstance(constraint, Product):
            text = _share(constraint, outcome, figures)
        elif any(name in figures for _, name in constraint.terms) and len(constraint.terms) > 1:
            text = _sum(constraint, outcome, figures, together=relation.pattern == "balance")
        else:
            continue
        if text is not None:
            tail = _tail(relation, outcome, figures)
            return text[0] + tail[0], text[1] + tail[1]
    return relation.why_zh, relation.why_en


def _tail(relation: Relation, outcome: Outcome, figures: Mapping[str, Figure]) -> PAIR:
    if outcome.holds is Holds.UNKNOWN:
        if not outcome.settled:
            return phrase("sum", "unsettled")
        members = [figures[i] for i in relation.figures if i in figures]
        return phrase("sum", "masked" if any(f.masked for f in members) or not members else "approximate")
    if outcome.holds is Holds.TRUE and outcome.rounding is not Rounding.HALF_UP:
        return phrase("sum", outcome.rounding.value)
    return "", ""


def gap(constraint: Linear, figures: Mapping[str, Figure]) -> Number | None:
    """How much the printed numbers miss the constraint by, positive if they exceed it; None if one is not shown."""
    total: Number = 0
    for a, name in constraint.terms:
        figure = figures.get(name)
        if figure is None or figure.value is None or figure.masked:
            return None
        total += a * figure.value
    if constraint.lo is not None and total < constraint.lo:
        return total - constraint.lo
    if constraint.hi is not None and total > constraint.hi:
        return total - constraint.hi
    return 0


def _sum(constraint: Linear, outcome: Outcome, figures: Mapping[str, Figure], *, together: bool) -> PAIR:
    if together and (balance := _balance(constraint, outcome, figures)) is not None:
        return balance
    if len(constraint.terms) > 1 and constraint.lo == constraint.hi and constraint.lo and _alike(constraint):
        return _all_of(constraint, outcome, figures)
    (first, name), *rest = constraint.terms
    flip = -1 if first < 0 else 1
    whole = figures.get(name)
    lo, hi = constraint.lo, constraint.hi
    if flip < 0:
        lo, hi = (None if hi is None else -hi), (None if lo is None else -lo)
    offset = lo if lo is not None else hi
    terms = [(-flip * a, figures.get(n)) for a, n in rest]
    left = _term(magnitude(first), whole)
    right = _added(terms, offset or 0, whole)
    miss = gap(constraint, figures)
    total = None if miss is None or whole is None or whole.value is None else _total(terms, offset or 0)
    plain_sum = total is None or not miss or len(terms) + bool(offset) < 2
    steps = "" if plain_sum or total is None else "＝" + number(total, whole)
    sign, tail = _sign(lo, hi, outcome, miss)
    if tail and miss:
        size = number(magnitude(miss), whole)
        zh, en = phrase("sum", tail, {"gap": size}, {"gap": english(size)})
    elif outcome.holds is Holds.TRUE and miss and outcome.rounding is Rounding.HALF_UP:
        zh, en = phrase("sum", "rounded")
    else:
        zh, en = "", ""
    line = f"{left} {sign} {right}{steps}"
    return line.replace(" ＝ ", "＝") + zh, english(line) + en


def _balance(constraint: Linear, outcome: Outcome, figures: Mapping[str, Figure]) -> PAIR | None:
    """46＋3＝49 ≠ 47＋1＝48: what there was against what became of it; None where a figure is not shown."""
    miss = gap(constraint, figures)
    if miss is None or constraint.lo != 0 or constraint.hi != 0:
        return None
    sides, like = [], figures[constraint.terms[0][1]]
    for sign in (1, -1):
        terms = [(sign * a, figures.get(n)) for a, n in constraint.terms if a * sign > 0]
        sides.append(
            _added(terms, 0, like) + (f"＝{number(_total(terms, 0), like)}" if miss and len(terms) > 1 else "")
        )
    sign_of, _ = _sign(0, 0, outcome, miss)
    size = number(magnitude(miss), like)
    tail = phrase("sum", "difference", {"gap": size}, {"gap": english(size)}) if sign_of == "≠" else ("", "")
    line = f"{sides[0]} {sign_of} {sides[1]}".replace(" ＝ ", "＝")
    return line + tail[0], english(line) + tail[1]


def _alike(constraint: Linear) -> bool:
    return all(a == 1 for a, _ in constraint.terms)


def _all_of(constraint: Linear, outcome: Outcome, figures: Mapping[str, Figure]) -> PAIR:
    """16.7％＋42.6％＋41.7％＝101％ ≠ 100％: what all of them should make."""
    terms = [(a, figures.get(n)) for a, n in constraint.terms]
    like, miss = terms[0][1], gap(constraint, figures)
    sign, _ = _sign(constraint.lo, constraint.hi, outcome, miss)
    steps = f"＝{number(_total(terms, 0), like)}" if miss else ""
    line = f"{_added(terms, 0, like)}{steps} {sign} {number(constraint.lo or 0, like)}".replace(" ＝ ", "＝")
    return line, english(line)


def _implied(
    through: tuple[Product, implied.Shown, implied.Shown], outcome: Outcome, figures: Mapping[str, Figure]
) -> PAIR | None:
    """A share of which claim or base is itself a sum; None for growth in other forms than a share."""
    product, (claim, part), (base, whole) = through
    factor = figures.get(product.factor)
    if product.shift or factor is None:
        return None
    sign = "≠" if outcome.holds is Holds.FALSE else "＝"
    line = f"{claim}÷{base} {sign} {shown(factor)}"
    if part is not None and whole:
        found = number(exact(Fraction(part) / Fraction(whole) / Fraction(product.scale)), factor)
        joint = " ≠ " if sign == "≠" else " ≈ "
        line = f"{claim}÷{base}＝{found}" + ("" if found == shown(factor) else joint + shown(factor))
    line = line.replace(" ＝ ", "＝")
    return line, english(line)


def _sign(lo: Number | None, hi: Number | None, outcome: Outcome, miss: Number | None) -> tuple[str, str]:
    """The relation sign as found, and the word for the miss."""
    wrong = outcome.holds is Holds.FALSE
    if lo is not None and hi is not None and lo == hi:
        return ("≠", "difference") if wrong else ("≈" if miss else "＝", "")
    if hi is None:
        return ("<", "excess") if wrong else ("≥", "")
    return (">", "excess") if wrong else ("≤", "")


def _term(a: Number, figure: Figure | None) -> str:
    return shown(figure) if a == 1 else f"{plain(a)}×{shown(figure)}"


def _added(terms: list[tuple[Number, Figure | None]], offset: Number, like: Figure | None) -> str:
    text = ""
    for a, figure in terms:
        text += ("＋" if text else "") if a > 0 else "－"
        text += _term(magnitude(a), figure)
    if offset or not terms:
        text += ("＋" if text and offset >= 0 else "－" if offset < 0 else "") + number(magnitude(offset), like)
    return text


def _total(terms: list[tuple[Number, Figure | None]], offset: Number) -> Number:
    return offset + sum(a * f.value for a, f in terms if f is not None and f.value is not None)


def _share(product: Product, outcome: Outcome, figures: Mapping[str, Figure]) -> PAIR | None:
    claim, factor, base = (figures.get(i) for i in (product.claim, product.factor, product.base))
    if claim is None or base is None or factor is None:
        return _implied_share(product, outcome, claim, factor, base)
    a, b = shown(claim), shown(base)
    if product.shift == 0:
        left = f"{a}÷{b}"
    elif product.shift == 1 and product.scale < 0:
        left = f"（{b}－{a}）÷{b}"
    elif product.shift == 1:
        left = f"（{a}－{b}）÷{b}"
    else:
        return None
    sign = "≠" if outcome.holds is Holds.FALSE else "＝"
    if claim.masked or base.masked or claim.value is None or not base.value:
        line = f"{left} {sign} {shown(factor)}"
        return line.replace(" ＝ ", "＝"), english(line)
    found = quotient(quotient(claim.value, base.value) - product.shift, product.scale)
    digits = 2 if factor.digit is None or factor.digit >= Fraction(1, 10) else 3
    text = number(found, factor, digits=digits)
    if factor.masked or factor.value is None:
        line = f"{left}＝{text}"
    elif outcome.holds is Holds.FALSE:
        line = f"{left}＝{text} ≠ {shown(factor)}"
    else:
        line = f"{left}＝{text}" if text == shown(factor) else f"{left}＝{text} ≈ {shown(factor)}"
    return line, english(line)


def _implied_share(
    product: Product, outcome: Outcome, claim: Figure | None, factor: Figure | None, base: Figure | None
) -> PAIR | None:
    """A share of a whole number whose count the text does not state."""
    if claim is not None or factor is None or base is None:
        return None
    if outcome.holds is not Holds.FALSE or product.shift or base.masked or factor.value is None or not base.value:
        line = f"{shown(base)}×{shown(factor)}"
        return line, english(line)
    middle = Fraction(factor.value) * product.scale * base.value
    low = int(middle)
    whole = Fraction(base.value) * Fraction(product.scale)
    shares = [number(exact(n / whole), factor) for n in (low, low + 1)]
    filled = {
        "base": shown(base), "share": shown(factor), "low": str(low), "high": str(low + 1),
        "low_share": shares[0], "high_share": shares[1],
    }  # fmt: skip
    return phrase("sum", "no_whole", filled, {k: english(v) for k, v in filled.items()})
