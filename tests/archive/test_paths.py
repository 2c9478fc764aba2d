"""Names that any file system, manifest and shell takes as they are."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive import read_plain
from audit.archive.paths import refuse_unsafe, safe_name
from audit.errors import ArchiveError


@given(st.text())
def test_any_text_becomes_a_safe_name(text):
    name = safe_name(text)
    refuse_unsafe([name])
    assert safe_name(name) == name
    assert "/" not in name
    assert 0 < len(name.encode()) <= 81


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青禾区 2024年总结（报送稿）", "青禾区_2024年总结_报送稿"),
        ("../../etc", "etc"),
        ("..", "_"),
        ("con.txt", "_con.txt"),
        ("-rf", "rf"),
        ("e\u0301", "é"),
        ("a%b:c", "a_b_c"),
    ],
)
def test_names_stay_readable(text, name):
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("", "empty"),
        ("a/../b", r"leaves the package by '\.\.'"),
        ("/a", "absolute"),
        ("c:/a", "absolute"),
        ("a//b", "empty step"),
        ("./a", "empty step"),
        ("a\u200bb", "invisible"),
        ("a\\b", "holds one of"),
        ("-a", "starts with -"),
        ("a./b", "ends in space"),
        ("x/NUL.txt", "device name"),
        ("区" * 81, "longer than 240 bytes"),
    ],
)
def test_an_unsafe_path_is_refused_with_its_reason(path, why):
    with pytest.raises(ArchiveError, match=why):
        refuse_unsafe([path])


def test_only_ordinary_files_become_evidence(tmp_path):
    (tmp_path / "report.txt").write_bytes(b"x")
    assert read_plain(tmp_path / "report.txt") == b"x"
    (tmp_path / "link.txt").symlink_to(tmp_path / "report.txt")
    with pytest.raises(ArchiveError, match="is a link"):
        read_plain(tmp_path / "link.txt")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/null", tmp_path):
        with pytest.raises(ArchiveError, match="not an ordinary file"):
            read_plain(type(tmp_path)(path))
