"""The whole job on sample reports: real kernels, real archive, a second run, things that go wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import audit
from audit.archive import verify
from audit.batch import Job, Project, Step, carry_out, project

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
YEARS = [SAMPLE / "raw" / "2021" / "槐渚区.txt", SAMPLE / "raw" / "2022" / "槐渚区.docx"]


def quiet(step: Step, count: int, total: int) -> None:
    assert 0 <= count <= total


def job(out: Path, root: Project | None = None) -> Job:
    sources = tuple((path, audit.read(path)) for path in YEARS)
    return Job(sources, out, root or project(), sheet=SAMPLE / "goals" / "2022.csv", jobs=1)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("job") / "out"
    done = carry_out(job(folder), quiet)
    assert done.failed == {}
    assert done.fresh == len(YEARS)
    return folder


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_every_report_is_sealed_and_the_archive_verifies(out: Path) -> None:
    verified = verify(out / "archive")
    assert verified.ok, verified.report("en")
    assert len(verified.packages) == len(YEARS)
    for package in verified.packages:
        run = subprocess.run(
            ["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=out / "archive" / package.name, check=False
        )
        assert run.returncode == 0


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_sealed_sources_are_the_bytes_that_were_handed_in(out: Path) -> None:
    sealed = {p.read_bytes() for p in (out / "archive").glob("*/data/source/*")}
    assert sealed == {p.read_bytes() for p in YEARS}


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_pages_show_the_reports_own_words_and_reach_out_to_nothing(out: Path) -> None:
    pages = [out / "overview.html", *(out / "reports").glob("*.html"), *(out / "districts").glob("*.html")]
    assert len(pages) == 4
    for page in pages:
        shown = page.read_text(encoding="utf-8")
        assert "槐渚区" in shown
        assert 'src="http' not in shown
        assert "<script" not in shown


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_no_machine_path_is_sealed(out: Path) -> None:
    for path in (out / "archive").glob("*/**/*"):
        if path.is_file():
            content = path.read_bytes()
            assert str(ROOT).encode() not in content, path
            assert str(out).encode() not in content, path


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_a_second_run_seals_nothing_and_changes_nothing(out: Path) -> None:
    before = {p: p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}
    again = carry_out(job(out), quiet)
    assert again.fresh == 0
    assert {p: p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()} == before


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_expectation_outcomes_are_sealed_with_each_report(out: Path) -> None:
    for path in (out / "archive").glob("*/data/outcomes/expectations.json"):
        rows = json.loads(path.read_text(encoding="utf-8"))
        assert rows
        assert {row["outcome"] for row in rows} <= {"pass", "fail", "open", "not_run"}


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_pages_of_a_withdrawn_report_go_and_nothing_else(out: Path, tmp_path: Path) -> None:
    here = tmp_path / "out"
    shutil.copytree(out, here)
    own = here / "reports" / "2021-槐渚区.notes.txt"
    own.write_text("written by hand", encoding="utf-8")
    changed = here / "reports" / "2021-槐渚区.ipynb"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = carry_out(replace(job(here), sources=job(here).sources[1:]), quiet)
    assert sorted(p.name for p in (here / "reports").glob("2021-*")) == [changed.name, own.name]
    assert [zh.partition(" ")[0] for zh, _ in done.past] == [f"reports/{changed.name}"]
    assert not (here / "districts").exists()
    assert not (here / "work" / "2021-槐渚区").exists()
    assert "2021-槐渚区" not in (here / "overview.html").read_text(encoding="utf-8")
    assert len(verify(here / "archive").packages) == 3  # the sealed ones stay, 2022 anew without its prior year
    assert verify(here / "archive").ok
    assert carry_out(replace(job(here), sources=job(here).sources[1:]), quiet).past == ()


@pytest.mark.slow
@pytest.mark.xdist_group("job")
def test_pages_are_printed_once_and_past_prints_go(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) echo "$@" >"${a#*=}";; esac; done\n')
    browser.chmod(0o755)
    monkeypatch.setenv("AUDIT_CHROMIUM", str(browser))
    here = tmp_path / "out"
    shutil.copytree(out, here)
    carry_out(replace(job(here), pdf=True), quiet)
    printed = {p.relative_to(here).as_posix(): p.read_bytes() for p in here.rglob("*.pdf")}
    reports = {"reports/2021-槐渚区.pdf", "reports/2022-槐渚区.pdf"}
    assert printed.keys() == {"overview.pdf", "districts/槐渚区.pdf"} | reports
    carry_out(replace(job(here), pdf=True), quiet)
    assert {p.relative_to(here).as_posix(): p.read_bytes() for p in here.rglob("*.pdf")} == printed
    carry_out(replace(job(here), pdf=True, sources=job(here).sources[1:]), quiet)
    assert {p.relative_to(here).as_posix() for p in here.rglob("*.pdf")} == {"overview.pdf", "reports/2022-槐渚区.pdf"}


@pytest.mark.slow
@pytest.mark.xdist_group("failing")
def test_a_failing_notebook_is_kept_with_its_traceback_and_the_rest_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "project"
    for folder in ("notebooks", "expectations"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copyfile(ROOT / "requirements.lock", root / "requirements.lock")
    template = json.loads((root / "notebooks" / "report.ipynb").read_text(encoding="utf-8"))
    cells = [c for c in template["cells"] if c["cell_type"] == "code"]
    cells[-1]["source"] = ["1 / len([y for y in [year] if y != 2021])"]
    (root / "notebooks" / "report.ipynb").write_text(json.dumps(template), encoding="utf-8")
    done = carry_out(job(tmp_path / "out", replace(project(), root=root)), quiet)
    assert set(done.failed) == {"2021-槐渚区"}
    assert set(done.sealed) == {"2022-槐渚区"}
    kept = (tmp_path / "out" / "reports" / "2021-槐渚区.failed.ipynb").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in kept
    mended = carry_out(job(tmp_path / "out"), quiet)
    assert mended.failed == {}
    assert not (tmp_path / "out" / "reports" / "2021-槐渚区.failed.ipynb").exists()


@pytest.mark.slow
def test_the_command_says_which_file_it_could_not_read_and_goes_on_with_none(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    command = [sys.executable, "-m", "audit", "run", str(tmp_path), "--out", str(tmp_path / "out")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 2
    assert "empty.txt" in run.stderr
    assert not (tmp_path / "out" / "archive").exists()
