"""A sealed audit run again gives the same bytes, or says where it does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from audit.archive import Package, replay
from audit.errors import ArchiveError

from .conftest import NOON, build_package, seal


@pytest.fixture
def sealed(make, archive):
    return seal(make(), archive, now=NOON)


def run_again(folder: Path) -> Package:
    """Audits what is in the folder, as the real runner would: only the sealed inputs are there."""
    (source,) = (folder / "source").iterdir()
    parameters = json.loads((folder / "parameters.json").read_text(encoding="utf-8"))
    return build_package(
        source=source.read_bytes(),
        source_name=source.name,
        parameters=parameters,
        year=parameters["year"],
        inputs={path.name: path.read_bytes() for path in (folder / "inputs").iterdir()},
    )


def test_the_same_audit_gives_the_same_bytes(sealed):
    found = replay(sealed.path, run_again)
    assert found.identical
    assert not found.environment_differs
    assert "tables/figures.csv" in found.same
    assert "run.json" not in found.same
    assert "逐字节一致" in found.report("zh")


def test_the_runner_sees_the_inputs_and_nothing_that_was_made(sealed):
    def look(folder: Path) -> Package:
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert there == {
            "environment/requirements.lock",
            "expectations/figures.json",
            "inputs/目标表.csv",
            "notebook/template.ipynb",
            "parameters.json",
            "source/青禾区_总结_报送稿.txt",
            "waivers/2024.toml",
        }
        return run_again(folder)

    assert replay(sealed.path, look).identical


def test_what_differs_is_named(sealed):
    tables = {"figures.csv": b"id,value\nF1,41\n", "goals.csv": b"id\n"}
    found = replay(sealed.path, lambda folder: replace(run_again(folder), tables=tables, outcomes={}))
    assert not found.identical
    assert (found.changed, found.missing, found.added) == (
        ("tables/figures.csv",),
        ("outcomes/figures.json",),
        ("tables/goals.csv",),
    )
    assert "与封存内容不一致\n" in found.report("zh")
    assert "  tables/figures.csv: content changed" in found.report("en")


def test_another_lock_is_called_another_environment(sealed):
    found = replay(sealed.path, lambda folder: replace(run_again(folder), lock=b"pandas==3.1.0\n"))
    assert found.identical
    assert found.environment == ("requirements.lock",)
    assert "environment differs: requirements.lock" in found.report("en")


def test_a_difference_in_another_environment_decides_nothing(sealed):
    other = replace(run_again_as(sealed), lock=b"pandas==3.1.0\n", html=b"<p>41")
    found = replay(sealed.path, lambda folder: other)
    assert not found.identical
    assert "无法据此判断" in found.report("zh")


def run_again_as(sealed) -> Package:
    return build_package(source_name="青禾区_总结_报送稿.txt")


def test_another_interpreter_is_called_another_environment(make, archive, monkeypatch):
    from audit.archive import environment

    environment.describe_environment.cache_clear()
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    sealed = seal(make(), archive, now=NOON)
    monkeypatch.undo()
    environment.describe_environment.cache_clear()
    (difference,) = replay(sealed.path, run_again).environment
    assert difference.startswith("python 3.99.0 -> 3.")


def test_a_source_with_one_digit_changed_is_not_replayed(sealed):
    source = sealed.path / "data/source/青禾区_总结_报送稿.txt"
    source.write_bytes(source.read_bytes().replace(b"40", b"41"))
    with pytest.raises(ArchiveError, match=r"not as it was sealed \(changed data/source/"):
        replay(sealed.path, run_again)


def test_a_folder_that_is_no_package_is_not_replayed(tmp_path):
    with pytest.raises(ArchiveError, match="no sealed package"):
        replay(tmp_path, run_again)
