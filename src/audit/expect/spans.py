"""Our own expectation: the words of a row are the words of its span, and lie inside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)

if TYPE_CHECKING:
    import pandas as pd


class SpanQuotesText(MulticolumnMapMetricProvider):
    """Rows whose span is as long as the words quoted from it; a span reaching outside the report quotes fewer."""

    condition_metric_name = "multicolumn_values.span_quotes_text"
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")
    condition_value_keys = ()

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series[bool]:
        start, end, text = (column_list.iloc[:, i] for i in range(3))
        return ((start >= 0) & (start < end) & (end - start == text.str.len())).astype(bool)


class ExpectSpanToQuoteText(MulticolumnMapExpectation):
    """`column_list` = start, end, text: half-open, not empty, inside the report, and quoted as it stands."""

    map_metric: ClassVar[str] = "multicolumn_values.span_quotes_text"
    args_keys: ClassVar[tuple[str, ...]] = ("column_list",)
