"""The templates of notebooks/: small, without output or functions, and every one of them runs."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from audit.archive import canonical, outside_references
from audit.notebook import declared_parameters, run
from audit.render.html import export

PROJECT = Path(__file__).parents[2]
TEMPLATES = sorted((PROJECT / "notebooks").glob("*.ipynb"))
SAMPLE = PROJECT / "data" / "sample"
HOSTILE = (
    "岑岭区2023年工作总结\n"
    "一、主要工作。共排查隐患38处，其中一级27处、二级9处、三级2处，合计38处；走访农户**户，修路**公里"
    "<script>alert(1)</script><img src=https://example.org/x.png>。[链](https://example.org) $\\frac{1}{2}$ **粗体**\n"
)


def cells(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


@pytest.mark.parametrize("path", TEMPLATES, ids=[p.stem for p in TEMPLATES])
def test_templates_are_small_clean_and_hold_no_program(path: Path) -> None:
    assert [p.stem for p in TEMPLATES] == ["district", "overview", "report", "workbench"]
    assert "language" in declared_parameters(path)
    ids = [cell["id"] for cell in cells(path)]
    assert len(ids) == len(set(ids))
    for cell in cells(path):
        assert len(cell["source"]) <= 10, cell["id"]
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
            tree = ast.walk(ast.parse("".join(cell["source"])))
            assert not [n for n in tree if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_becomes_one_page_that_shows_its_words_as_they_are(tmp_path: Path, language: str) -> None:
    (tmp_path / "岑岭区.txt").write_text(HOSTILE, encoding="utf-8")
    template = PROJECT / "notebooks" / "report.ipynb"
    given = {"source": "岑岭区.txt", "year": 2023, "district": "岑岭区", "language": language}
    out = run(template, given, tmp_path / "out.ipynb", folder=tmp_path)
    form = canonical(out.read_bytes(), template=template.read_bytes()).notebook
    (tmp_path / "canonical.ipynb").write_bytes(form)
    page = export(tmp_path / "canonical.ipynb")
    assert outside_references(page) == []
    assert "<script" not in page and "<img src=https" not in page
    assert "<mark>**户</mark>" in page and "<mark>**公里</mark>" in page
    assert '<td class="n">' in page and 'src="data:image/png;base64,' in page
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page
    assert ("总体情况" if language == "zh" else "Scorecard") in page
    assert str(tmp_path) not in page
    again = run(template, given, tmp_path / "again.ipynb", folder=tmp_path)
    assert canonical(again.read_bytes(), template=template.read_bytes()).notebook == form


@pytest.mark.slow
def test_the_office_pages_run_from_tables(tmp_path: Path, audited: Any, clean: Any) -> None:
    from audit.table import file_bytes, frames

    (tmp_path / "tables").mkdir()
    for name, content in file_bytes(frames([audited, clean])).items():
        (tmp_path / "tables" / name).write_bytes(content)
    one = {"code": "E101", "severity": "query", "title_zh": "写明", "title_en": "shown", "outcome": "pass"}
    origin = {"report": clean.facts.report.name, "sha256": clean.facts.report.sha256}
    (tmp_path / "tables" / "expectations.json").write_text(json.dumps([one | origin]), encoding="utf-8")
    for name, more in (("overview", {}), ("district", {"district": "苇塘区"})):
        out = run(
            PROJECT / "notebooks" / f"{name}.ipynb", {"tables": "tables"} | more, tmp_path / f"{name}.ipynb",
            folder=tmp_path,
        )  # fmt: skip
        page = export(out)
        assert outside_references(page) == []
        assert "38 ≠ 27＋9＋1＝37" in page
        assert ("芦滩县 2023" in page) == (name == "overview")


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLE.exists(), reason="no sample reports here")
def test_the_workbench_runs_as_it_is(tmp_path: Path) -> None:
    notebooks = tmp_path / "notebooks"
    shutil.copytree(SAMPLE, tmp_path / "data" / "sample")
    notebooks.mkdir()
    out = run(PROJECT / "notebooks" / "workbench.ipynb", {}, notebooks / "out.ipynb", folder=notebooks)
    assert not [o for c in cells(out) for o in c.get("outputs", ()) if o["output_type"] == "error"]
