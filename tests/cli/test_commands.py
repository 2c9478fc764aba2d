"""The command line as its users and other programs meet it: exit codes, rows, messages."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.cli import app

TEXT = "桐溪区2022年工作总结\n全年38项任务已完成27项，9项任务不涉及，1项任务正在推进。走访农户**户，发放资料=12**份。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "桐溪区.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def audit(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def rows(outcome: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in outcome.stdout.splitlines()]


def whole_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "audit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"LANG": "C.UTF-8", "PATH": ""})


def test_figures_are_rows_of_the_contract_with_offsets_into_the_text(report: Path) -> None:
    found = rows(audit("figures", report, "--format", "jsonl"))
    assert [set(f) for f in found] == [
        {"report", "start", "end", "text", "kind", "status", "value", "low", "high", "unit", "edtf", "subject"}
    ] * len(found)
    assert all(TEXT[f["start"] : f["end"]] == f["text"] for f in found)  # type: ignore[misc]
    masked = next(f for f in found if f["text"] == "**户")
    assert (masked["status"], masked["low"], masked["high"], masked["value"]) == ("redacted", "0", None, None)


@pytest.mark.parametrize("verb", ["figures", "relations", "check", "goals"])
@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_where_nothing_can_be_read_nothing_is_printed(verb: str, form: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    outcome = audit(verb, tmp_path / "a.pdf", "--format", form)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    (tmp_path / "b.txt").write_text("开会。\n", encoding="utf-8")
    assert (audit(verb, tmp_path / "b.txt", "--format", form).stdout == "") == (form == "jsonl")


def test_two_reports_of_one_district_and_year_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    names = ("甲/桐溪区2022.txt", "乙/桐溪区2022.txt", "乙/桐溪区2021.txt", "乙/柳溪区2022.txt")
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("工作总结\n一、主要工作\n走访农户20户。\n", encoding="utf-8")
    said = audit("figures", tmp_path, "--format", "jsonl").stderr
    assert said.count("同为") == 1 and "桐溪区2022年" in said
    assert all((str(tmp_path / name) in said) == (n < 2) for n, name in enumerate(names))


def test_the_version_is_one_line() -> None:
    outcome = audit("--version")
    assert outcome.exit_code == 0 and outcome.stdout.startswith("district-audit ") and outcome.stdout.count("\n") == 1


def test_a_rule_is_explained_by_its_chinese_title() -> None:
    assert "B001" in audit("explain", "数字隐去", "--lang", "zh").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(("locale", "said"), [("zh_CN.UTF-8", "标准输出：磁盘空间不足"), ("C.UTF-8", "No space left")])
def test_what_the_system_refuses_is_said_in_the_users_language(report: Path, locale: str, said: str) -> None:
    command = [sys.executable, "-m", "audit", "figures", str(report)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        env = {"LANG": locale, "PATH": "", "PYTHONUTF8": "1"}
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=env)
    assert run.returncode == 2 and said in run.stderr


def test_a_full_disk_is_named_by_the_output_folder(tmp_path: Path) -> None:
    import errno

    from audit.cli.options import naming
    from audit.lang.system import refused

    with pytest.raises(OSError) as error, naming(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert error.value.filename == str(tmp_path)
    assert refused(error.value, "zh") == "磁盘空间不足"


UNSEEN = "\u202e\u2066\u200b\x1b\x07"


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    path = tmp_path / "turned.txt"
    text = "全年办结\u202e诉求214件\u202c，\u2066走访农户**户，\u200b发放资料=12**份。\x1b[31m红色\x07。\n"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["figures", "relations", "check", "goals"])
def test_tables_for_people_show_unseen_characters_by_number(verb: str, turned: Path) -> None:
    outcome = audit(verb, turned)
    assert outcome.exit_code in (0, 1)
    assert not set(UNSEEN) & set(outcome.output)
    if verb == "check":
        assert "⟨U+202E⟩" in outcome.stdout.replace("│", "").replace(" ", "").replace("\n", "")


def test_rows_for_programs_keep_unseen_characters_yet_never_print_them_raw(turned: Path) -> None:
    text = turned.read_text(encoding="utf-8")
    outcome = audit("check", turned, "--format", "jsonl")
    assert not set(UNSEEN) & set(outcome.stdout)
    found = [f for f in rows(outcome) if f["rule"] == "E001"]
    assert [f["text"] for f in found] == [text[f["start"] : f["end"]] for f in found]  # type: ignore[misc]
    assert "\u202e" in str(found[0]["text"]) and "U+001B" in str(found[0]["message"])


def test_text_is_raw_in_a_pipe_and_shown_by_number_on_a_terminal(
    turned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from audit.cli.verbs import text

    text([turned])
    assert capsys.readouterr().out == turned.read_text(encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    text([turned])
    assert not set(UNSEEN) & set(capsys.readouterr().out)


def test_messages_never_command_a_terminal(tmp_path: Path) -> None:
    outcome = audit("check", tmp_path / "no\x1b[31m.txt")
    assert outcome.exit_code == 2 and "\x1b" not in outcome.output and "⟨U+001B⟩" in outcome.output


def test_a_contradiction_fails_the_check_and_the_exit_status_says_so(report: Path) -> None:
    outcome = audit("check", report, "--format", "jsonl")
    assert outcome.exit_code == 1
    total = next(f for f in rows(outcome) if f["name"] == "total-mismatch")
    assert total["outcome"] == "fail"
    assert total["severity"] == "must_fix"
    assert "37" in str(total["message"])


def test_a_report_without_faults_passes(tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text("全年38项任务已完成28项，9项任务正在推进，1项任务暂缓。", encoding="utf-8")
    outcome = audit("check", path, "--format", "jsonl")
    assert outcome.exit_code == 0
    assert outcome.stdout == ""
    passed = rows(audit("check", path, "--format", "jsonl", "--passes"))
    assert {"S001"} <= {f["rule"] for f in passed if f["outcome"] == "pass"}


def test_text_prints_what_offsets_refer_to(report: Path) -> None:
    assert audit("text", report).stdout == TEXT


def test_csv_cells_never_start_a_formula(report: Path) -> None:
    table = list(csv.DictReader(io.StringIO(audit("figures", report, "--format", "csv").stdout)))
    assert table
    assert not [c for row in table for c in row.values() if c.startswith(("=", "+", "@"))]


def test_ledger_accounts_for_every_digit(report: Path) -> None:
    printed = rows(audit("figures", report, "--format", "jsonl", "--ledger"))
    covered = {i for r in printed for i in range(r["start"], r["end"])}  # type: ignore[call-overload]
    assert {i for i, c in enumerate(TEXT) if c.isdigit()} <= covered


def test_a_folder_is_read_whole_and_one_bad_file_stops_nothing_else(report: Path) -> None:
    (report.parent / "bad.docx").write_bytes(b"PK\x03\x04 not a document")
    outcome = whole_process("figures", report.parent, "--format", "jsonl")
    assert outcome.returncode == 2
    assert {json.loads(line)["report"] for line in outcome.stdout.splitlines()} == {"桐溪区"}
    assert "bad.docx" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "nowhere.docx"], "nowhere.docx"),
        (["explain", "Z999"], "Z999"),
        (["goals", "REPORT", "--targets", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_misuse_is_one_clear_message_and_status_two(report: Path, arguments: list[str], says: str) -> None:
    outcome = whole_process(*[report if a == "REPORT" else a for a in arguments])
    assert outcome.returncode == 2
    assert says in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_rules_are_listed_and_explained_in_both_languages() -> None:
    listed = audit("rules", "--lang", "zh").stdout
    assert listed.count("\n") >= 15
    assert "B001" in listed
    explained = audit("explain", "masked-figure", "--lang", "en").stdout
    assert explained.startswith("B001 masked-figure")
    assert "Why:" in explained
    chinese = audit("explain", "masked-figure", "--lang", "zh").stdout
    assert "为什么：隐去的数字无法相加" in chinese and "Why:" not in chinese


def test_help_shows_every_command_with_an_example() -> None:
    shown = audit("--help").stdout
    for command in ("run", "figures", "relations", "check", "goals", "text", "explain", "rules", "verify", "lab"):
        assert command in shown
    assert "audit run" in audit("run", "--help").stdout


def test_last_years_report_in_the_same_call_is_held_against_this_years(tmp_path: Path) -> None:
    for year, told in ((2021, "培训干部312人次。"), (2022, "2021年培训干部326人次，今年培训干部340人次。")):
        (tmp_path / str(year)).mkdir()
        (tmp_path / str(year) / "桐溪区.txt").write_text(
            f"桐溪区{year}年工作总结\n一、主要工作\n{told}\n", encoding="utf-8"
        )
    found = rows(audit("check", tmp_path, "--format", "jsonl"))
    assert [(f["name"], f["outcome"]) for f in found if f["rule"] == "X001"] == [("restatement-mismatch", "fail")]


def test_documents_nobody_can_read_are_named_and_the_others_go_on(report: Path) -> None:
    (report.parent / "another.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    outcome = whole_process("figures", report.parent, report.parent / "nowhere.txt", "--format", "jsonl")
    assert outcome.returncode == 2
    assert outcome.stdout
    assert "another.doc" in outcome.stderr
    assert "nowhere.txt" in outcome.stderr


def test_what_the_tool_wrote_itself_is_no_input(report: Path) -> None:
    package = report.parent / "archive" / "2022-x"
    package.mkdir(parents=True)
    (package / "bagit.txt").write_text("BagIt-Version: 1.0\n", encoding="utf-8")
    (package / "source.txt").write_text(TEXT, encoding="utf-8")
    assert {f["report"] for f in rows(audit("figures", report.parent, "--format", "jsonl"))} == {"桐溪区"}


def test_outputs_never_go_where_the_reports_are(report: Path) -> None:
    outcome = whole_process("run", report.parent, "--out", report.parent)
    assert outcome.returncode == 2
    assert "--out" in outcome.stderr
    assert sorted(p.name for p in report.parent.iterdir()) == ["桐溪区.txt"]


def test_an_output_folder_that_cannot_be_made_is_one_clear_message(report: Path) -> None:
    outcome = whole_process("run", report, "--out", report / "out")
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr
    assert "out" in outcome.stderr


def test_a_sheet_for_other_districts_is_said_to_be_unused(report: Path) -> None:
    sheet = report.parent / "goals.csv"
    columns = "id,district,indicator,unit,modifier,target,deadline,weight,official_value,provider,note"
    sheet.write_text(f"{columns}\nX-01,远山区,走访农户,户,>=,100,2022-12-31,1,,区民政局,\n", encoding="utf-8")
    outcome = whole_process("goals", report, "--targets", sheet, "--format", "jsonl")
    assert "goals.csv" in outcome.stderr
