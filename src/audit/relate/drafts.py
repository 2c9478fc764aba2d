"""Relations from figures: the constraint each kind stands for, written once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..records import Constraint, Figure, Linear, Product, Relation, Span
from ..sets import COUNT, Number, at_least, exact
from . import arithmetic
from .binding import Role, Token

PERCENT = Fraction(1, 100)
NOT_NEGATIVE = at_least(0)


def relation(kind: str, figures: Sequence[Figure], constraints: Sequence[Constraint] = (), **more: Any) -> Relation:
    """A relation whose members are figures, whole or claim first; `solve` says whether it holds."""
    spans = tuple(f.span for f in figures)
    span = Span(min(spans).start, max(s.end for s in spans))
    more.setdefault("pattern", kind)
    more.setdefault("members", spans)
    return Relation(
        id="", kind=kind, figures=tuple(f.id for f in figures), span=span, constraints=tuple(constraints), **more
    )


def total(whole: Figure, parts: Sequence[Figure], **more: Any) -> Relation:
    """whole = Σ parts."""
    equal = Linear(((1, whole.id), *((-1, p.id) for p in parts)), 0, 0)
    return relation("total", (whole, *parts), (equal,), exhaustive=True, **more)


def part(whole: Figure, parts: Sequence[Figure], **more: Any) -> Relation:
    """Σ parts ≤ whole."""
    within = Linear(((1, whole.id), *((-1, p.id) for p in parts)), 0, None)
    return relation("part", (whole, *parts), (within,), **more)


def order(larger: Figure, smaller: Figure, *carried: Figure, **more: Any) -> Relation:
    """smaller ≤ larger (+ what was carried over from last year)."""
    within = Linear(((1, larger.id), (-1, smaller.id), *((1, c.id) for c in carried)), 0, None)
    return relation("order", (larger, smaller, *carried), (within,), **more)


def same(a: Figure, b: Figure, **more: Any) -> Relation:
    """a = b."""
    return relation("same", (a, b), (Linear(((1, a.id), (-1, b.id)), 0, 0),), **more)


def scale(claim: Figure) -> Fraction:
    """What one of the claim is of the whole: a hundredth, a thousandth for ‰, all of it for fractions and times."""
    return Fraction(1, arithmetic.hundred(claim))


def ratio(claim: Figure, part: Figure, base: Figure, **more: Any) -> Relation:
    """part = claim · scale · base."""
    return relation("ratio", (claim, part, base), (Product(part.id, claim.id, base.id, scale(claim)),), **more)


def ratio_of_unstated(claim: Figure, base: Figure, **more: Any) -> Relation:
    """Some whole number of the base has the share that is claimed."""
    count = f"{claim.id}.part"
    share = Product(count, claim.id, base.id, scale(claim))
    return relation("ratio", (claim, base), (share,), unknowns=((count, COUNT),), **more)


def ratio_to_unstated(claim: Figure, part: Figure, **more: Any) -> Relation:
    """The part is the claimed share of something that nobody states."""
    base = f"{claim.id}.base"
    share = Product(part.id, claim.id, base, scale(claim))
    return relation("ratio", (claim, part), (share,), unknowns=((base, NOT_NEGATIVE),), **more)


def ratio_of_sum(claim: Figure, part: Figure, other: Figure, **more: Any) -> Relation:
    """part = claim % of (part + other): the base is the two together."""
    base = f"{claim.id}.base"
    both = Linear(((1, base), (-1, part.id), (-1, other.id)), 0, 0)
    share = Product(part.id, claim.id, base, scale(claim))
    return relation("ratio", (claim, part, other), (both, share), unknowns=((base, COUNT),), **more)


def ratio_of_parts(claim: Figure, parts: Sequence[Figure], base: Figure, **more: Any) -> Relation:
    """Σ parts = claim % of base."""
    count = f"{claim.id}.part"
    summed = Linear(((1, count), *((-1, p.id) for p in parts)), 0, 0)
    share = Product(count, claim.id, base.id, scale(claim))
    return relation("ratio", (claim, *parts, base), (summed, share), unknowns=((count, COUNT),), **more)


def ratio_of_rest(claim: Figure, other: Figure, base: Figure, **more: Any) -> Relation:
    """base − other = claim % of base."""
    count = f"{claim.id}.rest"
    rest = Linear(((1, base.id), (-1, count), (-1, other.id)), 0, 0)
    share = Product(count, claim.id, base.id, scale(claim))
    return relation("ratio", (claim, other, base), (rest, share), unknowns=((count, COUNT),), **more)


def growth(claim: Figure, new: Figure, old: Figure, *, scale: Number, shift: Number = 1, **more: Any) -> Relation:
    """new = (claim · scale + shift) · old."""
    return relation("growth", (claim, new, old), (Product(new.id, claim.id, old.id, scale, shift),), **more)


def difference(change: Figure, new: Figure, old: Figure, *, sign: int = 1, **more: Any) -> Relation:
    """new − old = ± change."""
    equal = Linear(((1, new.id), (-1, old.id), (-sign, change.id)), 0, 0)
    return relation("growth", (change, new, old), (equal,), **more)


def announced(base: Token) -> list[Linear]:
    """A target of 20亿元 is 20亿元, not something that was rounded to it."""
    value = base.figure.value
    if value is None or base.role is not Role.PLAN:
        return []
    whole = isinstance(exact(Fraction(value) / Fraction(base.figure.scale)), int)
    rounded = base.known and not base.figure.values.is_point
    return [Linear(((1, base.id),), value, value)] if whole and rounded else []
