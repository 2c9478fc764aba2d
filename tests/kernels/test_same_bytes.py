"""One report, one SHA-256: whatever the engine, the folder, the time zone, the locale, the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from audit.archive import canonical
from audit.kernels import Serving
from audit.notebook import Engine, run

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "notebooks" / "report.ipynb"
TEXT = """苇塘区2023年工作总结
一、主要工作。全年共排查隐患38处，其中一级27处、二级9处、三级1处，整改率100％；走访农户**户，同比增长5.5％。
二、下一步计划。2024年底前走访不少于500户。
"""
PARAMETERS = {"source": "source/苇塘区.txt", "district": "苇塘区", "year": 2023}
PROBE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_same_bytes import digest
from audit.kernels import serving
from audit.notebook import Engine
with serving() as server:
    print(digest(Path(sys.argv[2]), Engine.FAST, server))
"""


def digest(folder: Path, engine: Engine, server: Serving) -> str:
    """SHA-256 of the canonical notebook of a report laid out in this folder."""
    source = folder / "source" / "苇塘区.txt"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(TEXT, encoding="utf-8")
    out = run(TEMPLATE, PARAMETERS, folder / f"{engine}.ipynb", folder=folder, engine=engine, server=server.address)
    return sha256(canonical(out.read_bytes(), template=TEMPLATE.read_bytes()).notebook).hexdigest()


def test_all_engines_give_the_same_bytes(server: Serving, tmp_path: Path) -> None:
    assert len({digest(tmp_path, engine, server) for engine in Engine}) == 1


def test_the_surroundings_do_not_matter(server: Serving, tmp_path: Path) -> None:
    here = digest(tmp_path, Engine.FAST, server)
    elsewhere = tmp_path / "另一个 folder"
    elsewhere.mkdir()
    changed = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "COLUMNS": "33", "HOME": "/"}
    command = [sys.executable, "-c", PROBE, str(Path(__file__).parent), str(elsewhere)]
    there = subprocess.run(
        command, env={**os.environ, **changed}, cwd="/", capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert there.stdout.strip() == here
