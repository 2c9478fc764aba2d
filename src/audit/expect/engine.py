"""Great Expectations, started quietly: no telemetry, no progress bars, warnings left as they were.

It answers one question per table: which rows (by position) does each expectation not accept? What that means for a
report is decided in `judge`. Only expectations that look at each row by itself are admitted.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import SuiteError

if TYPE_CHECKING:
    import pandas as pd

    from .suites import Demand

COMPARE_ROWS = frozenset(
    {
        "expect_column_value_z_scores_to_be_less_than",
        "expect_column_values_to_be_decreasing",
        "expect_column_values_to_be_increasing",
        "expect_column_values_to_be_unique",
        "expect_column_values_to_not_be_outliers",
    }
)
OF_THE_ENGINE = frozenset(
    {"batch_id", "catch_exceptions", "condition_parser", "description", "id", "ignore_row_if", "meta", "mostly"}
    | {"notes", "rendered_content", "result_format", "row_condition", "severity", "windows"}
)
"""Arguments that Great Expectations would take but that a suite says otherwise, or not at all."""

EVERY_ROW = {"result_format": "COMPLETE", "return_unexpected_index_query": False, "partial_unexpected_count": 0}


class Rejected(NamedTuple):
    """Positions of the rows that one demand does not accept, or why it could not be evaluated."""

    rows: tuple[int, ...] = ()
    error: str = ""


def rejected(table: pd.DataFrame, demands: Sequence[Demand]) -> dict[str, Rejected]:
    """One validation of a table (index 0, 1, 2 …) against its demands, by code; as many answers as demands."""
    if table.empty:
        return {demand.code: Rejected() for demand in demands}
    with _quiet():
        gx = _started()
        suite = gx.ExpectationSuite(name="demands", expectations=[_made(d) for d in demands])
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        asset = context.data_sources.add_pandas("audit").add_dataframe_asset("table")
        batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": table})
        answers = {a.expectation_config.meta["code"]: a for a in batch.validate(suite, result_format=EVERY_ROW).results}
    if set(answers) != {d.code for d in demands}:
        missing = sorted({d.code for d in demands} - set(answers))
        raise SuiteError(
            f"{len(demands)} expectations declared, {len(answers)} evaluated; missing: {missing}",
            f"声明 {len(demands)} 条，实际执行 {len(answers)} 条，缺少 {missing}",
        )
    return {d.code: _rejected(answers[d.code]) for d in demands}


@cache
def types() -> Collection[str]:
    """Names of the expectations that look at rows, ours included."""
    with _quiet():
        _started()
        from great_expectations.expectations import expectation as kinds
        from great_expectations.expectations.registry import list_registered_expectation_implementations

        by_row = (kinds.ColumnMapExpectation, kinds.ColumnPairMapExpectation, kinds.MulticolumnMapExpectation)
        names = list_registered_expectation_implementations()
        return tuple(sorted(name for name in names if issubclass(_implementation(name), by_row)))


def needs_other_rows(name: str, kwargs: Mapping[str, Any]) -> str:
    """Why the expectation cannot be judged report by report; empty if it can."""
    if name in COMPARE_ROWS:
        return "compares a row with the others of the table"
    if name == "expect_compound_columns_to_be_unique" and "sha256" not in kwargs.get("column_list", []):
        return "needs sha256 in column_list, so that only rows of one report are compared"
    return ""


def arguments(name: str) -> Collection[str]:
    """Names of the arguments that a suite may give."""
    return sorted(set(_implementation(name).__fields__) - OF_THE_ENGINE)


def misfit(name: str, kwargs: Mapping[str, Any]) -> str:
    """What is wrong with the arguments, in one line; empty if they fit."""
    from pydantic.v1 import ValidationError

    with _quiet():
        try:
            _implementation(name)(**kwargs)
        except ValidationError as error:
            return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return ""


def _made(demand: Demand) -> Any:
    fields = _implementation(demand.type).__fields__
    skipping = {}
    if "ignore_row_if" in fields:  # the default reports rows with one value missing as failures
        pair = "column_A" in fields
        skipping["ignore_row_if"] = "either_value_is_missing" if pair else "any_value_is_missing"
    return _implementation(demand.type)(**demand.kwargs, **skipping, meta={"code": demand.code})


def _rejected(answer: Any) -> Rejected:
    raised = [e for e in _exceptions(answer.exception_info or {}) if e.get("raised_exception")]
    if raised:
        return Rejected(error=str(raised[0].get("exception_message", "")).splitlines()[0])
    return Rejected(rows=tuple(sorted(answer.result.get("unexpected_index_list") or ())))


def _exceptions(info: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """One entry, or one per metric: Great Expectations gives either."""
    if "raised_exception" in info:
        yield info
    else:
        yield from info.values()


def _implementation(name: str) -> Any:
    from great_expectations.expectations.registry import get_expectation_impl

    return get_expectation_impl(name)


@cache
def _started() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read on import
    import great_expectations as gx

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    from . import spans  # noqa: F401 (registers our expectations, once)

    return gx


@contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations warns about its own parts and takes over everybody's warnings; both are undone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.captureWarnings(False)
