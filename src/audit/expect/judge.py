"""What each demand means for each report: pass, fail, cannot be checked, or not run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..records import Severity
from .engine import Rejected, rejected
from .suites import Demand, Rows, load

if TYPE_CHECKING:
    import pandas as pd


class Conclusion(StrEnum):
    """The four outcomes; nothing is left out of the list because it could not be evaluated."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"  # cannot be checked: no row counts, or those that count are masked
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """One demand on one report: of `counted` rows `failing` do not comply, `undecided` cannot be judged.

    `rows` are the positions of the failing rows in the table.
    """

    report: str
    sha256: str
    outcome: Conclusion
    counted: int
    failing: int
    undecided: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandOutcome:
    """One demand on all reports. `outcome` is the worst of theirs; the reasons say why where it was not run."""

    code: str
    table: str
    title_zh: str
    title_en: str
    severity: Severity
    outcome: Conclusion
    reports: tuple[ReportOutcome, ...] = ()
    reason_zh: str = ""
    reason_en: str = ""


def validate(frames: Mapping[str, pd.DataFrame], folder: Path) -> tuple[DemandOutcome, ...]:
    """Every demand of the folder's suites, in declared order; one validation per table for all reports.

    `frames` are the tables of `audit.table.frames`. Raises `SuiteError` for a suite that is not understood.
    """
    outcomes: list[DemandOutcome] = []
    for suite in load(folder):
        table = frames.get(suite.table)
        if table is None:
            outcomes.extend(_not_run(d, f"没有数据表 {d.table}", f"no table {d.table}") for d in suite.demands)
            continue
        numbered = table.reset_index(drop=True)
        answers = rejected(numbered, suite.demands)
        reports = _reports(frames, numbered)
        outcomes.extend(_judged(d, answers[d.code], numbered, reports) for d in suite.demands)
    return tuple(outcomes)


def _reports(frames: Mapping[str, pd.DataFrame], table: pd.DataFrame) -> list[tuple[str, str]]:
    """Name and hash of every report, also of those without a row in this table."""
    source = frames.get("reports", table)
    pairs = zip(source["report"], source["sha256"], strict=True)
    return list(dict.fromkeys(pairs))


def _judged(demand: Demand, answer: Rejected, table: pd.DataFrame, reports: Iterable[tuple[str, str]]) -> DemandOutcome:
    if answer.error:
        return _not_run(demand, f"未能执行：{answer.error}", f"could not be evaluated: {answer.error}")
    counted = _matching(table, demand.where) & _present(table, demand)
    undecided = counted & _matching(table, demand.open) if demand.open else counted & False
    failing = table.index.isin(answer.rows) & counted & ~undecided
    found = []
    for report, digest in reports:
        own = (table["report"] == report) & (table["sha256"] == digest)
        rows = tuple(int(i) for i in table.index[own & failing])
        total, unknown = int((own & counted).sum()), int((own & undecided).sum())
        outcome = _outcome(demand, total, len(rows), unknown)
        found.append(ReportOutcome(report, digest, outcome, total, len(rows), unknown, rows))
    return _demand_outcome(demand, _worst(r.outcome for r in found), tuple(found))


def _outcome(demand: Demand, counted: int, failing: int, undecided: int) -> Conclusion:
    """Too many rows fail; else some could not be judged; else nothing was there; else it passes."""
    if failing > (1 - demand.mostly) * (counted - undecided):
        return Conclusion.FAIL
    if undecided:
        return Conclusion.OPEN
    if not counted:
        return Conclusion(demand.empty)
    return Conclusion.PASS


def _worst(outcomes: Iterable[Conclusion]) -> Conclusion:
    found = set(outcomes)
    order = (Conclusion.FAIL, Conclusion.NOT_RUN, Conclusion.OPEN, Conclusion.PASS)
    return next((outcome for outcome in order if outcome in found), Conclusion.OPEN)


def _matching(table: pd.DataFrame, rows: Rows) -> pd.Series[bool]:
    import pandas as pd

    chosen = pd.Series(True, index=table.index)
    for column, values in rows.items():
        chosen &= table[column].isin(list(values)).astype(bool)
    return chosen


def _present(table: pd.DataFrame, demand: Demand) -> pd.Series[bool]:
    """Rows that hold something to be judged; whether a value is missing is itself what a null test asks."""
    import pandas as pd

    if demand.type in ("expect_column_values_to_not_be_null", "expect_column_values_to_be_null"):
        return pd.Series(True, index=table.index)
    named: list[Any] = [demand.kwargs[key] for key in ("column", "column_A", "column_B") if key in demand.kwargs]
    named += demand.kwargs.get("column_list", [])
    return pd.Series(table[named].notna().all(axis=1))


def _not_run(demand: Demand, zh: str, en: str) -> DemandOutcome:
    return _demand_outcome(demand, Conclusion.NOT_RUN, (), zh, en)


def _demand_outcome(
    demand: Demand, outcome: Conclusion, reports: tuple[ReportOutcome, ...], zh: str = "", en: str = ""
) -> DemandOutcome:
    return DemandOutcome(
        demand.code, demand.table, demand.title_zh, demand.title_en, demand.severity, outcome, reports, zh, en
    )
