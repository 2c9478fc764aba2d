"""The superior's target sheet: every row a goal, or an error that names sheet, row and column; nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path

from ..errors import SheetError
from ..records import Goal, GoalSource
from ..sets import Number, Values, at_least, at_most, between, exact, exactly, plain
from .cells import Cell, Row, csv_rows, xlsx_rows
from .measure import measure_of, scaled_unit
from .target import yearly

QUARTERS = ("q1", "q2", "q3", "q4")
REQUIRED = ("id", "district", "indicator", "modifier", "target")
_ABOUT = 10  # per cent on either side, as for 约 in a report


def targets(sheet: Path) -> tuple[Goal, ...]:
    """The goals of a target sheet (.csv, .xlsx), in its order; raises `SheetError` naming sheet, row and column."""
    readers = {".csv": csv_rows, ".xlsx": xlsx_rows}
    read = readers.get(sheet.suffix.lower())
    if read is None:
        raise SheetError(
            f"{sheet.name}: a target sheet ends in .csv or .xlsx, not {sheet.suffix or 'nothing'}",
            f"{sheet.name}：目标表须为.csv或.xlsx文件，而不是{sheet.suffix or '无后缀文件'}",
        )
    rows = read(sheet)
    if not rows:
        raise SheetError(f"{sheet.name}: the sheet is empty", f"{sheet.name}：目标表是空的")
    columns = _columns(rows[0])
    written = [row.under(columns) for row in rows[1:] if not row.is_empty]
    _refuse_doubled(row["id"] for row in written)
    return tuple(map(_goal, written))


def _columns(header: Row) -> tuple[str, ...]:
    names = {word: name for name, words in _table("column").items() for word in words}
    found: list[str] = []
    for cell in header.cells:
        name = names.get(cell.text.lower())
        if name is None:
            known = "、".join(words[0] for words in _table("column").values())
            raise cell.error(
                f"unknown column {cell.text!r}; known are {known}", f"未知的列“{cell.text}”，可用的列：{known}"
            )
        if name in found:
            raise cell.error(f"column {name} stands twice", f"列“{cell.text}”重复")
        found.append(name)
    for name in REQUIRED:
        if name not in found:
            raise header.cells[-1].error(f"column {name} is missing", f"缺少列“{name}”")
    return tuple(found)


def _goal(row: Mapping[str, Cell]) -> Goal:
    for name in ("id", "district", "indicator"):
        if not row[name].text:
            raise row[name].error(f"{name} is empty; every row needs one", "此格不能为空")
    unit, scale = _unit(row.get("unit"))
    modifier = _modifier(row["modifier"])
    target = _target(row["target"], modifier, scale)
    if modifier == "frequency":
        unit = unit or _often(row["target"])[1]
    deadline, official, quarters = row.get("deadline"), row.get("official_value"), _quarters(row)
    indicator = row["indicator"].text
    return Goal(
        id=row["id"].text,
        source=GoalSource.SHEET,
        indicator=indicator,
        horizon="current",
        text=_wording(indicator, row, modifier),
        target=target,
        unit=unit,
        due=deadline.date() if deadline and deadline.text else None,
        weight=_weight(row, quarters),
        quarters=quarters,
        veto="veto" in row and bool(row["veto"].text) and _answer(row["veto"]) == 1,
        responsible=row["responsible"].text if "responsible" in row else "",
        district=row["district"].text,
        provider=row["provider"].text if "provider" in row else "",
        official=_official(official, modifier, scale) if official and official.text else None,
        place=row["id"].place,
        measure=measure_of(indicator, unit, modifier),
    )


def _wording(indicator: str, row: Mapping[str, Cell], modifier: str) -> str:
    unit = row["unit"].text if "unit" in row else ""
    return (
        f"{indicator} {row['modifier'].text} {row['target'].text}{unit}".strip()
        if modifier != "qualitative"
        else indicator
    )


def _unit(cell: Cell | None) -> tuple[str | None, Number]:
    if cell is None or not cell.text:
        return None, 1
    known = scaled_unit(cell.text)
    if known is None:
        raise cell.error(f"unknown unit {cell.text!r}", f"未知的计量单位“{cell.text}”")
    return known


def _modifier(cell: Cell) -> str:
    for name, words in _table("modifier").items():
        if cell.text.lower() in words:
            return name
    known = " ".join(words[0] for words in _table("modifier").values())
    raise cell.error(
        f"unknown modifier {cell.text!r}; known are {known}", f"未知的比较方式“{cell.text}”，可用：{known}"
    )


def _target(cell: Cell, modifier: str, scale: Number) -> Values | None:
    if modifier == "qualitative":
        if cell.text:
            raise cell.error("a qualitative goal has no target number", "定性指标不填目标值")
        return None
    if modifier == "yes_no":
        return exactly(_answer(cell))
    if modifier == "frequency":
        return at_least(_often(cell)[0])
    if modifier == "range":
        low, high = cell.range()
        return between(low * scale, high * scale)
    value = cell.number() * scale
    if modifier == "about":
        return between(value * Fraction(100 - _ABOUT, 100), value * Fraction(100 + _ABOUT, 100))
    return {"at_least": at_least, "at_most": at_most, "equal": exactly}[modifier](value)


def _often(cell: Cell) -> tuple[Number, str]:
    """每季度2次 as times in a year."""
    found = yearly(cell.text)
    if found is None:
        raise cell.error(
            f"expected 每季度1次 or the like, found {cell.text!r}", f"应为“每季度1次”样的频次，现为“{cell.text}”"
        )
    return found


def _answer(cell: Cell) -> int:
    for value, name in enumerate(("no", "yes")):
        if cell.text.lower() in _table("answer")[name]:
            return value
    raise cell.error(f"expected 是 or 否 (yes or no), found {cell.text!r}", f"应填“是”或“否”，现为“{cell.text}”")


def _official(cell: Cell, modifier: str, scale: Number) -> Number:
    return _answer(cell) if modifier == "yes_no" else cell.number() * scale


def _weight(row: Mapping[str, Cell], quarters: tuple[Number, ...]) -> Number:
    """The weight of the year: its own column, or the sum of the quarters'; both must agree."""
    cell = row.get("weight")
    if cell is None or not cell.text:
        return sum(quarters) if quarters else 1
    weight = _not_negative(cell)
    if quarters and sum(quarters) != weight:
        total = plain(exact(sum(quarters)))
        raise cell.error(
            f"the weight is {cell.text}, the quarters add up to {total}", f"权重为{cell.text}，各季度之和为{total}"
        )
    return weight


