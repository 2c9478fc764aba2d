"""A watch notices whatever could change an outcome, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.kernels import freshness
from audit.kernels.freshness import Watch


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program, watched as our own is; a lock file and expectations beside it."""
    package = tmp_path / "audit"
    (package / "check").mkdir(parents=True)
    (package / "run.py").write_text("a = 1\n")
    (package / "check" / "words.toml").write_text('zh = "一"\n')
    (tmp_path / "requirements.lock").write_text("pandas==3\n")
    monkeypatch.setattr(freshness, "PACKAGE", package)
    return package


def same_size_and_time(path: Path) -> None:
    before = path.stat()
    path.write_text(path.read_text().replace("1", "2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: list[tuple[str, Callable[[Path], object]]] = [
    ("run.py", lambda package: (package / "run.py").write_text("a = 2\n")),
    ("run.py", lambda package: same_size_and_time(package / "run.py")),
    ("words.toml", lambda package: (package / "check" / "words.toml").unlink()),
    ("check", lambda package: shutil.rmtree(package / "check")),
    ("new.py", lambda package: (package / "check" / "new.py").write_text("")),
    ("deep.py", lambda package: ((package / "more").mkdir(), (package / "more" / "deep.py").write_text(""))),
    ("requirements.lock", lambda package: (package.parent / "requirements.lock").write_text("pandas==4\n")),
    ("requirements.lock", lambda package: (package.parent / "requirements.lock").unlink()),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[f"{i}-{name}" for i, (name, _) in enumerate(CHANGES)])
def test_a_change_is_named(program: Path, name: str, change: Callable[[Path], object]) -> None:
    watch = Watch([program.parent / "requirements.lock"])
    assert watch.changed() == ""
    change(program)
    assert watch.changed() == ("words.toml" if name == "check" else name)
    assert watch.changed() != ""  # it stays refused


def test_what_decides_nothing_is_not_named(program: Path) -> None:
    watch = Watch([program.parent / "requirements.lock"])
    (program / "run.py").touch()
    (program / "__pycache__").mkdir()
    (program / "__pycache__" / "run.cpython-311.pyc").write_bytes(b"")
    (program / ".#run.py").symlink_to("nobody@nowhere")  # as an editor marks a file it has open
    assert watch.changed() == ""
    assert watch.changed() == ""


def test_a_file_changed_back_is_served_again(program: Path) -> None:
    watch = Watch()
    (program / "run.py").write_text("a = 2\n")
    assert watch.changed() == "run.py"
    (program / "run.py").write_text("a = 1\n")
    assert watch.changed() == ""
