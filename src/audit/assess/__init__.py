"""Stated goals, their evidence, a verdict each."""

from __future__ import annotations

from pathlib import Path

from ..records import Assessment, Bounds, Extraction, Goal, Report


def targets(sheet: Path) -> tuple[Goal, ...]:
    """The goals of a target sheet (.csv, .xlsx); raises `SheetError` naming sheet, row and column."""
    raise NotImplementedError


def assess(
    report: Report,
    extraction: Extraction,
    bounds: Bounds,
    *,
    sheet: tuple[Goal, ...] = (),
    prior: tuple[Report, Extraction] | None = None,
) -> Assessment:
    """Every goal stated for this report, with evidence and verdict."""
    raise NotImplementedError