def _quarters(row: Mapping[str, Cell]) -> tuple[Number, ...]:
    """The weight in each quarter, an empty one counting nothing; none where no quarter has any."""
    cells = [row[name] for name in QUARTERS if name in row]
    if not any(cell.text for cell in cells):
        return ()
    by_name = {name: _not_negative(row[name]) for name in QUARTERS if name in row and row[name].text}
    return tuple(by_name.get(name, 0) for name in QUARTERS)


def _not_negative(cell: Cell) -> Number:
    weight = cell.number()
    if weight < 0:
        raise cell.error("a weight is not negative", "权重不能为负数")
    return weight


def refuse_misspelt(sheet: Iterable[Goal], district: str) -> None:
    """Raise `SheetError` where the sheet has no goal for the district but one for a name that is part of its name."""
    for goal in sheet:
        if goal.district != district and (goal.district in district or district in goal.district):
            name, _, row = goal.place.rpartition(":")
            raise Cell(goal.district, name, int(row), "district").error(
                f"unknown district {goal.district!r}; the report's is {district}",
                f"未知的区县“{goal.district}”，报告所属为“{district}”",
            )


def _refuse_doubled(ids: Iterable[Cell]) -> None:
    seen: dict[str, Cell] = {}
    for cell in ids:
        first = seen.setdefault(cell.text, cell)
        if cell.text and first is not cell:
            raise cell.error(
                f"id {cell.text} stands already in row {first.row}", f"编号“{cell.text}”与第{first.row}行重复"
            )


@cache
def _table(group: str) -> dict[str, list[str]]:
    table = tomllib.loads((files(__package__) / "sheet.toml").read_text(encoding="utf-8"))
    return {name: list(words) for name, words in table[group].items()}
