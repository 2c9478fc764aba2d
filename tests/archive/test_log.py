"""The chain of the log names each line that cannot be what was written."""

from __future__ import annotations

import pytest

from audit.archive.bag import sha256
from audit.archive.log import FIRST, Entry, read_chain, read_log
from audit.errors import ArchiveError


def chain(*entries: tuple[str, str]) -> list[bytes]:
    """Lines of a properly chained log: package and sealing time each."""
    lines: list[bytes] = []
    for package, sealed_at in entries:
        previous = sha256(lines[-1]) if lines else FIRST
        lines.append(Entry(len(lines), previous, package, "0" * 64, "", "", sealed_at, "0" * 64).line())
    return lines


NOON, EVENING = "2025-03-01T12:00:00Z", "2025-03-01T18:00:00Z"


def test_an_unbroken_chain_has_no_faults():
    entries, faults = read_chain(chain(("甲", NOON), ("乙", NOON), ("丙", EVENING)))
    assert faults == []
    assert [entry.package for entry in entries] == ["甲", "乙", "丙"]


def test_a_line_sealed_before_the_one_above_it_is_named():
    _, faults = read_chain(chain(("甲", EVENING), ("乙", NOON)))
    assert faults == ["line 2: sealed earlier than the line before"]


def test_a_package_logged_twice_is_named():
    _, faults = read_chain(chain(("甲", NOON), ("乙", NOON), ("甲", NOON)))
    assert faults == ["line 3: 甲 stands already in line 1"]


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"\xff", b'{"index": 0}'])
def test_what_is_no_line_of_a_log_is_named(line):
    lines = chain(("甲", NOON), ("乙", NOON))
    _, faults = read_chain([lines[0], line])
    assert len(faults) == 1
    assert faults[0].startswith("line 2: not a line of this log")


def test_the_same_content_written_another_way_is_no_line_of_the_log():
    (line,) = chain(("甲", NOON))
    _, faults = read_chain([line.replace(b",", b", ", 1)])
    assert "not in the one form it is written in" in faults[0]


def test_a_broken_log_is_not_read(tmp_path):
    lines = chain(("甲", NOON), ("乙", NOON))
    (tmp_path / "log.jsonl").write_bytes(b"\n".join(lines))
    with pytest.raises(ArchiveError, match="the last line is incomplete"):
        read_log(tmp_path)
    (tmp_path / "log.jsonl").write_bytes(lines[1] + b"\n")
    with pytest.raises(ArchiveError, match="line 1: is entry 2"):
        read_log(tmp_path)
