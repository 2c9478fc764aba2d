"""Records <-> frames, one row each; the only place that names the columns of the tables.

Five tables: reports, figures, relations, findings, goals. Order of columns and dtypes never depend on the rows, also
where there are none. Numbers stand twice: as exact decimal text, and as float under `<name>_number` for pictures and
thresholds. All spans count code points of the report's text. Every table starts with `report, district, year, sha256`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from .check import block_at, rules, severity
from .check.quality import quality
from .records import Facts, Feasible, Figure, FigureKind, Finding, GoalVerdict, Holds, Outcome, Report, Span
from .sets import Interval, Number, plain

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

TEXT, WHOLE, REAL, TRUTH = "string", "Int64", "float64", "boolean"

ORIGIN = {"report": TEXT, "district": TEXT, "year": WHOLE, "sha256": TEXT}
PLACE = {"start": WHOLE, "end": WHOLE, "text": TEXT, "section": TEXT, "path": TEXT}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "reports": ORIGIN
    | {"genre": TEXT, "copy_type": TEXT, "media_type": TEXT, "encoding": TEXT, "language": TEXT, "characters": WHOLE}
    | {"figures": WHOLE, "masked": WHOLE, "names_masked": WHOLE, "unread": WHOLE, "parsed_share": REAL}
    | {"relations": WHOLE, "relations_true": WHOLE, "relations_false": WHOLE, "relations_unknown": WHOLE}
    | {"contradictions": WHOLE, "must_fix": WHOLE, "query": WHOLE, "advice": WHOLE, "goals": WHOLE}
    | {verdict.value: WHOLE for verdict in GoalVerdict}
    | {"quality": REAL, "verifiability": REAL, "attainment_low": REAL, "attainment_high": REAL}
    | {"attainment_high_strict": REAL, "sensitivity_low": REAL, "sensitivity_high": REAL},
    "figures": ORIGIN
    | {"figure": TEXT}
    | PLACE
    | {"kind": TEXT, "status": TEXT, "masked": TRUTH, "value": TEXT, "value_number": REAL}
    | {"low": TEXT, "low_number": REAL, "high": TEXT, "high_number": REAL, "unit": TEXT, "dimension": TEXT}
    | {"edtf": TEXT, "subject": TEXT, "scope": TEXT, "period": TEXT, "stance": TEXT, "qualifier": TEXT}
    | {"feasible": TEXT, "feasible_low_number": REAL, "feasible_high_number": REAL, "feasible_from": TEXT},
    "relations": ORIGIN
    | {"relation": TEXT}
    | PLACE
    | {"kind": TEXT, "pattern": TEXT, "holds": TEXT, "hard": TRUTH, "exhaustive": TRUTH, "members": TEXT}
    | {"masked_members": WHOLE, "in_conflict": TRUTH, "why_zh": TEXT, "why_en": TEXT},
    "findings": ORIGIN
    | {"rule": TEXT, "name": TEXT, "severity": TEXT, "outcome": TEXT}
    | PLACE
    | {"message_zh": TEXT, "message_en": TEXT, "related": TEXT, "confidence": REAL, "fingerprint": TEXT},
    "goals": ORIGIN
    | {"goal": TEXT, "source": TEXT, "horizon": TEXT, "indicator": TEXT}
    | PLACE
    | {
        "target": TEXT,
        "target_low": TEXT,
        "target_low_number": REAL,
        "target_high": TEXT,
        "target_high_number": REAL,
        "unit": TEXT,
        "due": TEXT,
    }
    | {
        "measure": TEXT,
        "weight": TEXT,
        "veto": TRUTH,
        "responsible": TEXT,
        "scored": TRUTH,
        "official": TEXT,
        "provider": TEXT,
        "place": TEXT,
    }
    | {"verdict": TEXT, "evidence": TEXT, "why_zh": TEXT, "why_en": TEXT},
}

UNMEASURED = (FigureKind.DATE, FigureKind.PERIOD, FigureKind.NAME)
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class Audited(Protocol):
    """One report with its findings; `audit.run.Audit` is one."""

    @property
    def facts(self) -> Facts:
        """Everything up to the verdicts."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule's findings, passes included."""
        ...


