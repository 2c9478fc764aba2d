"""Totals: a whole and all its parts.

Two kinds of evidence. *Arithmetic*: the figures after a whole add up to it exactly; such a total holds, and is worth
showing. *Words*: 由…组成, 其余, 余下1项正在推进, 属于 and 不属于 say that nothing is left out; only then can a sum that
does not come out be a contradiction. 其中 alone never says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Reading, Token
from .cues import cue
from .runs import Sum, fitting, is_detail, is_residual, levels


@pattern("total")
def totals(reading: Reading) -> Iterator[Relation]:
    """Sums that come out, and splits that the words call complete."""
    claims: list[tuple[Sum, str]] = []
    held: list[Sum] = []
    for _, lane in reading.lanes():
        level = levels(lane)
        sums = fitting(reading, level)
        held += sums
        told = [(s, c) for s, c in _complete(reading, level) if not _told_better(s, sums)]
        claims += [(s, c) for s, c in told if not _unread(reading, s)]
    for found in held:
        yield _relation(found, "sum")
    for found, reason in claims:
        yield _relation(found, reason, hard=reason in HARD and not _other_lane_fits(found, held))


HARD = ("rest", "composed", "classes")


def _relation(found: Sum, reason: str, *, hard: bool = True) -> Relation:
    return drafts.total(found.whole.figure, [p.figure for p in found.parts], cue=reason, hard=hard)


def _told_better(claim: Sum, sums: list[Sum]) -> bool:
    """Some sum that comes out already accounts for the claimed parts."""
    last = claim.parts[-1]
    return any(
        last in s.parts or (s.whole is claim.whole and set(s.parts) & set(claim.parts)) or last is s.whole for s in sums
    )


def _unread(reading: Reading, claim: Sum) -> bool:
    """Between the parts stands a number without a unit (公开一部分67): the split may be complete with it."""
    start, end = claim.whole.span.end, claim.parts[-1].span.start
    read = {i for f in reading.extraction.figures if f.unit or f.edtf for i in range(f.span.start, f.span.end)}
    return any(c.isdigit() and i not in read for i, c in enumerate(reading.text[start:end], start=start))


def _other_lane_fits(claim: Sum, held: list[Sum]) -> bool:
    """Side by side with 件 that add up stand 人 that do not: one case may count several persons."""
    return any(
        s.whole.sentence == claim.whole.sentence
        and len(s.parts) == len(claim.parts)
        and all(abs(a.order - b.order) == 1 for a, b in zip(s.parts, claim.parts, strict=True))
        for s in held
    )


def _complete(reading: Reading, lane: list[Token]) -> Iterator[tuple[Sum, str]]:
    """Splits whose words say that nothing is left out."""
    for n, token in enumerate(lane):
        yield from _with_rest(lane, n, token)
        yield from _composed(reading, lane, n, token)
        yield from _opposites(lane, n, token)
        yield from _classes(reading, lane, n, token)


def _with_rest(lane: list[Token], n: int, rest: Token) -> Iterator[tuple[Sum, str]]:
    """…38项…完成27项，9项不涉及，余下1项: from the first figure of the sentence to the rest."""
    further = cue("total", "further", before="^").search(rest.lead)
    if not (is_residual(rest) or further) or is_detail(rest):
        return
    run = [t for t in lane[:n] if t.segment == rest.segment and not is_detail(t)]
    if len(run) < 2:
        run = [t for t in lane[:n] if t.sentence == rest.sentence and not is_detail(t)]
    if len(run) < 2:
        run = [t for t in lane[:n] if t.sentence == rest.sentence]
    if len(run) < 2:
        return
    found = Sum(run[0], (*run[1:], rest))
    if further and not (len(found.parts) > 2 and _near(found)):
        return
    yield found, "rest"


def _near(found: Sum) -> bool:
    """The sum misses by little: a slip, not another matter."""
    figures = [p.figure for p in found.parts]
    if not arithmetic.known([found.whole.figure, *figures]):
        return False
    missing = sum((Fraction(p.amount) for p in found.parts), Fraction(-found.whole.amount))
    return abs(missing) * 20 <= Fraction(found.whole.amount)


def _composed(reading: Reading, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """N个，由A a个、B b个和C c个组成."""
    rest = reading.text[whole.span.end : reading.sentences[whole.sentence].end]
    said = re.match(r"[^。；]{0,12}[，：]?由([^。；]*?)(?:组成|构成)", rest)
    if not said:
        return
    inside = [t for t in lane[n + 1 :] if t.span.end <= whole.span.end + said.end(1)]
    if len(inside) > 1:
        yield Sum(whole, tuple(inside)), "composed"


def _opposites(lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """收件550件…属于职责的401件，不属于的136件."""
    if len(lane) < n + 3:
        return
    a, b = lane[n + 1], lane[n + 2]
    if any(t.sentence == b.sentence and t.depth == b.depth for t in lane[n + 3 : n + 4]):
        return  # a longer list, of which these are two
    same_place = a.sentence == b.sentence and b.sentence - whole.sentence <= 1 and whole.line == b.line
    if same_place and opposite(a.label, b.label) and not is_detail(a) and not is_detail(b):
        sorted_out = cue("total", "sorted_by").search(a.opening)
        yield Sum(whole, (a, b)), "classes" if sorted_out else "opposites"


def opposite(one: str, other: str) -> bool:
    """One label denies the other: 同意 and 不同意, 逮捕 and 未予逮捕."""
    for denial in re.finditer(r"(?:不予|未予|不|未|没有|没|非)([\u4e00-\u9fff]{2})", other):
        if denial.group(1) in one and not re.search(f"(?:不予|未予|不|未|没有?|非){denial.group(1)}", one):
            return True
    return False


def _classes(reading: Reading, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """按性质归为七类：…: as many parts as classes, or parts of one sorting that exceed the whole."""
    following = [t for t in lane[n + 1 :] if t.sentence - whole.sentence <= 1 and t.line == whole.line]
    if len(following) < 3:
        return
    first, last = following[0], following[-1]
    words = reading.words(whole.span.end, first.span.start)
    if not cue("total", "sorted_by").search(words) or any(is_detail(t) for t in following):
        return
    found = Sum(whole, tuple(following))
    counted = re.search(r"[分归][成为作]?([一二三四五六七八九十]|\d+)[大个]?[类种项]", words)
    if counted and _number(counted.group(1)) == len(following):
        yield found, "classes"
    elif arithmetic.exceeds(whole.figure, [t.figure for t in following]) and last.segment - first.segment < 20:
        yield found, "sorted"


def _number(text: str) -> int:
    return int(text) if text.isdigit() else "零一二三四五六七八九十".index(text)
