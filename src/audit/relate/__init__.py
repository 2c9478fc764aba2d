"""What must hold between figures: one file per pattern.

A pattern is a function `Layout -> Iterable[Relation]`, registered by the name of its file. It says what the text says,
in constraints; whether that can be true is for `solve`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..records import Extraction, Relation, Report
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
    return tuple(replace(r, id=f"R{n}") for n, r in enumerate(kept, start=1))


def _once(found: Iterable[Relation]) -> list[Relation]:
    """One relation for each kind and set of members; a total or order tells the part relation inside it."""
    seen: dict[tuple[str, frozenset[tuple[int, int]]], Relation] = {}
    for relation in found:
        key = (relation.kind, frozenset((m.start, m.end) for m in relation.members))
        held = seen.get(key)
        if held is None or relation.confidence > held.confidence:
            seen[key] = relation
    sums = [(r.members[0], set(r.members[1:])) for r in seen.values() if r.kind == "total"]
    ordered = [set(r.members) for r in seen.values() if r.kind == "order"]
    siblings = [parts for _, parts in sums]
    return [
        r
        for r in seen.values()
        if r.kind != "order" or not any(set(r.members) <= parts for parts in siblings)
        if r.kind != "part"
        or not (
            (r.cue != "中的" and any(r.members[0] == w and set(r.members[1:]) <= parts for w, parts in sums))
            or any(set(r.members) <= members for members in ordered)
        )
    ]