def frames(audits: Iterable[Audited]) -> dict[str, pd.DataFrame]:
    """The five tables of all reports, rows in the order given, index 0, 1, 2 …"""
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for audited in audits:
        found = audited.facts
        origin = _origin(found.report)
        per_table = {
            "reports": [_report(found, audited.findings)],
            "figures": [_figure(found, f) for f in found.figures],
            "relations": _relations(found),
            "findings": [_finding(found.report, f) for f in audited.findings],
            "goals": _goals(found),
        }
        for name, own in per_table.items():
            rows[name].extend(origin | row for row in own)
    return {name: framed(name, own) for name, own in rows.items()}


def framed(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows as the table of that name: all its columns, their order and dtypes; also for no rows at all."""
    import pandas as pd

    listed = list(rows)
    columns = {
        column: pd.Series([row[column] for row in listed], dtype=dtype) for column, dtype in COLUMNS[name].items()
    }
    return pd.DataFrame(columns)


def file_bytes(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Each table as `<name>.parquet` and `<name>.csv`; the same tables give the same bytes.

    The csv is UTF-8 with a byte order mark (spreadsheets need it for Chinese) and holds no cell that a spreadsheet
    would take for a formula.
    """
    files: dict[str, bytes] = {}
    for name in sorted(tables):
        parquet = BytesIO()
        tables[name].to_parquet(parquet, engine="pyarrow", index=False)
        files[f"{name}.parquet"] = parquet.getvalue()
        files[f"{name}.csv"] = (
            without_formulas(tables[name]).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
        )
    return files


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """The table for a spreadsheet: texts that would be read as a formula get an apostrophe in front."""
    safe = table.copy()
    for column in safe.columns[safe.dtypes.astype(str).isin([TEXT, "str", "object"])]:
        safe[column] = safe[column].map(safe_cell, na_action="ignore")
    return safe


def safe_cell(text: str) -> str:
    """The text, quoted if a spreadsheet would take it for a formula; plain negative numbers stay numbers."""
    if text.startswith(FORMULA) and not _is_number(text):
        return "'" + text
    return text


def read_tables(folder: str) -> dict[str, pd.DataFrame]:
    """The tables written below `folder` as parquet, by name; raises `FileNotFoundError` naming the one missing."""
    from pathlib import Path

    import pandas as pd

    return {name: pd.read_parquet(Path(folder) / f"{name}.parquet") for name in COLUMNS}


def _is_number(text: str) -> bool:
    return text[:1] == "-" and text[1:].replace(".", "", 1).isascii() and text[1:].replace(".", "", 1).isdigit()


def _origin(report: Report) -> Row:
    return {"report": report.name, "district": report.district, "year": report.year, "sha256": report.sha256}


def _place(report: Report, span: Span | None) -> Row:
    if span is None:
        return dict.fromkeys(PLACE) | {"text": "", "section": "", "path": ""}
    block = block_at(report, span)
    return {
        "start": span.start,
        "end": span.end,
        "text": span.of(report.text),
        "section": block.section if block else "",
        "path": block.path if block else "",
    }


def _report(found: Facts, findings: tuple[Finding, ...]) -> Row:
    report, assessment = found.report, found.assessment
    measured = [f for f in found.figures if f.kind is not FigureKind.NAME]
    holds = Counter(_holds(found, r.id, r.holds) for r in found.relations)
    failed = Counter(severity(f).value for f in findings if f.outcome is Outcome.FAIL)
    verdicts = Counter(v.verdict for v in assessment.verdicts)
    low, high = assessment.attainment or (None, None)
    return {
        "genre": report.genre,
        "copy_type": report.copy_type.value,
        "media_type": report.media_type,
        "encoding": report.encoding,
        "language": report.language,
        "characters": len(report.text),
        "figures": len(measured),
        "masked": sum(f.masked for f in measured),
        "names_masked": sum(f.masked for f in found.figures) - sum(f.masked for f in measured),
        "unread": len(found.extraction.unread),
        "parsed_share": found.extraction.parsed_share,
        "relations": len(found.relations),
        **{f"relations_{h.value}": holds[h] for h in Holds},
        "contradictions": len(found.contradictions),
        **{grade: failed[grade] for grade in ("must_fix", "query", "advice")},
        "goals": len(assessment.goals),
        **{verdict.value: verdicts[verdict] for verdict in GoalVerdict},
        "quality": quality(found, findings).index,
        "verifiability": assessment.verifiability,
        "attainment_low": low,
        "attainment_high": high,
        "attainment_high_strict": assessment.attainment_strict[1] if assessment.attainment_strict else None,
        "sensitivity_low": assessment.sensitivity[0] if assessment.sensitivity else None,
        "sensitivity_high": assessment.sensitivity[1] if assessment.sensitivity else None,
    }


def _figure(found: Facts, figure: Figure) -> Row:
    stated = Interval() if figure.kind in UNMEASURED else figure.stated
    feasible = found.bounds.feasible.get(figure.id)
    return {
        "figure": figure.id,
        **_place(found.report, figure.span),
        "kind": figure.kind.value,
        "status": figure.status.value,
        "masked": figure.masked,
        **_numbers("value", figure.value),
        **_numbers("low", stated.lo),
        **_numbers("high", stated.hi),
        "unit": figure.unit,
        "dimension": figure.dimension,
        "edtf": figure.edtf,
        "subject": figure.subject,
        "scope": figure.scope,
        "period": figure.period.edtf if figure.period else None,
        "stance": figure.stance.value,
        "qualifier": figure.qualifier,
        **_feasible(feasible),
    }


def _feasible(feasible: Feasible | None) -> Row:
    pinned = feasible is not None and feasible.values.is_point  # a range may be shown, a single value may not
    hull = feasible.values.hull if feasible and not pinned else Interval()
    return {
        "feasible": ("pinned" if pinned else str(feasible.values)) if feasible else None,
        "feasible_low_number": _float(hull.lo),
        "feasible_high_number": _float(hull.hi),
        "feasible_from": " ".join(feasible.relations) if feasible else None,
    }


def _relations(found: Facts) -> list[Row]:
    masked = {f.id for f in found.figures if f.masked}
    in_conflict = {id for conflict in found.bounds.conflicts for id in conflict.relations}
    rows = []
    for r in found.relations:
        why_zh, why_en = found.bounds.why.get(r.id, (r.why_zh, r.why_en))
        rows.append(
            {
                "relation": r.id,
                **_place(found.report, r.span),
                "kind": r.kind,
                "pattern": r.pattern,
                "holds": _holds(found, r.id, r.holds).value,
                "hard": r.hard,
                "exhaustive": r.exhaustive,
                "members": " ".join(r.figures),
                "masked_members": sum(id in masked for id in r.figures),
                "in_conflict": r.id in in_conflict,
                "why_zh": why_zh,
                "why_en": why_en,
            }
        )
    return rows


def _finding(report: Report, finding: Finding) -> Row:
    entry = rules[finding.rule]
    return {
        "rule": finding.rule,
        "name": entry.name,
        "severity": severity(finding).value,
        "outcome": finding.outcome.value,
        **_place(report, finding.span),
        "message_zh": entry.message(finding, "zh"),
        "message_en": entry.message(finding, "en"),
        "related": " ".join(f"{s.start}-{s.end}" for s in finding.related),
        "confidence": finding.confidence,
        "fingerprint": finding.fingerprint,
    }


def _goals(found: Facts) -> list[Row]:
    rows = []
    for goal, verdict in zip(found.assessment.goals, found.assessment.verdicts, strict=True):
        hull = goal.target.hull if goal.target else Interval()
        rows.append(
            {
                "goal": goal.id,
                "source": goal.source.value,
                "horizon": goal.horizon,
                "indicator": goal.indicator,
                **_place(found.report, goal.span),
                "text": goal.text,
                "target": str(goal.target) if goal.target else None,
                **_numbers("target_low", hull.lo),
                **_numbers("target_high", hull.hi),
                "unit": goal.unit,
                "due": goal.due.isoformat() if goal.due else None,
                "measure": goal.measure,
                "weight": plain(goal.weight),
                "veto": goal.veto,
                "responsible": goal.responsible,
                "scored": goal.scored,
                "official": None if goal.official is None else plain(goal.official),
                "provider": goal.provider,
                "place": goal.place,
                "verdict": verdict.verdict.value,
                "evidence": " ".join(f"{e.span.start}-{e.span.end}" for e in verdict.evidence),
                "why_zh": verdict.why_zh,
                "why_en": verdict.why_en,
            }
        )
    return rows


def _holds(found: Facts, id: str, own: Holds | None) -> Holds:
    return found.bounds.holds.get(id, own or Holds.UNKNOWN)


def _numbers(name: str, value: Number | None) -> Row:
    return {name: None if value is None else plain(value), f"{name}_number": _float(value)}


def _float(value: Number | None) -> float | None:
    return None if value is None else float(value)
