"""Whatever moment a sealing is cut off at: afterwards nothing is half-sealed, and sealing again completes."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from audit.archive import keygen, recover, seal, verify
from audit.archive.log import read_log
from audit.errors import ArchiveError

from .conftest import NOON
from .failing_disk import Death, Died, FailingDisk, QuickDisk

LATER = NOON + timedelta(minutes=5)
QUICK = QuickDisk()


@pytest.fixture
def small(make):
    """As few files as a package can have."""
    bare = {"inputs": {}, "expectations": {}, "outcomes": {}, "waivers": {}}
    return lambda **changes: make(**{**bare, **changes})


def is_whole(archive: Path) -> bool:
    """Nothing unfinished lies about, and what is there verifies."""
    if not any(archive.iterdir()):
        return True
    return verify(archive).ok


@pytest.mark.parametrize(("earlier", "signed"), [(0, False), (1, True)], ids=["first", "second, signed"])
@pytest.mark.parametrize("death", list(Death))
def test_a_sealing_cut_off_at_any_operation_is_mended(small, archive, tmp_path, death, earlier, signed):
    key = keygen(tmp_path / "key") if signed else None
    start = tmp_path / "start"
    start.mkdir()
    for n in range(earlier):
        seal(small(year=2000 + n), start, key=key, now=NOON, disk=QUICK)
    at = 0
    while True:
        at += 1
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(start, archive)
        disk = FailingDisk(at, death)
        try:
            sealed = seal(small(), archive, key=key, now=LATER, disk=disk)
        except Died:
            recover(archive, key=key, disk=QUICK)
            assert is_whole(archive), f"operation {at}"
            sealed = seal(small(), archive, key=key, now=LATER, disk=QUICK)
        else:
            break
        assert verify(archive).ok, f"operation {at}"
        names = [entry.package for entry in read_log(archive).entries]
        assert len(names) == earlier + 1
        assert names[-1] == sealed.name
    disk.lose_power()
    assert verify(archive).ok, "what seal has returned survives a power cut"
    assert at == disk.steps + 1 > 30


def test_a_recovery_cut_off_at_any_operation_is_mended_by_the_next(small, archive, tmp_path):
    for crash, death in product(worst_moments(small, tmp_path / "probe"), Death):
        at = 0
        while True:
            at += 1
            shutil.rmtree(archive, ignore_errors=True)
            shutil.copytree(crash, archive)
            disk = FailingDisk(at, death)
            try:
                recover(archive, disk=disk)
            except Died:
                recover(archive, disk=QUICK)
                assert is_whole(archive), f"{crash.name}, {death}, operation {at}"
            else:
                break


def worst_moments(small, folder: Path) -> list[Path]:
    """Copies of an archive cut off half-way through each kind of operation that recovery must mend."""
    start = folder / "start"
    start.mkdir(parents=True)
    seal(small(year=2000), start, now=NOON, disk=QUICK)
    found: dict[tuple[str, ...], Path] = {}
    at = 0
    while True:
        at += 1
        copy = folder / f"at{at}"
        shutil.copytree(start, copy)
        try:
            seal(small(), copy, now=LATER, disk=FailingDisk(at, Death.TORN))
        except Died:
            done = tuple(sentence.split()[0] + sentence.split()[-1] for sentence in recover_copy(copy, folder))
            found.setdefault(done, copy)
        else:
            return list(found.values())


def recover_copy(archive: Path, folder: Path) -> list[str]:
    trial = folder / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(archive, trial)
    return recover(trial, disk=QUICK)


def test_recover_says_what_it_did(small, archive):
    seal(small(year=2000), archive, now=NOON, disk=QUICK)
    assert recover(archive) == []
    with (archive / "log.jsonl").open("ab") as file:
        file.write(b'{"index":1,')
    (archive / ".sealing-2001").mkdir()
    assert recover(archive) == [
        "removed the unfinished .sealing-2001",
        "removed an incomplete last line from the log",
    ]
    assert verify(archive).ok


def test_a_package_logged_by_recovery_is_marked(small, archive):
    sealed = seal(small(), archive, now=NOON, disk=QUICK)
    (archive / "log.jsonl").unlink()
    (archive / "checkpoint").unlink()
    assert recover(archive) == [f"logged the package {sealed.name}, sealed but not yet logged"]
    (entry,) = read_log(archive).entries
    assert (entry.package, entry.sealed_at, entry.recovered) == (sealed.name, sealed.sealed_at, True)


def test_recover_of_nothing_is_nothing(tmp_path):
    assert recover(tmp_path / "absent") == []


# --- what no crash leaves is not mended but refused ------------------------------------------------------------------


def test_an_old_package_put_back_is_not_logged(small, archive, tmp_path):
    old = seal(small(year=1999), tmp_path / "old", now=NOON, disk=QUICK)
    seal(small(), archive, now=LATER, disk=QUICK)
    shutil.copytree(old.path, archive / old.name)
    with pytest.raises(ArchiveError, match="an old package was put back"):
        seal(small(year=2001), archive, now=LATER)


def test_a_damaged_stray_package_is_not_logged(small, archive, tmp_path):
    stray = seal(small(), tmp_path / "other", now=LATER, disk=QUICK)
    seal(small(year=2000), archive, now=NOON, disk=QUICK)
    shutil.copytree(stray.path, archive / stray.name)
    (archive / stray.name / "data/run.json").write_text("{}\n")
    with pytest.raises(ArchiveError, match=r"not in the log and not whole \(changed data/run.json\)"):
        recover(archive)


def test_several_stray_packages_are_not_logged(small, archive, tmp_path):
    for n in range(2):
        stray = seal(small(year=2000 + n), tmp_path / str(n), now=LATER, disk=QUICK)
        shutil.copytree(stray.path, archive / stray.name)
    with pytest.raises(ArchiveError, match="a crash leaves at most one"):
        recover(archive)


@pytest.mark.parametrize("keep", [0, 1])
def test_a_shortened_log_is_not_continued(small, archive, keep):
    for n in range(3):
        seal(small(year=2000 + n), archive, now=NOON, disk=QUICK)
    lines = (archive / "log.jsonl").read_bytes().splitlines(keepends=True)
    (archive / "log.jsonl").write_bytes(b"".join(lines[:keep]))
    with pytest.raises(ArchiveError, match="lines were removed at the end"):
        seal(small(year=2009), archive, now=LATER)


def test_a_log_without_its_checkpoint_is_not_continued(small, archive):
    for n in range(2):
        seal(small(year=2000 + n), archive, now=NOON, disk=QUICK)
    (archive / "checkpoint").unlink()
    with pytest.raises(ArchiveError, match="a crash leaves at most one more"):
        seal(small(year=2009), archive, now=LATER)


def test_a_rewritten_log_is_not_continued(small, archive):
    for n in range(2):
        seal(small(year=2000 + n), archive, now=NOON, disk=QUICK)
    path = archive / "log.jsonl"
    path.write_bytes(path.read_bytes().replace(b"2025-03-01", b"2025-03-02", 1))
    with pytest.raises(ArchiveError, match="line 2: does not follow the line before"):
        seal(small(year=2009), archive, now=LATER)


# --- real processes -----------------------------------------------------------------------------------------------

WORKER = """
import sys
from datetime import timedelta
from itertools import product
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from archive.conftest import NOON, build_package
from audit.archive import load_key, seal
key = load_key(sys.argv[3])
print("ready", flush=True)
for n in range(int(sys.argv[4]), int(sys.argv[5])):
    seal(build_package(year=1990 + n), sys.argv[2], key=key, now=NOON)
