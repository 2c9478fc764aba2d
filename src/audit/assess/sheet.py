"""The superior's target sheet: every row a goal, or an error that names sheet, row and column; nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from ..errors import SheetError
from ..records import Goal, GoalSource
from ..sets import Interval, Number, Values, at_least, at_most, between, exact, exactly, plain
from .cells import Cell, Row, csv_rows, xlsx_rows
from .measure import measure_of, scaled_unit
from .target import yearly

QUARTERS = ("q1", "q2", "q3", "q4")
REQUIRED = ("id", "district", "indicator", "modifier", "target")
MOST = 30
"""Errors said at once."""
_A = TypeVar("_A")
_B = TypeVar("_B")
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
    titles = [cell.text for cell in rows[0].cells]
    columns = _columns(rows[0])
    faults = _Faults()
    written = [faults.try_(lambda r: r.under(columns, titles), row) for row in rows[1:] if not row.is_empty]
    found = [row for row in written if row is not None]
    made = [_goal(row, faults) for row in found]
    _note_doubled((row["id"] for row in found), faults)
    faults.raise_all()
    return tuple(goal for goal in made if goal is not None)


class _Faults:
    """All errors of a sheet, said together: nobody wants to hand it in once for each."""

    def __init__(self) -> None:
        self._all: list[SheetError] = []

    def try_(self, read: Callable[[_A], _B], given: _A) -> _B | None:
        """What `read` makes of it; None, and the error kept, where it raises."""
        try:
            return read(given)
        except SheetError as error:
            self._all.append(error)
            return None

    def __len__(self) -> int:
        return len(self._all)

    def raise_all(self) -> None:
        """Raise one error that says them all, a line each."""
        if not self._all:
            return
        en, zh = [str(e) for e in self._all[:MOST]], [e.words("zh") for e in self._all[:MOST]]
        if (more := len(self._all) - MOST) > 0:
            en.append(f"and {more} more")
            zh.append(f"另有{more}处")
        raise SheetError("\n".join(en), "\n".join(zh))


def _columns(header: Row) -> tuple[str, ...]:
    names = {word: name for name, words in _table("column").items() for word in words}
    chinese = any(not cell.text.isascii() for cell in header.cells)
    faults = _Faults()
    found: list[str] = []

    def take(cell: Cell) -> None:
        name = names.get(cell.text.lower())
        if name is None:
            known = "、".join(_title(name, chinese=chinese) for name in _table("column"))
            raise cell.error(
                f"unknown column {cell.text!r}; known are {known}", f"未知的列“{cell.text}”，可用的列：{known}"
            )
        if name in found:
            raise cell.error(f"column {name} stands twice", f"列“{cell.text}”重复")
        found.append(name)

    def demand(name: str) -> None:
        title = _title(name, chinese=chinese)
        raise header.cells[-1].error(f"column {title} is missing", f"缺少列“{title}”")

    for cell in header.cells:
        faults.try_(take, cell)
    for name in REQUIRED:
        if name not in found:
            faults.try_(demand, name)
    faults.raise_all()
    return tuple(found)


def _title(name: str, *, chinese: bool) -> str:
    """A column's name as the sheet would write it."""
    return _table("column")[name][1 if chinese and len(_table("column")[name]) > 1 else 0]


def _goal(row: Mapping[str, Cell], faults: _Faults) -> Goal | None:
    """The goal of a row; None where a cell of it is wrong, every such cell noted."""
    for name in ("id", "district", "indicator"):
        faults.try_(_filled, row[name])
    measured = faults.try_(_unit_of, row)
    modifier = faults.try_(_modifier, row["modifier"])
    quarters = faults.try_(_quarters, row)
    weight = None if quarters is None else faults.try_(lambda r: _weight(r, quarters), row)
    deadline = row.get("deadline")
    due = faults.try_(lambda c: c.date(), deadline) if deadline and deadline.text else None
    veto = faults.try_(_answer, row["veto"]) if "veto" in row and row["veto"].text else 0
    if measured is None or modifier is None:
        return None
    unit, scale = measured
    count = len(faults)
    target = faults.try_(lambda c: _target(c, modifier, unit, scale), row["target"])
    official = row.get("official_value")
    given = faults.try_(lambda c: _official(c, modifier, unit, scale), official) if official and official.text else None
    if len(faults) > count or quarters is None or weight is None:
        return None
    if modifier == "frequency":
        unit = unit or _often(row["target"])[1]
    indicator = row["indicator"].text
    return Goal(
        id=row["id"].text,
        source=GoalSource.SHEET,
        indicator=indicator,
        horizon="current",
        text=_wording(indicator, row, modifier),
        target=target,
        unit=unit,
        due=due,
        weight=weight,
        quarters=quarters,
        veto=veto == 1,
        responsible=row["responsible"].text if "responsible" in row else "",
        district=row["district"].text,
        provider=row["provider"].text if "provider" in row else "",
        official=given,
        place=row["id"].place,
        measure=measure_of(indicator, unit, modifier),
    )


