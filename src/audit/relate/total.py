"""Totals: a whole and all its parts.

Two kinds of evidence. *Arithmetic*: the figures after a whole add up to it exactly; such a total holds, and is worth
showing. *Words*: 由…组成, 其余, 余下1项正在推进, 属于 and 不属于 say that nothing is left out; only then can a sum that
does not come out be a contradiction. 其中 alone never says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Token
from .complete import complete
from .cues import cue
from .runs import Sum, fitting, levels


@pattern("total")
def totals(layout: Layout) -> Iterator[Relation]:
    """Sums that come out, and splits that the words call complete."""
    claims: list[tuple[Sum, str]] = []
    held: list[Sum] = []
    for _, lane in layout.lanes():
        level = levels(lane)
        sums = fitting(layout, level)
        held += sums
        told = [(s, c) for s, c in complete(layout, level) if not _told_better(s, sums)]
        told = [(_refitted(level, s, c), c) for s, c in told]
        told = [(s, c) for s, c in told if c != "opposites" or not _too_small(s)]
        claims += [(s, c) for s, c in told if not _unread(layout, s) and not _crossing(layout, s)]
    claims = [(s, c) for s, c in claims if not any({s.whole, *s.parts} <= set(o.parts) for o, _ in claims)]
    claims += [(s, "beside") for s in _beside(layout, held)]
    for found in held:
        yield _relation(found, "sum")
    for found, reason in claims:
        edge = arithmetic.at_the_edge(found.whole.figure, [p.figure for p in found.parts])
        yield _relation(found, reason, hard=reason in HARD and not edge and not _other_lane_fits(found, held))


HARD = ("rest", "composed", "classes", "excess", "together", "announced")


def _relation(found: Sum, reason: str, *, hard: bool = True) -> Relation:
    return drafts.total(found.whole.figure, [p.figure for p in found.parts], cue=reason, hard=hard)


def _too_small(claim: Sum) -> bool:
    """One of the two is larger by itself: not their whole."""
    return any(arithmetic.exceeds(claim.whole.figure, [p.figure]) for p in claim.parts)


def _crossing(layout: Layout, claim: Sum) -> bool:
    """…，两者口径有交叉: the text itself says that the parts overlap."""
    end = layout.sentences[claim.parts[-1].sentence].end
    return cue("total", "crossing").search(layout.words(claim.whole.span.end, end)) is not None


def _beside(layout: Layout, held: list[Sum]) -> list[Sum]:
    """36期2160人次 or 14条、21.6公里 told in parts side by side, where the one adds up: the other should as well."""
    found = []
    for told in held:
        for step in (-1, 1):
            places = [t.order + step for t in (told.whole, *told.parts)]
            if min(places) < 0 or max(places) >= len(layout.tokens):
                continue
            whole, *parts = (layout.tokens[p] for p in places)
            one_lane = whole.lane != told.whole.lane and {t.lane for t in parts} == {whole.lane}
            touching = all(
                layout.between(*sorted((layout.tokens[p - step], layout.tokens[p]), key=lambda t: t.order))
                in ("", "、")
                for p in places
            )
            figures = [t.figure for t in parts]
            beside = Sum(whole, tuple(parts))
            if one_lane and touching and arithmetic.known([whole.figure, *figures]) and beside not in held:
                found.append(beside)
    return found


def _told_better(claim: Sum, sums: list[Sum]) -> bool:
    """Some sum that comes out already accounts for the claimed parts."""
    last = claim.parts[-1]
    return any(
        last in s.parts or (s.whole is claim.whole and set(s.parts) & set(claim.parts)) or last is s.whole for s in sums
    )


def _unread(layout: Layout, claim: Sum) -> bool:
    """Between the parts stands a number without a unit (公开一部分67): the split may be complete with it."""
    start, end = claim.whole.span.end, claim.parts[-1].span.start
    understood = [f.span for f in layout.figures_in(start, end) if f.unit or f.edtf]
    understood += [s.span for s in layout.extraction.set_aside if start <= s.span.start < end]
    read = {i for span in understood for i in range(span.start, span.end)}
    return any(c.isdigit() and i not in read for i, c in enumerate(layout.text[start:end], start=start))


def _other_lane_fits(claim: Sum, held: list[Sum]) -> bool:
    """Side by side with 件 that add up stand 人 that do not: one case may count several persons."""
    return any(
        s.whole.sentence == claim.whole.sentence
        and len(s.parts) == len(claim.parts)
        and all(abs(a.order - b.order) == 1 for a, b in zip(s.parts, claim.parts, strict=True))
        for s in held
    )


def _refitted(lane: list[Token], claim: Sum, reason: str) -> Sum:
    """The same rest under another whole that it does make up: 受理68件，不予受理7件；受理的审结64件，未审结4件."""
    if reason not in ("rest", "opposites") or not arithmetic.known(p.figure for p in claim.parts):
        return claim
    last = lane.index(claim.parts[-1])
    near = [t for t in lane[:last] if t.line == claim.whole.line and claim.parts[-1].sentence - t.sentence <= 3]
    for whole in reversed(near):
        start = lane.index(whole) + 1
        for first in range(start, last):
            parts = lane[first : last + 1]
            if whole.known and arithmetic.adds_up(whole.figure, [p.figure for p in parts]):
                return Sum(whole, tuple(parts))
    return claim