"""


def start_worker(archive: Path, key: Path, first: int, after: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WORKER, Path(__file__).parents[1], archive, key, str(first), str(after)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def wait_until_ready(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"


@pytest.mark.slow
def test_killed_at_fifty_random_moments_nothing_is_half_sealed(archive, tmp_path):
    key = keygen(tmp_path / "key")
    moments = random.Random(20250301)
    packages, killed_at_work = 400, 0
    for _ in range(50):
        worker = start_worker(archive, tmp_path / "key", 0, packages)
        wait_until_ready(worker)
        time.sleep(moments.uniform(0.0, 0.3))
        killed_at_work += worker.poll() is None
        worker.kill()
        worker.communicate()
        recover(archive, key=key)
        assert not archive.exists() or is_whole(archive)
    assert killed_at_work == 50
    done = len(read_log(archive).entries)
    worker = start_worker(archive, tmp_path / "key", 0, done + 3)
    wait_until_ready(worker)
    worker.communicate()
    assert worker.returncode == 0
    found = verify(archive, signers=tmp_path / "key.allowed_signers")
    assert found.ok
    assert len(found.packages) == done + 3


@pytest.mark.slow
def test_two_processes_may_seal_into_one_archive(archive, tmp_path):
    keygen(tmp_path / "key")
    workers = [start_worker(archive, tmp_path / "key", first, first + 15) for first in (0, 10)]
    for worker in workers:
        worker.communicate()
        assert worker.returncode == 0
    found = verify(archive)
    assert found.ok
    assert len(found.packages) == 25
