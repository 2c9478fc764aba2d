"""Sealed with the real notebook, replayed from the package alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.archive import verify
from audit.batch import Notebooks, Project, dossier_of, replay_package, seal_report
from audit.errors import ArchiveError

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LAST = "苇塘区2022年工作总结\n一、主要工作。走访农户400户。\n二、下一步计划。2023年走访农户不少于500户。\n"
THIS = "苇塘区2023年工作总结\n一、主要工作。共排查隐患38处，其中一级27处、二级11处；走访农户**户。\n"
OTHER = "芦滩县2023年工作总结\n一、主要工作。共排查隐患38处，其中一级27处、二级11处；走访农户20户。\n"


@pytest.fixture(scope="module")
def notebooks() -> Iterator[Notebooks]:
    with Notebooks(Project(ROOT)) as ready:
        yield ready


@pytest.fixture(scope="module")
def sealed(notebooks: Notebooks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    for name, text in (("2022/苇塘区.txt", LAST), ("2023/苇塘区 报送稿.txt", THIS), ("2023/芦滩县.txt", OTHER)):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    dossier = dossier_of(
        folder / "2023/苇塘区 报送稿.txt", prior=folder / "2022/苇塘区.txt", peers=[folder / "2023/芦滩县.txt"]
    )
    return seal_report(dossier, folder / "archive", Project(ROOT), notebooks).path


def test_a_sealed_report_verifies_and_replays(sealed: Path, notebooks: Notebooks) -> None:
    assert verify(sealed.parent).ok
    found = replay_package(sealed, Project(ROOT), notebooks)
    assert found.identical, found.report("en")
    assert {"notebook/executed.ipynb", "notebook/executed.html", "tables/figures.csv"} <= set(found.same)
    assert not found.environment_differs


def test_one_digit_changed_in_the_source_is_refused(sealed: Path, notebooks: Notebooks, tmp_path: Path) -> None:
    forged = tmp_path / sealed.name
    shutil.copytree(sealed, forged)
    (source,) = (forged / "data" / "source").iterdir()
    source.write_text(source.read_text(encoding="utf-8").replace("38处", "39处"), encoding="utf-8")
    with pytest.raises(ArchiveError, match="not as it was sealed"):
        replay_package(forged, Project(ROOT), notebooks)


def test_another_lock_is_another_environment(sealed: Path, notebooks: Notebooks, tmp_path: Path) -> None:
    for name in ("notebooks", "expectations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "requirements.lock").write_bytes((ROOT / "requirements.lock").read_bytes() + b"# changed\n")
    found = replay_package(sealed, Project(tmp_path), notebooks)
    assert found.identical
    assert "environment differs: requirements.lock" in found.report("en")
