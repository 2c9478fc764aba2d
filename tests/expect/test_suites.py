"""Suites are loaded strictly: what is not understood is an error that says where, never a check left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audit.errors import SuiteError
from audit.expect import lint, load

PROJECT = Path(__file__).parents[2]


def demand(**changes: Any) -> dict[str, Any]:
    return {
        "type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "masked", "value_set": [False]},
        "severity": "query",
        "meta": {"code": "E901", "title": {"zh": "写明", "en": "shown"}},
    } | changes


def suite(folder: Path, *demands: Any, name: str = "figures", **others: Any) -> Path:
    content = {"meta": {"title": {"zh": "表", "en": "table"}}, "expectations": list(demands)} | others
    (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def test_our_own_suites_load_and_every_code_is_stable() -> None:
    suites = load(PROJECT / "expectations")
    assert [s.table for s in suites] == ["figures", "findings", "goals", "relations", "reports"]
    assert lint(PROJECT / "expectations") == sum(len(s.demands) for s in suites) == 26
    for path in (PROJECT / "expectations").glob("*.json"):
        assert "\\u" not in path.read_text(encoding="utf-8")


META = {"code": "E901", "title": {"zh": "写明", "en": "shown"}}
WRONG = [
    (demand(type="expect_column_values_to_be_in_sett"), "did you mean 'expect_column_values_to_be_in_set'"),
    (demand(type="expect_column_mean_to_be_between"), "unknown expectation type"),
    (demand(type="expect_column_values_to_be_unique", kwargs={"column": "figure"}), "must not depend on others"),
    (demand(severity="critical"), "known: advice, must_fix, query"),
    (demand(severty="query"), "did you mean 'severity'"),
    (demand(kwargs={"column": "maskd", "value_set": [False]}), "did you mean 'masked'"),
    (demand(kwargs={"column": "status", "value_set": ["redactd"]}), "did you mean 'redacted'"),
    (demand(kwargs={"column": "masked", "value_sett": [False]}), "did you mean 'value_set'"),
    (demand(kwargs={"column": "masked", "value_set": [False], "mostly": 80}), "from 0 to 1"),
    (demand(kwargs={"column": "masked", "value_set": [False], "row_condition": "x"}), "unknown argument"),
    (demand(type="expect_column_values_to_be_between", kwargs={"column": "start", "min_value": "much"}), "min_value"),
    (demand(type="expect_span_to_quote_text", kwargs={"column_list": "start"}), "must be a list of columns"),
    (demand(where={"kindd": ["count"]}), "did you mean 'kind'"),
    (demand(where={"kind": ["cout"]}), "did you mean 'count'"),
    (demand(open={"masked": "true"}), "list that is not empty"),
    (demand(empty="fail"), "known: open, pass"),
    (demand(meta=META | {"code": "901"}), "E and three digits"),
    (demand(meta=META | {"title": {"zh": "写明"}}), "missing key of meta.title 'en'"),
    (demand(meta=META | {"title": {"zh": "写明", "en": " "}}), "meta.title.en is empty"),
    ({k: v for k, v in demand().items() if k != "severity"}, "missing key 'severity'"),
    ("E901", "must be a JSON object"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_not_understood_is_refused_with_its_place(tmp_path: Path, wrong: Any, message: str) -> None:
    right = demand(meta=META | {"code": "E900"})
    with pytest.raises(SuiteError) as caught:
        load(suite(tmp_path, right, wrong))
    assert message in str(caught.value)
    assert str(caught.value).startswith("figures.json expectations[1]")
    assert caught.value.words("zh") != str(caught.value)


def test_a_code_is_used_once_over_all_suites(tmp_path: Path) -> None:
    suite(tmp_path, demand())
    other = demand(type="expect_column_values_to_not_be_null", kwargs={"column": "verdict"})
    with pytest.raises(SuiteError, match=r"goals.json .*code E901 is taken by figures.json"):
        load(suite(tmp_path, other, name="goals"))


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="no suite here"):
        load(tmp_path)
    path = tmp_path / "figures.json"
    for content, message in (
        (b'{"meta": {},\n "expectations": [}', "figures.json line 2 column 19: not JSON"),
        (b'{"meta": {}, "meta": {}}', "key 'meta' appears twice"),
        ("期望".encode("gb18030"), "not UTF-8 at byte 0"),
        (b"[]", "expected a JSON object"),
        (b'{"meta": {"title": {"zh": "a", "en": "b"}}, "expectations": []}', "list that is not empty"),
    ):
        path.write_bytes(content)
        with pytest.raises(SuiteError) as caught:
            load(tmp_path)
        assert message in str(caught.value)


def test_a_suite_is_named_after_a_table(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"figure.json: unknown table 'figure'; did you mean 'figures'"):
        load(suite(tmp_path, demand(), name="figure"))
