"""Running notebooks: parameters checked first, this interpreter as kernel, complete output or a kept failure."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from audit.errors import NotebookFailed, ParameterError
from audit.notebook import declared_parameters, run

PARAMETERS = 'district = ""\nyear = 0\nshare = 0.5\nnames = []\nstrict = False'


def template(folder: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """A notebook of code cells, the first tagged `parameters`."""
    made = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": s, "outputs": [], "execution_count": None}
        for i, s in enumerate((parameters, *cells))
    ]
    made[0]["metadata"] = {"tags": ["parameters"]}
    path = folder / "template.ipynb"
    content = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def cells_of(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def printed(path: Path) -> list[str]:
    outputs = [output for cell in cells_of(path) for output in cell.get("outputs", ())]
    return ["".join(o["text"]) for o in outputs if o["output_type"] == "stream"]


REFUSED = [
    ({"districts": "苇塘区"}, "has no parameter 'districts'; it declares: district, names, share, strict, year"),
    ({"year": "2023"}, "year: expected int, found str '2023'"),
    ({"year": True}, "year: expected int, found bool True"),
    ({"strict": 1}, "strict: expected bool, found int 1"),
    ({"names": [object]}, "names: expected list, found list"),
    ({"district": None}, "district: expected str, found NoneType None"),
    ({"api_key": "x"}, "secrets are no parameters"),
    ({"登录口令": "x"}, "secrets are no parameters"),
    ({"access_token": "x"}, "secrets are no parameters"),
]


@pytest.mark.parametrize(("given", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_unfit_parameters_are_refused_before_anything_runs(
    tmp_path: Path, given: dict[str, object], message: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        run(template(tmp_path), given, tmp_path / "out.ipynb")
    assert message in str(caught.value)
    assert caught.value.words("zh") != str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["template.ipynb"]


def test_parameters_cells_hold_plain_values_only(tmp_path: Path) -> None:
    assert declared_parameters(template(tmp_path, parameters="a = 1\nb = ['x']")) == {"a": 1, "b": ["x"]}
    for wrong, message in (
        ("import os\na = 1", "line 1: a parameters cell holds only"),
        ("a = os.getcwd()", "default of a must be a plain value"),
    ):
        with pytest.raises(ParameterError, match=message):
            declared_parameters(template(tmp_path, parameters=wrong))
    (tmp_path / "none.ipynb").write_text('{"cells": [], "nbformat": 4, "metadata": {}}', encoding="utf-8")
    with pytest.raises(ParameterError, match="expected one cell tagged 'parameters', found 0"):
        declared_parameters(tmp_path / "none.ipynb")


@pytest.mark.slow
def test_a_run_is_complete_readable_and_names_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "{braces} 苇塘区"
    folder.mkdir()
    profile = tmp_path / "ipython" / "profile_default" / "startup"
    profile.mkdir(parents=True)
    (profile / "00.py").write_text("district = 'from the start-up file'")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    odd = "苇塘区\"\\n' {year}\n"
    out = run(
        template(tmp_path, "import sys, os\nprint(sys.executable)", "print(ascii((district, year, share, names)))"),
        {"district": odd, "year": 2023, "share": 1, "names": ["甲", "乙"]},
        folder / "2023-苇塘区.ipynb",
        folder=folder,
    )
    executable, values = printed(out)
    assert executable.strip() == sys.executable
    assert ast.literal_eval(values) == (odd, 2023, 1, ["甲", "乙"])
    text = out.read_text(encoding="utf-8")
    assert 'names = ["甲", "乙"]\n' in cells_of(out)[1]["source"]
    assert json.loads(text)["metadata"]["papermill"]["input_path"] == "template.ipynb"
    assert str(tmp_path) not in text.replace(sys.executable, "")
    assert [p.name for p in folder.iterdir()] == ["2023-苇塘区.ipynb"]


@pytest.mark.slow
def test_a_failing_notebook_is_kept_with_its_traceback(tmp_path: Path) -> None:
    broken = template(tmp_path, "print('before')", "1 / year", "print('after')")
    with pytest.raises(NotebookFailed, match=r"ZeroDivisionError.*kept as out.failed.ipynb") as caught:
        run(broken, {}, tmp_path / "out.ipynb")
    kept = tmp_path / "out.failed.ipynb"
    assert not (tmp_path / "out.ipynb").exists()
    assert printed(kept) == ["before\n"]
    errors = [o for c in cells_of(kept) for o in c.get("outputs", ()) if o["output_type"] == "error"]
    assert errors[0]["ename"] == "ZeroDivisionError" and errors[0]["traceback"]
    assert "运行中断" in caught.value.words("zh")
    run(broken, {"year": 1}, tmp_path / "out.ipynb")
    assert not kept.exists()


@pytest.mark.slow
def test_a_kernel_that_dies_leaves_no_output_under_the_name(tmp_path: Path) -> None:
    with pytest.raises(NotebookFailed):
        run(template(tmp_path, "import os", "os._exit(3)"), {}, tmp_path / "out.ipynb")
    assert not (tmp_path / "out.ipynb").exists()
    assert (tmp_path / "out.failed.ipynb").exists()
