"""The figures that are not shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...lang.words import word
from ...run import Audit
from ..markup import Fragment, paragraph, phrase, quoted, section, table
from ..places import measured, placed, section_name

if TYPE_CHECKING:
    from ...plot import Picture


def masked_overview(audit: Audit, language: str) -> Fragment:
    """How many figures are not shown; the picture and the list follow."""
    figures = measured(audit.facts)
    masked = sum(f.masked for f in figures)
    names = sum(f.masked for f in audit.facts.figures) - masked
    counted = phrase("masked_count_of", language, masked=masked, total=len(figures), names=names)
    return section(phrase("masked", language), paragraph(counted))


def masked_picture(audit: Audit, language: str) -> Picture:
    """Figures shown and masked, one bar per section of the report."""
    from ...plot import Stack, stacked_bars

    counts: dict[str, Counter[str]] = {}
    for figure in measured(audit.facts):
        bar = counts.setdefault(section_name(audit.facts.report, figure.span, language), Counter())
        bar["masked" if figure.masked else "shown"] += 1
    keys = {"shown": phrase("shown", language), "masked": phrase("masked_count", language)}
    bars = [Stack(name, count) for name, count in counts.items()]
    return stacked_bars(bars, keys, axis=phrase("figures_axis", language), alt=phrase("alt_masked", language))


def masked_figures(audit: Audit, language: str) -> Fragment:
    """Every masked, partly masked or missing figure: what it counts, in which unit, where."""
    report = audit.facts.report
    head = [phrase(key, language) for key in ("quote", "subject", "unit", "status", "place")]
    rows = [
        (
            quoted(report.text, *f.span),
            f.subject,
            f.unit,
            word("status", f.status.value, language),
            placed(report, f.span, language),
        )
        for f in measured(audit.facts)
        if f.masked
    ]
    body = table(head, rows) if rows else paragraph(phrase("masked_none", language))
    return section(phrase("masked_list", language), body, level=3)
