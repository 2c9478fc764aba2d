from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from audit.assess import targets
from audit.errors import SheetError
from audit.sets import at_least, at_most, between, exactly

HEADER = "id,district,indicator,unit,modifier,target,deadline,weight,official_value,provider,note"
GOOD = "A1,柏林镇,新改建公厕,座,>=,25,2023-12-31,5,26,环卫所,"


def sheet(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "goals.csv"
    path.write_bytes("\n".join((header, *lines)).encode(encoding))
    return path


def test_every_column_is_read(tmp_path: Path) -> None:
    (goal,) = targets(sheet(tmp_path, GOOD))
    assert (goal.id, goal.district, goal.indicator, goal.unit, goal.provider) == (
        "A1",
        "柏林镇",
        "新改建公厕",
        "座",
        "环卫所",
    )
    assert (goal.target, goal.due, goal.weight, goal.official) == (at_least(25), date(2023, 12, 31), 5, 26)
    assert goal.place == "goals.csv:2"


@pytest.mark.parametrize(
    ("modifier", "target", "values"),
    [
        ("=", "100", exactly(100)),
        ("≥", "97.5", at_least(Fraction(195, 2))),
        ("<=", "4", at_most(4)),
        ("about", "200", between(180, 220)),
        ("range", "60-80", between(60, 80)),
        ("yes/no", "是", exactly(1)),
    ],
)
def test_modifiers_are_sets(tmp_path: Path, modifier: str, target: str, values: object) -> None:
    (goal,) = targets(sheet(tmp_path, f"A1,柏林镇,达标率,%,{modifier},{target},,,,,"))
    assert goal.target == values


def test_a_frequency_is_so_many_times_a_year(tmp_path: Path) -> None:
    (goal,) = targets(sheet(tmp_path, "A1,柏林镇,水质抽检,,频次,每季度2次,,,,,"))
    assert (goal.target, goal.unit, goal.measure) == (at_least(8), "次", "frequency")


def test_scaled_units_are_multiplied_out(tmp_path: Path) -> None:
    (goal,) = targets(sheet(tmp_path, "A1,柏林镇,高标准农田,万亩,≥,1.5,,,1.62,,"))
    assert (goal.unit, goal.target, goal.official) == ("亩", at_least(15000), 16200)


def test_a_qualitative_goal_has_no_target(tmp_path: Path) -> None:
    (goal,) = targets(sheet(tmp_path, "A1,柏林镇,面貌改善,,定性,,,,,,"))
    assert (goal.target, goal.measure) == (None, "qualitative")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_office_programs(tmp_path: Path, encoding: str) -> None:
    rows = [f"A{n},柏林镇,新改建公厕和垃圾收集站点,座,>=,{n},,,,区城市管理局环境卫生所," for n in range(1, 9)]
    goals = targets(sheet(tmp_path, *rows, encoding=encoding))
    assert {g.indicator for g in goals} == {"新改建公厕和垃圾收集站点"}


def test_a_workbook_reads_like_the_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["编号", "区县", "指标", "单位", "比较方式", "目标值", "完成时限"])
    page.append(["A1", "柏林镇", "森林覆盖率", "%", "≥", 0.615, date(2023, 12, 31)])
    page["F2"].number_format = "0.0%"
    book.create_sheet("空表")
    book.save(tmp_path / "goals.xlsx")
    (goal,) = targets(tmp_path / "goals.xlsx")
    assert (goal.target, goal.due) == (at_least(Fraction(123, 2)), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("A1,柏林镇,公厕,座,>=,二十五,,,,,", "row 2, column target: expected a number"),
        ("A1,柏林镇,公厕,座,>=,25座,,,,,", "row 2, column target: expected a number"),
        ("A1,柏林镇,公厕,座,>=,,,,,,", "row 2, column target: expected a number"),
        ("A1,柏林镇,公厕,座,至少,25,,,,,", "row 2, column modifier: unknown modifier '至少'"),
        ("A1,柏林镇,公厕,坨坨,>=,25,,,,,", "row 2, column unit: unknown unit '坨坨'"),
        ("A1,柏林镇,公厕,座,>=,25,年底前,,,,", "row 2, column deadline: expected a day"),
        ("A1,柏林镇,公厕,座,>=,25,2023-02-30,,,,", "row 2, column deadline: expected a day"),
        ("A1,柏林镇,公厕,座,>=,25,,高,,,", "row 2, column weight: expected a number"),
        ("A1,柏林镇,公厕,座,>=,25,,-1,,,", "row 2, column weight: a weight is not negative"),
        ("A1,柏林镇,公厕,座,>=,25,,,约26,,", "row 2, column official_value: expected a number"),
        ("A1,柏林镇,公厕,座,range,80-60,,,,,", "row 2, column target: the range 80-60 is upside down"),
        ("A1,柏林镇,公厕,,yes/no,也许,,,,,", "row 2, column target: expected 是 or 否"),
        ("A1,柏林镇,公厕,,频次,经常,,,,,", "row 2, column target: expected 每季度1次"),
        ("A1,,公厕,座,>=,25,,,,,", "row 2, column district: district is empty"),
        ("A1,柏林镇,面貌,,定性,3,,,,,", "row 2, column target: a qualitative goal has no target"),
        (GOOD + ",多余", "stands under no column"),
        (GOOD + "\n" + GOOD, "goals.csv:3: id A1 stands already at goals.csv:2"),
    ],
)
def test_nothing_is_guessed(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(SheetError) as error:
        targets(sheet(tmp_path, line))
    assert says in str(error.value)
    assert "goals.csv" in error.value.words("zh")


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (HEADER.replace("weight", "wieght"), "unknown column 'wieght'"),
        (HEADER.replace("unit", "id"), "column id stands twice"),
        (HEADER.replace(",target", ""), "column target is missing"),
    ],
)
def test_the_header_is_checked(tmp_path: Path, header: str, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        targets(sheet(tmp_path, header=header))


def test_a_formula_without_value_is_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["id", "district", "indicator", "modifier", "target"])
    page.append(["A1", "柏林镇", "公厕", ">=", "=10+15"])
    book.save(tmp_path / "goals.xlsx")
    with pytest.raises(SheetError, match=r"row 2, column E: a formula without a computed value"):
        targets(tmp_path / "goals.xlsx")


def test_other_files_are_refused(tmp_path: Path) -> None:
    for name, content in (("goals.txt", b"x"), ("goals.xlsx", b"no workbook"), ("goals.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SheetError, match=name):
            targets(tmp_path / name)
    with pytest.raises(SheetError, match="cannot be opened"):
        targets(tmp_path / "absent.csv")
