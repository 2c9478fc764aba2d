"""Which of the readings stand, once every pattern has read the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..records import Relation, Span
from . import arithmetic, drafts
from .binding import Layout


def settled(layout: Layout, found: Iterable[Relation]) -> Iterator[Relation]:
    """Without sharp readings that one by words makes needless, and without those by words that a sharp one refutes."""
    relations = list(found)
    better = {r.figures[0]: r for r in relations if r.pattern == "sharp"}
    told = [r for r in relations if r.pattern != "sharp" and r.kind in ("ratio", "growth")]
    fine = {r.figures[0] for r in told if r.figures[0] in better and _comes_out(layout, r)}
    refuted = {id(r) for r in told if r.figures[0] in better and r.figures[0] not in fine}
    for r in relations:
        if id(r) in refuted or (r.pattern == "sharp" and r.figures[0] in fine):
            continue
        yield r
        if r.pattern == "sharp" and r.kind == "ratio":
            _, part, base = (layout.figures[f] for f in r.figures)
            yield drafts.part(base, [part], cue=r.cue, hard=False, confidence=0.6, pattern="sharp")


def _comes_out(layout: Layout, relation: Relation) -> bool:
    """All members are printed, and a share is what they give."""
    figures = [layout.figures[f] for f in relation.figures]
    if relation.unknowns or len(figures) < 3 or not arithmetic.known(figures):
        return False
    if relation.kind == "growth" or len(figures) > 3:
        return True
    claim, part, base = figures
    return arithmetic.share(claim, arithmetic.hull(part), arithmetic.hull(base))


def once(found: Iterable[Relation]) -> list[Relation]:
    """One relation for each kind and set of members; a total or order tells the part relation inside it."""
    seen: dict[tuple[str, frozenset[Span]], Relation] = {}
    for relation in found:
        key = (relation.kind, frozenset(relation.members))
        held = seen.get(key)
        if held is None or relation.confidence > held.confidence:
            seen[key] = relation
    splits: dict[Span, list[frozenset[Span]]] = {}  # by the whole: its parts
    ordered: dict[Span, list[frozenset[Span]]] = {}  # by each member of an order: all its members
    for (kind, members), r in seen.items():
        if kind == "total":
            splits.setdefault(r.members[0], []).append(frozenset(r.members[1:]))
        for member in members if kind == "order" else ():
            ordered.setdefault(member, []).append(members)
    rows = [parts for told in splits.values() for parts in told]
    return [r for r in seen.values() if not (_between_parts(r, rows) or _told_inside(r, splits, ordered))]


def _between_parts(order: Relation, rows: list[frozenset[Span]]) -> bool:
    """胜诉68件、败诉8件 of 76: two parts of one whole are in no order."""
    return order.kind == "order" and any(parts.issuperset(order.members) for parts in rows)


def _told_inside(
    part: Relation, splits: dict[Span, list[frozenset[Span]]], ordered: dict[Span, list[frozenset[Span]]]
) -> bool:
    """A total of the same whole, or an order, already says that the part is not more."""
    if part.kind != "part":
        return False
    whole, *parts = part.members
    if part.cue != "中的" and any(parts_told.issuperset(parts) for parts_told in splits.get(whole, ())):
        return True
    return any(members.issuperset(parts) for members in ordered.get(whole, ()))
