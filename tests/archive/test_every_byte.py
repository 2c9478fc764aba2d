"""No byte of an archive can be changed, and no file taken away, without being named."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from audit.archive import keygen, verify

from .conftest import NOON, build_package, seal


@pytest.fixture(scope="module", params=[False, True], ids=["unsigned", "signed"])
def whole(request, tmp_path_factory) -> tuple[Path, Path | None]:
    """An archive of two packages, and the signers to verify it with."""
    folder = tmp_path_factory.mktemp("whole")
    key = keygen(folder / "key") if request.param else None
    for n in range(2):
        seal(build_package(year=2022 + n), folder / "archive", key=key, now=NOON + timedelta(days=n))
    return folder / "archive", folder / "key.allowed_signers" if key else None


def paths(archive: Path) -> list[str]:
    return sorted(path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.is_file())


def test_any_changed_byte_is_named(whole):
    archive, signers = whole
    where = random.Random(7)
    for path in paths(archive):
        sealed = (archive / path).read_bytes()
        changed = bytearray(sealed)
        at = where.randrange(len(sealed))
        changed[at] ^= 1 << where.randrange(8)
        (archive / path).write_bytes(changed)
        assert not verify(archive, signers=signers).ok, f"{path}, byte {at}"
        (archive / path).write_bytes(sealed)


def test_any_shortened_file_is_named(whole):
    archive, signers = whole
    for path in paths(archive):
        sealed = (archive / path).read_bytes()
        (archive / path).write_bytes(sealed[:-1])
        assert not verify(archive, signers=signers).ok, path
        (archive / path).write_bytes(sealed)


def test_any_removed_file_is_named(whole):
    archive, signers = whole
    for path in paths(archive):
        sealed = (archive / path).read_bytes()
        (archive / path).unlink()
        found = verify(archive, signers=signers)
        assert path in {change.path for change in found.all_changes}, [str(change) for change in found.all_changes]
        (archive / path).write_bytes(sealed)
    assert verify(archive, signers=signers).ok
