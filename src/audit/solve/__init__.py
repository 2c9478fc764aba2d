"""What each figure can still be, and what cannot all be true."""

from __future__ import annotations

from ..records import Bounds, Extraction, Relation


def solve(extraction: Extraction, relations: tuple[Relation, ...]) -> Bounds:
    """Exact feasible ranges, verdicts on relations, contradictions with every smallest explanation."""
    raise NotImplementedError
