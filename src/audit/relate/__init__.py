"""What must hold between figures: one file per pattern.

A pattern is a function `Layout -> Iterable[Relation]`, registered by the name of its file. It says what the text says,
in constraints; whether that can be true is for `solve`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter

from ..records import Extraction, Relation, Report
from ..registry import Registry
from .binding import Layout
from .settle import once, settled

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
    kept = once(settled(layout, found))
    kept.sort(key=lambda r: (r.span, r.kind, r.members))
    return tuple(Relation(f"R{n}", *_but_id(r)) for n, r in enumerate(kept, start=1))


_but_id = attrgetter(*(f.name for f in fields(Relation) if f.name != "id"))  # `id` is the first: quicker than `replace`
