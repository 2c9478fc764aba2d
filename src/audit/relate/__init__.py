"""What must hold between figures: one file per pattern.

A pattern is a function `Layout -> Iterable[Relation]`, registered by the name of its file. It says what the text says,
in constraints; whether that can be true is for `solve`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter

from ..records import Extraction, Relation, Report, Span
from ..registry import Registry
from .binding import Layout

Pattern = Callable[[Layout], Iterable[Relation]]

patterns: Registry[Pattern] = Registry(__name__)


def pattern(name: str) -> Callable[[Pattern], Pattern]:
    """Register a pattern under the name of its file."""

    def register(fn: Pattern) -> Pattern:
        patterns.add(name, fn)
        return fn

    return register


def relate(
    report: Report, extraction: Extraction, prior: tuple[Report, Extraction] | None = None
) -> tuple[Relation, ...]:
    """Every numeric relation that the text states or implies, those that hold too, in text order."""
    layout = Layout(report, extraction, prior)
    found = [relation for _, read in patterns for relation in read(layout)]
    kept = _once(found)
    kept.sort(key=lambda r: (r.span, r.kind, r.members))
    return tuple(Relation(f"R{n}", *_but_id(r)) for n, r in enumerate(kept, start=1))


_but_id = attrgetter(*(f.name for f in fields(Relation) if f.name != "id"))  # `id` is the first: quicker than `replace`


def _once(found: Iterable[Relation]) -> list[Relation]:
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
    return [r for r in seen.values() if r.kind != "part" or not _told_inside(r, splits, ordered)]


def _told_inside(
    part: Relation, splits: dict[Span, list[frozenset[Span]]], ordered: dict[Span, list[frozenset[Span]]]
) -> bool:
    """A total of the same whole, or an order, already says that the part is not more."""
    whole, *parts = part.members
    if part.cue != "中的" and any(parts_told.issuperset(parts) for parts_told in splits.get(whole, ())):
        return True
    return any(members.issuperset(parts) for members in ordered.get(whole, ()))