def _filled(cell: Cell) -> None:
    if not cell.text:
        raise cell.error(f"{cell.column} is empty; every row needs one", "此格不能为空")


def _wording(indicator: str, row: Mapping[str, Cell], modifier: str) -> str:
    unit = row["unit"].text if "unit" in row else ""
    return (
        f"{indicator} {row['modifier'].text} {row['target'].text}{unit}".strip()
        if modifier != "qualitative"
        else indicator
    )


def _unit_of(row: Mapping[str, Cell]) -> tuple[str | None, Number]:
    """The unit and its scale; % where the sheet names none and writes it at the target."""
    cell = row.get("unit")
    if cell is None or not cell.text:
        return ("%" if row["target"].text.endswith(("%", "％")) else None), 1
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


def _target(cell: Cell, modifier: str, unit: str | None, scale: Number) -> Values | None:
    if modifier == "qualitative":
        if cell.text:
            raise cell.error("a qualitative goal has no target number", "定性指标不填目标值")
        return None
    if modifier == "yes_no":
        return exactly(_answer(cell))
    if modifier == "frequency":
        return at_least(_often(cell)[0])
    if modifier == "range":
        low, high = cell.range(percent=unit == "%")
        return between(low * scale, high * scale)
    value = _number(cell, modifier, unit) * scale
    return _SETS[modifier](value)


_SETS: Mapping[str, Callable[[Number], Values]] = {
    "about": lambda value: between(value * Fraction(100 - _ABOUT, 100), value * Fraction(100 + _ABOUT, 100)),
    "above": lambda value: Values((Interval(value, None, lo_open=True),)),
    "at_least": at_least,
    "at_most": at_most,
    "below": lambda value: Values((Interval(None, value, hi_open=True),)),
    "equal": exactly,
}


def _number(cell: Cell, modifier: str, unit: str | None) -> Number:
    """The number of a cell; 0.99 in % may be 99 % or less than one, so it must be written with its sign."""
    value = cell.number(percent=unit == "%")
    small = unit == "%" and -1 < value < 1 and value != 0 and modifier not in ("at_most", "below")
    if small and not cell.text.endswith(("%", "％")):
        percent = plain(exact(value * 100))
        raise cell.error(
            f"{cell.text} with the unit %: write {percent} if {percent}% is meant, else {cell.text}%",
            f"计量单位为%，此处写{cell.text}：如指{percent}%，请写{percent}；如确为{cell.text}%，请写“{cell.text}%”",
        )
    return value


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


def _official(cell: Cell, modifier: str, unit: str | None, scale: Number) -> Number:
    return _answer(cell) if modifier == "yes_no" else _number(cell, modifier, unit) * scale


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
    weight = cell.number(percent=True)
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


def _note_doubled(ids: Iterable[Cell], faults: _Faults) -> None:
    seen: dict[str, Cell] = {}

    def once(cell: Cell) -> None:
        first = seen.setdefault(cell.text, cell)
        if cell.text and first is not cell:
            raise cell.error(
                f"id {cell.text} stands already in row {first.row}", f"编号“{cell.text}”与第{first.row}行重复"
            )

    for cell in ids:
        faults.try_(once, cell)


@cache
def _table(group: str) -> dict[str, list[str]]:
    table = tomllib.loads((files(__package__) / "sheet.toml").read_text(encoding="utf-8"))
    return {name: list(words) for name, words in table[group].items()}
