"""Growth per year over several years: 五年来由8.2万亿元扩大为23.8万亿元，年均增速24％."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..records import FigureKind, Holds, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue

YEARS = re.compile(r"([一二两三四五六七八九十]|\d{1,2})年(?:来|间|以来|时间|里|，|内)")
HAN = "零一二三四五六七八九十"


@pattern("yearly")
def yearly(layout: Layout) -> Iterator[Relation]:
    """年均 rates against the values at both ends; constant prices give no contradiction."""
    percent = FigureKind.PERCENT
    for n, claim in enumerate(layout.tokens):
        rate = claim.figure.kind is percent and claim.known
        if not rate or not cue("growth", "yearly").search(claim.opening):
            continue
        ends = [t for t in layout.tokens[max(0, n - 6) : n] if t.sentence == claim.sentence and t.known]
        ends = [t for t in ends if t.figure.kind is FigureKind.COUNT and t.figure.unit != "年"]
        ends = [t for t in ends if t.role in (Role.LEVEL, Role.BASE)][-2:]
        ends.sort(key=lambda t: t.role is not Role.BASE)
        years = _years(layout, claim)
        if len(ends) == 2 and ends[0].lane == ends[1].lane and years:
            yield from _relation(layout, claim, ends[1], ends[0], years)


def _years(layout: Layout, claim: Token) -> int:
    """How many years lie between the ends; 0 where the text does not say."""
    sentence = layout.sentences[claim.sentence].of(layout.text)
    said = [int(y) for y in re.findall(r"((?:19|20)\d{2})年", sentence)]
    if len(said) > 2:
        return 0  # several stretches in one sentence
    if len(said) == 2:
        return max(said) - min(said)
    told = YEARS.search(sentence)
    if told is None:
        return 0
    number = told.group(1)
    return int(number) if number.isdigit() else 2 if number == "两" else HAN.index(number)


def _relation(layout: Layout, claim: Token, new: Token, old: Token, years: int) -> Iterator[Relation]:
    near = any(_fits(claim, new, old, y) for y in (years, years - 1, years + 1) if y > 0)
    sentence = layout.sentences[claim.sentence].of(layout.text)
    if not near and cue("growth", "real_terms").search(sentence):
        return
    zh = f"{years}年间由{old.figure_words}到{new.figure_words}，与年均{claim.figure_words}{'相符' if near else '不符'}"
    en = f"from {old.figure_words} to {new.figure_words} in {years} years: yearly {claim.figure_words} "
    yield drafts.relation(
        "growth",
        (claim.figure, new.figure, old.figure),
        pattern="yearly",
        hard=False,
        holds=Holds.TRUE if near else Holds.FALSE,
        cue="年均",
        why_zh=zh,
        why_en=en + ("fits" if near else "does not fit"),
    )


def _fits(claim: Token, new: Token, old: Token, years: int) -> bool:
    """new = old · (1 + claim)^years for some numbers that are printed so (the claim to one unit of its last digit)."""
    last, first = arithmetic.hull(new.figure), arithmetic.hull(old.figure)
    if None in (last.lo, last.hi, first.lo, first.hi):
        return True
    assert last.lo is not None and last.hi is not None and first.lo is not None and first.hi is not None
    digit = claim.figure.digit or 1
    low, high = (1 + Fraction(claim.amount + side * digit) / 100 for side in (-1, 1))
    return bool(first.lo * low**years <= last.hi and last.lo <= first.hi * high**years)
