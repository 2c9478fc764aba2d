from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

import audit
from audit.assess import targets
from audit.errors import SheetError
from audit.sets import Interval, Values, at_least, at_most, between, exactly

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


@pytest.mark.parametrize(
    ("modifier", "values"),
    [
        *((word, at_least(70)) for word in ("大于等于", "大于或等于", "不低于", "不少于", "不小于", "＞＝")),
        *((word, at_most(70)) for word in ("小于等于", "小于或等于", "不高于", "不超过", "不大于", "＜＝")),
        *((word, Values((Interval(70, None, lo_open=True),))) for word in ("大于", "高于", ">", "＞")),
        *((word, Values((Interval(None, 70, hi_open=True),))) for word in ("小于", "低于", "<", "＜")),
    ],
)
def test_comparisons_are_written_in_words_as_well(tmp_path: Path, modifier: str, values: object) -> None:
    (goal,) = targets(sheet(tmp_path, f"A1,柏林镇,达标率,%,{modifier},70,,,,,"))
    assert goal.target == values


@pytest.mark.parametrize(("done", "verdict"), [("71%", "met"), ("70%", "not_met")])
def test_more_than_is_not_at_least(tmp_path: Path, done: str, verdict: str) -> None:
    goals = targets(sheet(tmp_path, "A1,柏林镇,森林覆盖率,%,大于,70,,,,,"))
    report = audit.from_text(f"森林覆盖率为{done}。", district="柏林镇", year=2023)
    assert [v.verdict.value for v in audit.facts(report, sheet=goals).assessment.verdicts] == [verdict]


@pytest.mark.parametrize(
    ("unit", "modifier", "target", "values"),
    [
        ("%", ">=", "70%", at_least(70)),
        ("％", ">=", "70％", at_least(70)),
        ("", ">=", "70%", at_least(70)),
        ("%", "range", "60%-80%", between(60, 80)),
        ("%", ">=", "0.99%", at_least(Fraction(99, 100))),
        ("%", "<=", "0.5", at_most(Fraction(1, 2))),
    ],
)
def test_a_percentage_may_carry_its_sign(tmp_path: Path, unit: str, modifier: str, target: str, values: object) -> None:
    (goal,) = targets(sheet(tmp_path, f"A1,柏林镇,达标率,{unit},{modifier},{target},,15%,,,"))
    assert (goal.target, goal.unit, goal.weight) == (values, "%", 15)


@pytest.mark.parametrize("line", ["A1,柏林镇,达标率,%,>=,0.99,,,,,", "A1,柏林镇,达标率,%,>=,98,,,0.99,,"])
def test_a_fraction_in_per_cent_is_asked_about(tmp_path: Path, line: str) -> None:
    with pytest.raises(SheetError) as error:
        targets(sheet(tmp_path, line))
    assert "write 99 if 99% is meant, else 0.99%" in str(error.value)
    assert "如指99%，请写99；如确为0.99%，请写“0.99%”" in error.value.words("zh")


def test_all_errors_of_a_sheet_are_said_at_once_each_under_its_own_title(tmp_path: Path) -> None:
    header = "编号,区县,指标,单位,比较方式,目标值,完成时限"
    rows = ("A1,柏林镇,公厕,坨坨,差不多,25,年底", "A2,,公厕,座,>=,多,2023-12-31", "A2,柏林镇,公厕,座,>=,5")
    with pytest.raises(SheetError) as error:
        targets(sheet(tmp_path, *rows, header=header))
    lines = error.value.words("zh").split("\n")
    assert [line.split("：")[0].removeprefix("goals.csv") for line in lines] == [
        "第2行“单位”列",
        "第2行“比较方式”列",
        "第2行“完成时限”列",
        "第3行“区县”列",
        "第3行“目标值”列",
        "第4行“编号”列",
    ]


