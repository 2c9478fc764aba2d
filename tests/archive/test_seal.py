"""What is sealed is whole, named after its contents, and never overwritten; what cannot be evidence is refused."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import warnings
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from audit.archive import keygen, load_key, verify
from audit.archive import seal as seal_on_disk
from audit.errors import ArchiveError

from .conftest import NOON, SOURCE, notebook, seal


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sealed_package_holds_the_source_as_received_and_verifies(make, archive):
    sealed = seal_on_disk(make(), archive, now=NOON)
    assert (sealed.path / "data/source/青禾区_总结_报送稿.txt").read_bytes() == SOURCE
    assert sealed.new
    assert sealed.signer == ""
    assert sealed.sealed_at == "2025-03-01T12:00:00Z"
    found = verify(sealed.path)
    assert found.ok
    assert found.unsigned == (sealed.name,)


def test_the_name_says_year_district_and_contents(make, archive):
    name = seal(make(), archive, now=NOON).name
    assert re.fullmatch(r"2024-青禾区-[0-9a-f]{12}", name)
    other = seal(make(tables={"figures.csv": b"id,value\nF1,41\n"}), archive, now=NOON).name
    assert other != name


def test_the_name_does_not_depend_on_time_or_machine(make, tmp_path):
    first = seal(make(), tmp_path / "a", now=NOON)
    second = seal(make(run={"host": "another"}), tmp_path / "b", now=NOON + timedelta(days=9))
    assert first.name == second.name
    assert (first.path / "replay-sha256.txt").read_bytes() == (second.path / "replay-sha256.txt").read_bytes()


def test_sealing_the_same_again_changes_nothing(make, archive):
    first = seal(make(), archive, now=NOON)
    before = files(archive)
    again = seal(make(), archive, now=NOON + timedelta(hours=1))
    assert not again.new
    assert (again.name, again.tagmanifest, again.sealed_at) == (first.name, first.tagmanifest, first.sealed_at)
    assert files(archive) == before


def test_a_package_of_this_name_with_other_contents_is_refused(make, archive):
    sealed = seal(make(), archive, now=NOON)
    (sealed.path / "data/tables/figures.csv").write_bytes(b"id,value\nF1,44\n")
    with pytest.raises(ArchiveError, match=r"exists with other contents \(changed data/tables/figures.csv\)"):
        seal(make(), archive, now=NOON)


def test_plain_sha256sum_passes_inside_the_package(make, archive):
    sealed = seal(make(), archive, now=NOON)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt", "replay-sha256.txt"):
        run = subprocess.run(
            ["sha256sum", "--check", "--strict", manifest], cwd=sealed.path, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("sm3", [False, True])
def test_bagit_python_finds_the_bag_valid(make, archive, monkeypatch, sm3):
    if sm3 and "sm3" not in hashlib.algorithms_available:
        pytest.skip("this Python's hashlib has no SM3")
    bagit = import_bagit(monkeypatch)
    sealed = seal(make(), archive, now=NOON, sm3=sm3)
    bag = bagit.Bag(str(sealed.path))
    assert bag.validate()
    assert "sha256" in bag.algorithms  # bagit knows no SM3 and leaves that manifest to others
    assert bag.info["Payload-Oxum"] == f"{sum(p.stat().st_size for p in data_files(sealed))}.{len(data_files(sealed))}"


def import_bagit(monkeypatch):
    """The Library of Congress's reader; it is older than today's setuptools and Python."""
    stand_in = SimpleNamespace(DistributionNotFound=LookupError, get_distribution=lambda _: SimpleNamespace(version=""))
    monkeypatch.setitem(sys.modules, "pkg_resources", stand_in)  # asked for its own version only
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # '\\c' in one of its docstrings
        return pytest.importorskip("bagit")


def data_files(sealed) -> list[Path]:
    return [path for path in (sealed.path / "data").rglob("*") if path.is_file()]


def test_the_crate_describes_every_file_and_keeps_the_name_as_received(make, archive):
    sealed = seal(make(), archive, now=NOON)
    graph = json.loads((sealed.path / "data/ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    entities = {part["@id"]: part for part in graph}
    assert len(entities) == len(graph)
    described = [part for part in graph if part["@type"] == "File"]
    assert len(described) == len(data_files(sealed)) - 1  # all but the crate's own file
    assert "青禾区 总结（报送稿）.txt" in {part["name"] for part in described}
    root = entities["./"]
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    run = entities["#run"]
    parts = {part["@id"] for part in root["hasPart"]}
    assert {part["@id"] for part in run["object"]} | {part["@id"] for part in run["result"]} == parts
    referred = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(graph, ensure_ascii=False))
    assert set(referred) - entities.keys() <= {"https://w3id.org/ro/crate/1.1"}


def test_the_sealing_time_stays_out_of_what_must_replay(make, archive):
    sealed = seal(make(), archive, now=NOON)
    replayed = (sealed.path / "replay-sha256.txt").read_text(encoding="utf-8")
    for volatile in ("run.json", "platform.json", "ro-crate-metadata.json"):
        assert volatile not in replayed
    run = json.loads((sealed.path / "data/run.json").read_text(encoding="utf-8"))
    assert run["sealed_at"] == "2025-03-01T12:00:00Z"
    assert run["started"] == "2025-03-01T11:59:00Z"


# --- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source_sha256": "0" * 64}, "not what was read"),
        ({"source_name": "../总结.txt"}, "bare file name"),
        ({"tables": {"../figures.csv": b""}}, r"leaves the package by '\.\.'"),
        ({"tables": {"/etc/figures.csv": b""}}, "absolute"),
        ({"inputs": {"C:\\x.csv": b""}}, "absolute"),
        ({"inputs": {"e\u0301.csv": b""}}, "NFC"),
        ({"inputs": {"a\nb.csv": b""}}, "control"),
        ({"inputs": {"50%.csv": b""}}, "holds one of"),
        ({"inputs": {"A.csv": b"", "a.csv": b""}}, "upper and lower case"),
        ({"html": b"<img src='https://example.org/x.png'>"}, "line 1: <img src="),
        ({"html": b"\xff"}, "not UTF-8"),
        ({"notebook": notebook(executed=False)}, "cell 2 was not executed"),
        ({"notebook": notebook(executed=True, shown="<f at 0x7f12aa34bc>")}, "memory address"),
        ({"organisation": "市\n督查室"}, "one line"),
    ],
)
def test_what_cannot_be_evidence_is_refused_and_leaves_no_trace(make, archive, changes, message):
    with pytest.raises(ArchiveError, match=message):
        seal(make(**changes), archive, now=NOON)
    assert not archive.exists() or not list(archive.iterdir())


def test_a_clock_that_went_back_is_refused(make, archive):
    seal(make(), archive, now=NOON)
    with pytest.raises(ArchiveError, match="the clock says 2025-03-01T11:59:59Z"):
        seal(make(year=2023), archive, now=NOON - timedelta(seconds=1))
    assert verify(archive).ok


def test_a_time_without_zone_is_refused(make, archive):
    with pytest.raises(ArchiveError, match="time zone"):
        seal(make(), archive, now=datetime(2025, 3, 1))


def test_a_key_inside_the_archive_is_refused(make, archive, tmp_path):
    keygen(tmp_path / "key")
    archive.mkdir()
    (tmp_path / "key").rename(archive / "key")
    with pytest.raises(ArchiveError, match="inside the archive"):
        seal(make(), archive, key=load_key(archive / "key"), now=NOON)


def test_a_signed_log_is_not_continued_without_the_key(make, archive, tmp_path):
    seal(make(), archive, key=keygen(tmp_path / "key"), now=NOON)
    with pytest.raises(ArchiveError, match="is signed; give the key"):
        seal(make(year=2023), archive, now=NOON)
    assert verify(archive).ok
