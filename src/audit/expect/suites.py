"""Strict loading of expectations/*.json: whatever is not understood is an error with file and place.

A suite is one JSON object per table, named like it (figures.json):

    {"meta": {"title": {"zh": "…", "en": "…"}},
     "expectations": [
       {"type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "masked", "value_set": [false], "mostly": 0.8},
        "where": {"kind": ["count", "percent"]},
        "severity": "query",
        "meta": {"code": "E101", "title": {"zh": "…", "en": "…"}}}]}

`mostly` is the share within each report that must comply (1 if left out). Optional: `where` only looks at rows with
these values; `open` says which rows cannot be judged; `empty` (`open` or `pass`) is the outcome where no row counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from ..errors import SuiteError
from ..records import Severity
from ..table import COLUMNS
from .vocabulary import allowed_values

CODE = re.compile(r"E[0-9]{3}\Z")
SUITE_KEYS = ("meta", "expectations")
DEMAND_KEYS = ("type", "kwargs", "where", "open", "empty", "severity", "meta")
NAMES_A_COLUMN = ("column", "column_A", "column_B")
NAMES_COLUMNS = ("column_list", "column_set")

Rows = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Demand:
    """One expectation as an inspector wrote it; `place` says where, for messages."""

    code: str
    table: str
    type: str
    severity: Severity
    title_zh: str
    title_en: str
    kwargs: Mapping[str, Any]
    mostly: Fraction = Fraction(1)
    where: Rows = field(default_factory=dict)
    open: Rows = field(default_factory=dict)
    empty: str = "open"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """The demands on one table, in the order they were written."""

    table: str
    title_zh: str
    title_en: str
    demands: tuple[Demand, ...]


def load(folder: Path) -> tuple[Suite, ...]:
    """All suites of the folder, by file name. Raises `SuiteError` at the first thing that is not understood."""
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise SuiteError(
            f"{folder}: no suite here; expected files such as figures.json",
            f"{folder}：没有期望规则文件，应有 figures.json 等",
        )
    suites = tuple(_suite(path) for path in paths)
    seen: dict[str, str] = {}
    for demand in (d for suite in suites for d in suite.demands):
        if demand.code in seen:
            _refuse(demand.place, f"code {demand.code} is taken by {seen[demand.code]}", f"编号 {demand.code} 重复")
        seen[demand.code] = demand.place
    return suites


def lint(folder: Path) -> int:
    """Load everything strictly and give the number of expectations; raises `SuiteError`."""
    return sum(len(suite.demands) for suite in load(folder))


def _suite(path: Path) -> Suite:
    content = _read(path)
    if path.stem not in COLUMNS:
        _unknown(path.name, "table", path.stem, COLUMNS)
    if not isinstance(content, dict):
        _refuse(path.name, "expected a JSON object", "应为 JSON 对象")
    _keys(path.name, content, SUITE_KEYS, required=SUITE_KEYS)
    zh, en = _title(path.name, _object(path.name, "meta", content["meta"]))
    entries = content["expectations"]
    if not isinstance(entries, list) or not entries:
        _refuse(path.name, "expectations must be a list that is not empty", "expectations 应为非空列表")
    demands = tuple(_demand(f"{path.name} expectations[{i}]", path.stem, e) for i, e in enumerate(entries))
    return Suite(path.stem, zh, en, demands)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_no_duplicates)
    except UnicodeDecodeError as error:
        _refuse(path.name, f"not UTF-8 at byte {error.start}", f"第 {error.start} 字节不是 UTF-8 编码", error)
    except json.JSONDecodeError as error:
        zh = f"第 {error.lineno} 行第 {error.colno} 列不是合法 JSON"
        _refuse(f"{path.name} line {error.lineno} column {error.colno}", f"not JSON: {error.msg}", zh, error)
    except _DuplicateKey as error:
        _refuse(path.name, f"key {error} appears twice in one object", f"键 {error} 重复", error)


class _DuplicateKey(Exception):
    """A JSON object names a key twice; json would keep the last one silently."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [name for name, _ in pairs]
        raise _DuplicateKey(repr(next(name for name in names if names.count(name) > 1)))
    return content


