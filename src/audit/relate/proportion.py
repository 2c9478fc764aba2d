"""Proportions told as plain numbers or as N:1: 生师比15.6, 医护比1:1.3, 城乡收入之比由1.72缩小至1.68."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from ..records import FigureKind, Holds, Relation, Span
from ..sets import exact, plain
from . import arithmetic, pattern
from .binding import Layout, Role, Token
from .cues import table

NUMBER = r"(\d+(?:\.\d+)?)"
COLON = rf"(?:[:：∶]{NUMBER}|比{NUMBER})?"
SAID = (
    r"(?:例|率|值|指数)?(?:进一步|持续|稳定|基本|控制|保持|维持|分别|已|约|近|为|是|达到?|到|在|至|由|从|"
    r"上年的?|去年的?|降|升|缩小|扩大|提高|优化)*"
)
TURN = rf"(?:[\u4e00-\u9fff]{{1,6}}(?:至|到|为)){NUMBER}{COLON}"
BEHIND = r"(?!\s*(?:[\d.:：∶%％万亿]|个百分点))"
FEW = Fraction(1, 5)  # off by more than a fifth, they are numbers of other things


@dataclass(frozen=True, slots=True)
class Claim:
    """A proportion, where it is printed, and its last digit."""

    span: Span
    value: Fraction
    digit: Fraction
    turned: bool  # N:1 told the other way round may be meant


@pattern("proportion")
def proportions(layout: Layout) -> Iterator[Relation]:
    """Proportions against the two figures that they are named for, of this year and of the last."""
    for entry in table("proportion")["proportion"]:
        for said in _said(entry["name"]).finditer(layout.text):
            claims = [_claim(said, 1), *([_claim(said, 4)] if said.group(4) else [])]
            told = list(_pairs(layout, said.start(), entry))
            if layout.section(Span(said.start(), said.end())) == "plan" or not told:
                continue
            for claim in claims:
                yield from _against(claim, told, alone=len(claims) == len(told) == 1)


@cache
def _said(name: str) -> re.Pattern[str]:
    return re.compile(rf"{name}{SAID}{NUMBER}{COLON}{BEHIND}(?:{TURN}{BEHIND})?")


def _claim(said: re.Match[str], group: int) -> Claim:
    """15.6 of 生师比15.6; 1/1.3 of 1:1.3."""
    over, under = said.group(group), said.group(group + 1) or said.group(group + 2)
    end = said.end(group + 1) if said.group(group + 1) else said.end(group + 2) if under else said.end(group)
    loose = max(over, under or "", key=lambda text: len(text.partition(".")[2]))
    digit = Fraction(1, 10 ** len(loose.partition(".")[2]))
    value = Fraction(over) / Fraction(under) if under and Fraction(under) else Fraction(over)
    if under and Fraction(under) != 1:
        digit = digit / Fraction(under) * max(value, 1 / Fraction(under))
    return Claim(Span(said.start(group), end), value, digit, turned=not under)


def _pairs(layout: Layout, start: int, entry: dict[str, list[str]]) -> Iterator[tuple[Token, Token]]:
    """(over, under): the figures that bear the names, and two of last year side by side."""
    sentence = layout.sentence_at(start)
    near = [t for t in layout.tokens if 0 <= sentence - t.sentence <= 1 and t.span.end <= start and t.known]
    near = [t for t in near if t.figure.kind is FigureKind.COUNT and (t.figure.unit or "") and t.amount > 0]
    levels = [t for t in near if t.role in (Role.LEVEL, Role.AVERAGE) and t.lead]
    over = [t for t in reversed(levels) if any(word in t.label for word in entry["over"])]
    under = [t for t in reversed(levels) if any(word in t.label for word in entry["under"])]
    for a in over[:2]:
        yield from ((a, b) for b in under[:2] if a is not b and abs(a.order - b.order) == 1)
    for a, b in pairwise(near):
        if a.role is Role.BASE and b.order - a.order == 1 and a.lane == b.lane and a.clause == b.clause:
            yield a, b


def _against(claim: Claim, told: list[tuple[Token, Token]], *, alone: bool) -> Iterator[Relation]:
    """The pair that gives the number; the only pair, if it nearly does."""
    for over, under in told:
        if _fits(claim, over, under):
            yield _relation(claim, over, under, holds=Holds.TRUE)
            return
    over, under = told[0]
    off = abs(_quotient(over, under) / claim.value - 1) if claim.value else Fraction(1)
    if alone and off < FEW and over.sentence == under.sentence:
        yield _relation(claim, over, under, holds=Holds.FALSE)


def _quotient(over: Token, under: Token) -> Fraction:
    return Fraction(over.amount) / Fraction(under.amount)


def _fits(claim: Claim, over: Token, under: Token) -> bool:
    """Rounded or cut off; the sexes also as so many for a hundred."""
    a, b = arithmetic.hull(over.figure), arithmetic.hull(under.figure)
    if None in (a.lo, a.hi, b.lo, b.hi) or not b.lo:
        return False
    assert a.lo is not None and a.hi is not None and b.hi is not None
    low, high = Fraction(a.lo) / b.hi, Fraction(a.hi) / b.lo
    for factor in (1, 100):
        if low * factor <= claim.value + claim.digit and claim.value - claim.digit / 2 <= high * factor:
            return True
    return claim.turned and 1 / high <= claim.value + claim.digit and claim.value - claim.digit / 2 <= 1 / low


def _relation(claim: Claim, over: Token, under: Token, *, holds: Holds) -> Relation:
    told = plain(exact(round(_quotient(over, under), 3)))
    said = f"{over.figure_words}÷{under.figure_words}＝{told}"
    members = (claim.span, over.span, under.span)
    return Relation(
        id="", kind="ratio", pattern="proportion", members=members, figures=(over.id, under.id), cue="比", hard=False,
        span=Span(min(m.start for m in members), max(m.end for m in members)), holds=holds, why_zh=said, why_en=said,
    )  # fmt: skip
