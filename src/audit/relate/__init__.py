"""What must hold between figures: one file per pattern."""

from __future__ import annotations

from ..records import Extraction, Relation, Report


def relate(
    report: Report, extraction: Extraction, prior: tuple[Report, Extraction] | None = None
) -> tuple[Relation, ...]:
    """Every numeric relation that the text states or implies, those that hold too, in text order."""
    raise NotImplementedError
