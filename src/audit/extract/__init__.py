"""What the text says: every figure and every blank."""

from __future__ import annotations

from ..records import Extraction, Report


def extract(report: Report) -> Extraction:
    """Every numeral and placeholder of the report: a figure, or set aside with a reason."""
    raise NotImplementedError
