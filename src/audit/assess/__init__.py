"""Stated goals, their evidence, a verdict each. Start with `goals.py`."""

from __future__ import annotations

from ..records import Assessment, Bounds, Extraction, Goal, Relation, Report
from .goals import assessment
from .reviews import Review, Reviewed, files_for, not_applied, of_report, reviewed, reviews_in
from .sheet import targets

__all__ = [
    "Review",
    "Reviewed",
    "assess",
    "files_for",
    "not_applied",
    "of_report",
    "reviewed",
    "reviews_in",
    "targets",
]


def assess(
    report: Report,
    extraction: Extraction,
    bounds: Bounds,
    *,
    sheet: tuple[Goal, ...] = (),
    prior: tuple[Report, Extraction] | None = None,
    relations: tuple[Relation, ...] = (),
) -> Assessment:
    """Every goal stated for this report, with evidence and verdict.

    `sheet` are the superior's targets (other districts' are set aside), `prior` is last year's report with its
    figures, `relations` lets a share be shown with the counts it is made of.
    """
    return assessment(report, extraction, bounds, sheet, prior, relations)
