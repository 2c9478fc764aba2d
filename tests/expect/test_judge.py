"""Every demand gets one of four outcomes for every report, whatever else is in the run."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from audit.errors import SuiteError
from audit.expect import Conclusion, DemandOutcome, validate
from audit.expect.engine import rejected
from audit.table import frames

SUITES = Path(__file__).parents[2] / "expectations"


@pytest.fixture
def tables(audited: Any, clean: Any) -> dict[str, pd.DataFrame]:
    return frames([audited, clean])


def by_code(outcomes: tuple[DemandOutcome, ...]) -> dict[str, DemandOutcome]:
    return {o.code: o for o in outcomes}


def test_outcomes_come_in_declared_order_and_twice_the_same(tables: dict[str, pd.DataFrame]) -> None:
    outcomes = validate(tables, SUITES)
    declared = [
        e["meta"]["code"]
        for path in sorted(SUITES.glob("*.json"))
        for e in json.loads(path.read_text(encoding="utf-8"))["expectations"]
    ]
    assert [o.code for o in outcomes] == declared
    assert outcomes == validate(tables, SUITES)


def test_thresholds_are_judged_per_report(tables: dict[str, pd.DataFrame]) -> None:
    shown = by_code(validate(tables, SUITES))["E101"]
    assert shown.outcome is Conclusion.FAIL
    assert [(r.report, r.outcome, r.counted, r.failing) for r in shown.reports] == [
        ("苇塘区-2023", Conclusion.FAIL, 7, 2),
        ("芦滩县-2023", Conclusion.PASS, 7, 0),
    ]
    assert list(tables["figures"].loc[list(shown.reports[0].rows), "text"]) == ["**户", "**公里"]


def test_a_reports_outcome_does_not_depend_on_the_others(audited: Any, clean: Any) -> None:
    together = by_code(validate(frames([clean, audited]), SUITES))
    for alone in (audited, clean):
        name = alone.facts.report.name
        for outcome in validate(frames([alone]), SUITES):
            other = next(r for r in together[outcome.code].reports if r.report == name)
            own = outcome.reports[0]
            assert (own.outcome, own.counted, own.failing) == (other.outcome, other.counted, other.failing)


def test_rows_that_cannot_be_judged_are_neither_passed_nor_failed(audited: Any, tmp_path: Path) -> None:
    tables = frames([audited])
    tables["relations"].loc[0, "holds"] = "unknown"
    total = by_code(validate(tables, SUITES))["E201"]
    assert (total.outcome, total.reports[0].undecided) == (Conclusion.OPEN, 1)


def test_an_empty_table_is_not_a_pass(clean: Any) -> None:
    tables = frames([clean])
    tables = {name: table if name == "reports" else table.iloc[:0] for name, table in tables.items()}
    outcomes = by_code(validate(tables, SUITES))
    assert outcomes["E101"].outcome is Conclusion.OPEN
    assert outcomes["E301"].outcome is Conclusion.PASS  # no finding at all is what is demanded
    assert all(len(o.reports) == 1 for o in outcomes.values())


def test_a_missing_table_is_said_not_skipped(tables: dict[str, pd.DataFrame]) -> None:
    del tables["goals"]
    outcome = by_code(validate(tables, SUITES))["E401"]
    assert (outcome.outcome, outcome.reason_en) == (Conclusion.NOT_RUN, "no table goals")


def test_an_expectation_that_breaks_is_not_run(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    broken = {
        "type": "expect_column_values_to_match_regex",
        "kwargs": {"column": "text", "regex": "("},
        "severity": "advice",
        "meta": {"code": "E901", "title": {"zh": "式", "en": "pattern"}},
    }
    content = {"meta": {"title": {"zh": "表", "en": "table"}}, "expectations": [broken]}
    (tmp_path / "figures.json").write_text(json.dumps(content), encoding="utf-8")
    outcome = validate(tables, tmp_path)[0]
    assert outcome.outcome is Conclusion.NOT_RUN
    assert "could not be evaluated" in outcome.reason_en


def test_a_span_outside_the_text_is_found(tables: dict[str, pd.DataFrame]) -> None:
    tables["figures"].loc[3, "end"] = 10_000
    outcome = by_code(validate(tables, SUITES))["E106"]
    assert outcome.reports[0].rows == (3,)


def test_an_expectation_left_out_by_the_engine_is_an_error(
    tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    from great_expectations.datasource.fluent.interfaces import Batch

    from audit.expect import load

    demands = load(SUITES)[0].demands
    whole = Batch.validate

    def forgetful(self: Batch, *args: Any, **kwargs: Any) -> Any:
        answer = whole(self, *args, **kwargs)
        answer.results.pop()
        return answer

    monkeypatch.setattr(Batch, "validate", forgetful)
    with pytest.raises(SuiteError, match=f"{len(demands)} expectations declared, {len(demands) - 1} evaluated"):
        rejected(tables["figures"], demands)


def test_warnings_are_left_as_they_were(tables: dict[str, pd.DataFrame]) -> None:
    shown, filters = warnings.showwarning, list(warnings.filters)
    validate(tables, SUITES)
    assert warnings.showwarning is shown
    assert warnings.filters == filters


@pytest.mark.slow
def test_nothing_reaches_out_and_importing_is_lazy() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from pathlib import Path\n"
        "from audit.expect import lint, validate\n"
        "assert 'great_expectations' not in sys.modules\n"
        "from audit.table import frames\n"
        f"validate(frames([]), Path({str(SUITES)!r}))\n"
        "assert 'great_expectations' in sys.modules\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