def _demand(place: str, table: str, entry: Any) -> Demand:
    entry = _object(place, "an expectation", entry)
    _keys(place, entry, DEMAND_KEYS, required=("type", "kwargs", "severity", "meta"))
    meta = _object(place, "meta", entry["meta"])
    code = meta.get("code")
    if not isinstance(code, str) or not CODE.match(code):
        _refuse(place, f"meta.code {code!r}: expected E and three digits", f"meta.code {code!r} 应为 E 加三位数字")
    place = f"{place} ({code})"
    zh, en = _title(place, meta, "code")
    severity = entry["severity"]
    if severity not in list(Severity):
        _unknown(place, "severity", severity, list(Severity))
    if entry.get("empty", "open") not in ("open", "pass"):
        _unknown(place, "empty", entry["empty"], ("open", "pass"))
    kwargs = dict(_object(place, "kwargs", entry["kwargs"]))
    _columns(place, table, kwargs)
    mostly = _mostly(place, kwargs.pop("mostly", 1))
    return Demand(
        code=code,
        table=table,
        type=_checked_type(place, entry["type"], kwargs),
        severity=Severity(severity),
        title_zh=zh,
        title_en=en,
        kwargs=kwargs,
        mostly=mostly,
        where=_rows(place, table, "where", entry.get("where", {})),
        open=_rows(place, table, "open", entry.get("open", {})),
        empty=entry.get("empty", "open"),
        place=place,
    )


def _checked_type(place: str, name: object, kwargs: Mapping[str, Any]) -> str:
    from . import engine  # loads Great Expectations: 3 s, only where suites are read

    if name not in engine.types():
        _unknown(place, "expectation type", name, engine.types())
    reason = engine.needs_other_rows(str(name), kwargs)
    if reason:
        _refuse(
            place,
            f"{name} {reason}; an outcome for one report must not depend on others",
            f"{name} 须对照其他行才能判断，单份报告的结论不得依赖其他报告",
        )
    _keys(place, kwargs, engine.arguments(str(name)), what=f"argument of {name}")
    problem = engine.misfit(str(name), kwargs)
    if problem:
        _refuse(place, f"{name}: {problem}", f"{name} 的参数不正确：{problem}")
    return str(name)


def _columns(place: str, table: str, kwargs: Mapping[str, Any]) -> None:
    named = [kwargs[key] for key in NAMES_A_COLUMN if key in kwargs]
    for key in NAMES_COLUMNS:
        listed = kwargs.get(key, [])
        if not isinstance(listed, list):
            _refuse(place, f"{key} must be a list of columns", f"{key} 应为列名列表")
        named.extend(listed)
    for column in named:
        if column not in COLUMNS[table]:
            _unknown(place, f"column of table {table}", column, COLUMNS[table])
    if "value_set" in kwargs and "column" in kwargs:
        _values(place, table, kwargs["column"], kwargs["value_set"])


def _rows(place: str, table: str, key: str, condition: Any) -> Rows:
    chosen: dict[str, tuple[Any, ...]] = {}
    for column, values in _object(place, key, condition).items():
        if column not in COLUMNS[table]:
            _unknown(place, f"column of table {table}", column, COLUMNS[table])
        _values(place, table, column, values)
        chosen[column] = tuple(values)
    return chosen


def _values(place: str, table: str, column: str, values: Any) -> None:
    if not isinstance(values, list) or not values:
        _refuse(place, f"values of {column} must be a list that is not empty", f"{column} 的取值应为非空列表")
    known = allowed_values(table, column)
    for value in values:
        if known is not None and value not in known:
            _unknown(place, f"value of {column}", value, known)


def _mostly(place: str, value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        _refuse(place, f"mostly {value!r}: expected a number from 0 to 1", f"mostly {value!r} 应为 0 至 1 之间的数")
    return Fraction(str(value))


def _title(place: str, meta: Mapping[str, Any], *others: str) -> tuple[str, str]:
    _keys(place, meta, ("title", *others), required=("title", *others), what="key of meta")
    title = _object(place, "meta.title", meta["title"])
    _keys(place, title, ("zh", "en"), required=("zh", "en"), what="key of meta.title")
    for language, words in title.items():
        if not isinstance(words, str) or not words.strip():
            _refuse(place, f"meta.title.{language} is empty", f"meta.title.{language} 为空")
    return title["zh"], title["en"]


def _object(place: str, what: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        _refuse(place, f"{what} must be a JSON object, found {json.dumps(value)}", f"{what} 应为 JSON 对象")
    return value


def _keys(
    place: str, found: Mapping[str, Any], known: Collection[str], *, required: Sequence[str] = (), what: str = "key"
) -> None:
    for key in found:
        if key not in known:
            _unknown(place, what, key, known)
    for key in required:
        if key not in found:
            _refuse(place, f"missing {what} {key!r}", f"缺少 {key!r}")


def _unknown(place: str, what: str, found: object, known: Collection[Any]) -> NoReturn:
    near = get_close_matches(str(found), [str(k) for k in known], n=1)
    hint = f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(sorted(str(k) for k in known))
    hint_zh = f"是否应为 {near[0]!r}？" if near else "可用：" + "、".join(sorted(str(k) for k in known))
    _refuse(place, f"unknown {what} {found!r}; {hint}", f"无法识别 {found!r}；{hint_zh}")


def _refuse(place: str, message: str, zh: str, cause: Exception | None = None) -> NoReturn:
    raise SuiteError(f"{place}: {message}", f"{place}：{zh}") from cause
