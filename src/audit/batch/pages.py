"""What is written for the office: tables of all reports, what the expectations gave, overview and district pages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import Report
from ..run import Audit
from .memory import clear, digests, note, recall
from .naming import dossier_names, safe
from .step import Step

if TYPE_CHECKING:
    from ..expect import DemandOutcome
    from .engine import Notebooks
    from .job import Job

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What each expectation gave for each report, in declared order, as plain rows."""

    rows: tuple[Row, ...]

    @classmethod
    def given(cls, demands: Sequence[DemandOutcome]) -> Outcomes:
        """From what the expectations returned."""
        return cls(tuple(_rows(demands)))

    def of(self, report: Report) -> bytes:
        """One report's outcomes as stable JSON; they do not depend on the other reports of the run."""
        own = [{k: v for k, v in row.items() if k != "report"} for row in self.rows if row["sha256"] == report.sha256]
        return _json(own)


def office_pages(
    job: Job,
    audited: Sequence[Audit],
    notebooks: Notebooks,
    *,
    stamp: str,
    progress: Callable[[Step, int, int], None],
    past: list[str],
) -> Outcomes:
    """Write out/tables, out/overview.html and out/districts/*.html.

    `stamp` covers everything they are made of: where it has not changed since the last run they are left as they are.
    Pages that an earlier run wrote and this one does not are removed; those that somebody changed are added to `past`.
    """
    tables, last = job.out / "tables", job.out / "work" / "pages.json"
    kept = tables / "expectations.json"
    if _unchanged(last, stamp, job.out):
        return Outcomes(tuple(json.loads(kept.read_text(encoding="utf-8"))))
    outcomes, tables_made = _tables(job, audited, progress)
    pages = _pages(job, audited, notebooks, progress)
    made = digests(job.out, [*pages, *tables_made, tables / "pages.json"])
    earlier: dict[str, str] = recall(last).get("files", {})
    note(last, {"stamp": stamp, "files": made})
    past.extend(clear(job.out, {name: digest for name, digest in earlier.items() if name not in made}))
    return outcomes


def _unchanged(last: Path, stamp: str, out: Path) -> bool:
    """The pages and tables of the last run stand as it wrote them, made of the same things."""
    known = recall(last)
    files: dict[str, str] = known.get("files", {})
    return bool(files) and known.get("stamp") == stamp and digests(out, [out / name for name in files]) == files


def _tables(
    job: Job, audited: Sequence[Audit], progress: Callable[[Step, int, int], None]
) -> tuple[Outcomes, list[Path]]:
    """The five tables and the expectations' outcomes, as parquet, csv and json."""
    from ..expect import validate
    from ..table import file_bytes, frames

    progress(Step("tables"), 0, 2)
    made = frames(audited)
    outcomes = Outcomes.given(validate(made, job.project.expectations))
    progress(Step("tables"), 1, 2)
    files = {**file_bytes(made), "expectations.json": _json(list(outcomes.rows))}
    folder = job.out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    progress(Step("tables"), 2, 2)
    return outcomes, [folder / name for name in files]


def _rows(demands: Sequence[DemandOutcome]) -> list[Row]:
    return [
        {
            "code": demand.code,
            "table": demand.table,
            "title_zh": demand.title_zh,
            "title_en": demand.title_en,
            "severity": demand.severity.value,
            "report": one.report,
            "sha256": one.sha256,
            "outcome": one.outcome.value,
            "counted": one.counted,
            "failing": one.failing,
            "undecided": one.undecided,
            "reason_zh": demand.reason_zh,
            "reason_en": demand.reason_en,
        }
        for demand in demands
        for one in demand.reports
    ]


def _pages(
    job: Job, audited: Sequence[Audit], notebooks: Notebooks, progress: Callable[[Step, int, int], None]
) -> list[Path]:
    """overview.html for all, and a page for every district with more than one report."""
    reports = [a.facts.report for a in audited]
    counts = Counter(r.district for r in reports if r.district)
    several = sorted(district for district, n in counts.items() if n > 1)
    links = {
        "reports": {r.sha256: f"reports/{name}.html" for r, name in zip(reports, dossier_names(reports), strict=True)},
        "districts": {district: f"districts/{safe(district)}.html" for district in several},
    }
    (job.out / "tables" / "pages.json").write_bytes(_json(links))
    language = job.language or reports[0].language
    common: dict[str, object] = {"tables": "tables", "language": language}
    pages = []
    total = 1 + len(several)
    for done, district in enumerate(several):
        progress(Step("pages", district), done, total)
        place = job.out / links["districts"][district]
        pages.append(_page(job, notebooks, "district", common | {"district": district}, place))
    progress(Step("pages", "overview"), total - 1, total)
    pages.append(_page(job, notebooks, "overview", common, job.out / "overview.html"))
    progress(Step("pages", ""), total, total)
    return pages


def _page(job: Job, notebooks: Notebooks, template: str, parameters: Mapping[str, object], place: Path) -> Path:
    from ..render.html import export

    made = job.out / "work" / f"{place.stem}.ipynb"
    executed = notebooks.run(job.project.template(template), parameters, made, folder=job.out)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(export(executed), encoding="utf-8")
    return place


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
