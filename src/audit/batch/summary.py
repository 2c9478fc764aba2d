"""One line per report: what the job's last table prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..records import FigureKind, GoalVerdict
from ..run import Audit


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of one report. `masked` are figures wholly or partly not shown (names are counted apart)."""

    district: str
    year: int | None
    report: str
    figures: int
    masked: int
    contradictions: int
    verdicts: tuple[tuple[GoalVerdict, int], ...]
    quality: float | None
    verifiability: float | None
    attainment: tuple[float, float] | None
    parsed_share: float


def standing(audit: Audit) -> Standing:
    """The counts of one audited report."""
    found = audit.facts
    measured = [f for f in found.figures if f.kind is not FigureKind.NAME]
    verdicts = Counter(v.verdict for v in found.assessment.verdicts)
    return Standing(
        district=found.report.district or found.report.name,
        year=found.report.year,
        report=found.report.name,
        figures=len(measured),
        masked=sum(f.masked for f in measured),
        contradictions=len(found.contradictions),
        verdicts=tuple((v, verdicts[v]) for v in GoalVerdict if verdicts[v]),
        quality=audit.quality.index,
        verifiability=found.assessment.verifiability,
        attainment=found.assessment.attainment,
        parsed_share=found.extraction.parsed_share,
    )
