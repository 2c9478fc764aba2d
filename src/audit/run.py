"""One report through the house. Read this file first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .assess import Review, assess, of_report, reviews_in, targets
from .check import check
from .check.quality import Quality, quality
from .extract import extract
from .read import read
from .records import Facts, Finding, Goal, Report, Scores
from .relate import relate
from .solve import solve


def facts(
    report: Report, *, prior: Facts | None = None, sheet: tuple[Goal, ...] = (), peers: Iterable[Report] = ()
) -> Facts:
    """Everything that can be said about one report before the rules look at it.

    `prior` is last year's report of the same district, `sheet` the superior's targets, `peers` other districts'
    reports to hold this one against (shared text, foreign names).
    """
    before = (prior.report, prior.extraction) if prior else None
    extraction = extract(report)  # what the text says, with blanks
    relations = relate(report, extraction, before)  # what must hold between figures
    bounds = solve(extraction, relations)  # what each figure can still be; what cannot all be true
    assessment = assess(  # goals, evidence, verdicts
        report, extraction, bounds, relations=relations, sheet=sheet, prior=before
    )
    return Facts(report, extraction, relations, bounds, assessment, prior, tuple(peers))


@dataclass(frozen=True, slots=True)
class Audit:
    """One report, audited: the facts, and every rule's findings on them (passes included), in text order."""

    facts: Facts
    findings: tuple[Finding, ...]
    reviews: tuple[Review, ...] = ()  # what persons decided about this report's goals, beside the machine's verdicts

    @property
    def quality(self) -> Quality:
        """How complete, consistent, traceable and measurable the report is."""
        return quality(self.facts, self.findings)

    @property
    def scores(self) -> Scores:
        """The three measures."""
        assessment = self.facts.assessment
        return Scores(self.quality.index, assessment.verifiability, assessment.attainment)


def audit_report(
    path: Path | str,
    *,
    prior: Path | str | None = None,
    goals: Path | str | None = None,
    peers: Iterable[Path | str] = (),
    reviews: Path | str | None = None,
    district: str = "",
    year: int | None = None,
) -> Audit:
    """Read a report and audit it.

    `prior` is last year's report of the same district, `goals` a target sheet (.csv or .xlsx), `peers` other
    districts' reports, `reviews` a folder of persons' verdicts (.toml). Raises `ReadError`, `SheetError` or
    `ConfigError` for a file that cannot be used.
    """
    report = read(path, district=district, year=year)
    sheet = targets(Path(goals)) if goals else ()
    before = None
    if prior:
        last = report.year - 1 if report.year else None
        before = facts(read(prior, district=report.district, year=last), sheet=sheet)
    found = facts(report, prior=before, sheet=sheet, peers=map(read, peers))
    own = of_report(report, reviews_in(Path(reviews))) if reviews else ()
    return Audit(found, check(found), own)