def test_a_missing_column_is_named_as_the_sheet_names_its_own(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as error:
        targets(sheet(tmp_path, header="编号,指标,单位,比较方式,多余"))
    said = error.value.words("zh")
    assert "未知的列“多余”" in said and "缺少列“区县”" in said and "缺少列“目标值”" in said
    assert "完成时限" in said and "deadline" not in said


@pytest.mark.parametrize("write", ["csv", "xlsx"])
def test_a_title_above_the_header_is_passed_over(tmp_path: Path, write: str) -> None:
    title = "2023年度目标任务表" + "," * HEADER.count(",")
    rows = (HEADER, GOOD)
    path = sheet(tmp_path, *rows, header=title) if write == "csv" else book_of(tmp_path, *rows, header=title)
    (goal,) = targets(path)
    assert (goal.id, goal.place.rpartition(":")[2]) == ("A1", "3")


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


BAD = [
    (
        "A1,柏林镇,公厕,座,>=,二十五,,,,,",
        "row 2, column target: expected a number, found '二十五'",
        "第2行“target”列：应为数字，现为“二十五”",
    ),
    (
        "A1,柏林镇,公厕,座,>=,25座,,,,,",
        "row 2, column target: expected a number, found '25座'",
        "第2行“target”列：应为数字，现为“25座”",
    ),
    (
        "A1,柏林镇,公厕,座,>=,,,,,,",
        "row 2, column target: expected a number, found ''",
        "第2行“target”列：应为数字，现为“”",
    ),
    (
        "A1,柏林镇,公厕,座,至少,25,,,,,",
        "row 2, column modifier: unknown modifier '至少'; known are",
        "第2行“modifier”列：未知的比较方式“至少”，可用：",
    ),
    (
        "A1,柏林镇,公厕,坨坨,>=,25,,,,,",
        "row 2, column unit: unknown unit '坨坨'",
        "第2行“unit”列：未知的计量单位“坨坨”",
    ),
    (
        "A1,柏林镇,公厕,座,>=,25,年底前,,,,",
        "row 2, column deadline: expected a day such as 2022-12-31, found '年底前'",
        "第2行“deadline”列：应为“2022-12-31”样的日期，现为“年底前”",
    ),
    (
        "A1,柏林镇,公厕,座,>=,25,2023-02-30,,,,",
        "row 2, column deadline: expected a day such as 2022-12-31, found '2023-02-30'",
        "第2行“deadline”列：应为“2022-12-31”样的日期，现为“2023-02-30”",
    ),
    (
        "A1,柏林镇,公厕,座,>=,25,,高,,,",
        "row 2, column weight: expected a number, found '高'",
        "第2行“weight”列：应为数字，现为“高”",
    ),
    (
        "A1,柏林镇,公厕,座,>=,25,,-1,,,",
        "row 2, column weight: a weight is not negative",
        "第2行“weight”列：权重不能为负数",
    ),
    (
        "A1,柏林镇,公厕,座,>=,25,,,约26,,",
        "row 2, column official_value: expected a number, found '约26'",
        "第2行“official_value”列：应为数字，现为“约26”",
    ),
    (
        "A1,柏林镇,公厕,座,range,80-60,,,,,",
        "row 2, column target: the range 80-60 is upside down",
        "第2行“target”列：区间“80-60”上下颠倒",
    ),
    (
        "A1,柏林镇,公厕,座,range,80,,,,,",
        "row 2, column target: expected a range such as 60-80, found '80'",
        "第2行“target”列：应为“60-80”样的区间，现为“80”",
    ),
    (
        "A1,柏林镇,公厕,,yes/no,也许,,,,,",
        "row 2, column target: expected 是 or 否 (yes or no), found '也许'",
        "第2行“target”列：应填“是”或“否”，现为“也许”",
    ),
    (
        "A1,柏林镇,公厕,,频次,经常,,,,,",
        "row 2, column target: expected 每季度1次 or the like, found '经常'",
        "第2行“target”列：应为“每季度1次”样的频次，现为“经常”",
    ),
    (
        "A1,,公厕,座,>=,25,,,,,",
        "row 2, column district: district is empty; every row needs one",
        "第2行“district”列：此格不能为空",
    ),
    (
        "A1,柏林镇,面貌,,定性,3,,,,,",
        "row 2, column target: a qualitative goal has no target number",
        "第2行“target”列：定性指标不填目标值",
    ),
    (
        GOOD + "\n" + GOOD,
        "row 3, column id: id A1 stands already in row 2",
        "第3行“id”列：编号“A1”与第2行重复",
    ),
]


def book_of(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """The same rows as a workbook, every cell a text as people type it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in (header, *lines):
        page.append([cell or None for cell in line.split(",")])
    book.save(folder / "goals.xlsx")
    return folder / "goals.xlsx"


@pytest.mark.parametrize("write", [sheet, book_of], ids=["csv", "xlsx"])
@pytest.mark.parametrize(("line", "en", "zh"), BAD, ids=[row[1][:48] for row in BAD])
def test_nothing_is_guessed(tmp_path: Path, write: Callable[..., Path], line: str, en: str, zh: str) -> None:
    with pytest.raises(SheetError) as error:
        targets(write(tmp_path, *line.split("\n")))
    assert en in str(error.value)
    assert zh in error.value.words("zh")
    assert str(error.value).startswith("goals.") and error.value.words("zh").startswith("goals.")


def test_a_cell_under_no_column_is_said(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as error:
        targets(sheet(tmp_path, GOOD + ",多余"))
    assert "row 2, column 12: '多余' stands under no column" in str(error.value)
    assert "第2行“12”列：“多余”没有对应的列" in error.value.words("zh")


@pytest.mark.parametrize("write", [sheet, book_of], ids=["csv", "xlsx"])
@pytest.mark.parametrize(
    ("header", "en", "zh"),
    [
        (
            HEADER.replace("weight", "wieght"),
            "row 1, column 8: unknown column 'wieght'",
            "第1行“8”列：未知的列“wieght”，可用的列：",
        ),
        (HEADER.replace("unit", "id"), "row 1, column 4: column id stands twice", "第1行“4”列：列“id”重复"),
        (
            HEADER.replace(",target", ""),
            "row 1, column 10: column target is missing",
            "第1行“10”列：缺少列“target”",
        ),
    ],
)
def test_the_header_is_checked(tmp_path: Path, write: Callable[..., Path], header: str, en: str, zh: str) -> None:
    with pytest.raises(SheetError) as error:
        targets(write(tmp_path, header=header))
    assert en in str(error.value)
    assert zh in error.value.words("zh")


QUARTERLY = "编号,区县,指标,单位,比较方式,目标值,权重,一季度权重,二季度权重,三季度权重,四季度权重,一票否决,责任单位"


@pytest.mark.parametrize("write", [sheet, book_of], ids=["csv", "xlsx"])
def test_quarters_veto_and_responsible_unit(tmp_path: Path, write: Callable[..., Path]) -> None:
    rows = ("A1,柏林镇,公厕,座,≥,25,,1,2,,3,否,环卫所", "A2,柏林镇,较大事故,起,=,0,5,,,,,是,应急办")
    one, two = targets(write(tmp_path, *rows, header=QUARTERLY))
    assert (one.weight, one.quarters, one.veto, one.responsible) == (6, (1, 2, 0, 3), False, "环卫所")
    assert (two.weight, two.quarters, two.veto, two.responsible) == (5, (), True, "应急办")


@pytest.mark.parametrize(
    ("line", "en", "zh"),
    [
        (
            "A1,柏林镇,公厕,座,≥,25,9,1,2,2,3,,",
            "column 权重: the weight is 9, the quarters add up to 8",
            "权重为9，各季度之和为8",
        ),
        ("A1,柏林镇,公厕,座,≥,25,,1,多,2,3,,", "column 二季度权重: expected a number", "应为数字，现为“多”"),
        ("A1,柏林镇,公厕,座,≥,25,,1,-2,2,3,,", "column 二季度权重: a weight is not negative", "权重不能为负数"),
        ("A1,柏林镇,公厕,座,≥,25,,,,,,也许,", "column 一票否决: expected 是 or 否", "应填“是”或“否”，现为“也许”"),
    ],
)
def test_quarters_and_veto_are_checked(tmp_path: Path, line: str, en: str, zh: str) -> None:
    with pytest.raises(SheetError) as error:
        targets(sheet(tmp_path, line, header=QUARTERLY))
    assert en in str(error.value)
    assert zh in error.value.words("zh")


def test_a_district_written_short_is_said_and_not_guessed(tmp_path: Path) -> None:
    goals = targets(sheet(tmp_path, GOOD.replace("柏林镇", "柏林")))
    with pytest.raises(SheetError) as error:
        audit.facts(audit.from_text("新改建公厕26座。", district="柏林镇", year=2023), sheet=goals)
    assert str(error.value) == "goals.csv, row 2, column district: unknown district '柏林'; the report's is 柏林镇"
    assert error.value.words("zh") == "goals.csv第2行“district”列：未知的区县“柏林”，报告所属为“柏林镇”"


def test_other_districts_are_set_aside(tmp_path: Path) -> None:
    goals = targets(sheet(tmp_path, GOOD, GOOD.replace("A1", "A2").replace("柏林镇", "枣林镇")))
    found = audit.facts(audit.from_text("新改建公厕26座。", district="柏林镇", year=2023), sheet=goals).assessment
    assert [g.id for g in found.not_applicable] == ["A2"]
    assert found.notes == (
        ("目标表中1项属于其他区县，未套用。", "1 goals of the sheet are for other districts and were not applied."),
    )


def test_a_veto_item_is_said_apart_and_moves_no_score(tmp_path: Path) -> None:
    rows = ("A1,柏林镇,新改建公厕,座,≥,25,,,,,,,", "A2,柏林镇,较大事故,起,=,0,,,,,,是,")
    text = "新改建公厕26座。发生较大事故1起。"
    goals = targets(sheet(tmp_path, *rows, header=QUARTERLY))
    found = audit.facts(audit.from_text(text, district="柏林镇", year=2023), sheet=goals).assessment
    assert found.notes == (
        (
            "一票否决项“较大事故”：未达到，须单独研究，不与得分相抵。",
            "Veto item “较大事故”: not met; to be considered apart, no score offsets it.",
        ),
    )
    assert found.attainment == (0.5, 0.5)


def test_counts_of_meetings_carry_no_weight(tmp_path: Path) -> None:
    rows = ("A1,柏林镇,召开专题会议,次,≥,12,,,,,", "A2,柏林镇,新改建公厕,座,≥,25,,,,,")
    goals = targets(sheet(tmp_path, *rows))
    text = "召开专题会议3次。新改建公厕26座。"
    found = audit.facts(audit.from_text(text, district="柏林镇", year=2023), sheet=goals).assessment
    assert [v.verdict.value for v in found.verdicts] == ["partly_met", "met"]
    assert found.attainment == (1.0, 1.0)
    assert found.verdicts[0].why_zh.endswith("会议、文件、稿件等数量不计权重。")


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
