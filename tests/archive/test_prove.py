"""Proofs that travel without the log."""

from __future__ import annotations

import json
import shutil

import pytest

from audit.archive import check_proof, keygen, prove, prove_growth
from audit.archive.log import Checkpoint
from audit.errors import ArchiveError

from .conftest import NOON, seal


@pytest.fixture
def key(tmp_path):
    return keygen(tmp_path / "key")


@pytest.fixture
def sealed(make, archive, key, tmp_path):
    packages = []
    for n in range(5):
        packages.append(seal(make(year=2020 + n), archive, key=key, now=NOON))
        shutil.copy(archive / "checkpoint", tmp_path / f"kept{n + 1}")
    return packages


def altered(proof: bytes, **changes) -> bytes:
    return json.dumps({**json.loads(proof), **changes}).encode()


def test_each_package_is_proved_to_those_without_the_log(sealed, archive, tmp_path):
    for number, package in enumerate(sealed, 1):
        proof = prove(archive, package.name)
        said = check_proof(proof, package=package.path, signers=tmp_path / "key.allowed_signers")
        assert said == f"{package.name}, sealed at 2025-03-01T12:00:00Z, is line {number} of a log of 5 lines"


def test_a_proof_is_about_one_package_only(sealed, archive):
    proof = prove(archive, sealed[0].name)
    with pytest.raises(ArchiveError, match="the proof is about"):
        check_proof(proof, package=sealed[1].path)
    other = json.loads(prove(archive, sealed[1].name))["line"]
    with pytest.raises(ArchiveError, match="the proof fails"):
        check_proof(altered(proof, line=other))


def test_growth_is_proved_from_every_earlier_checkpoint(sealed, archive, tmp_path):
    for size in range(1, 6):
        said = check_proof(prove_growth(archive, tmp_path / f"kept{size}"), signers=tmp_path / "key.allowed_signers")
        assert said == f"the log of 5 lines continues the log of {size} lines"


def test_a_rewritten_log_proves_no_growth(make, sealed, archive, tmp_path):
    other = tmp_path / "other"
    for n in range(5):
        seal(make(year=2020 + n, inspector="王工"), other, now=NOON)
    with pytest.raises(ArchiveError, match="has not simply grown"):
        prove_growth(other, tmp_path / "kept3")
    forged = (other / "checkpoint").read_text(encoding="utf-8")
    with pytest.raises(ArchiveError, match="the proof fails"):
        check_proof(altered(prove_growth(archive, tmp_path / "kept3"), checkpoint=forged))


def test_with_signers_named_only_their_checkpoints_count(sealed, archive, tmp_path, make):
    keygen(tmp_path / "stranger")
    with pytest.raises(ArchiveError, match="none of the signers"):
        check_proof(prove(archive, sealed[0].name), signers=tmp_path / "stranger.allowed_signers")
    bare = seal(make(), tmp_path / "bare", now=NOON)
    with pytest.raises(ArchiveError, match="checkpoint is unsigned"):
        check_proof(prove(tmp_path / "bare", bare.name), signers=tmp_path / "key.allowed_signers")


def test_what_is_no_proof_is_said(sealed, archive, tmp_path):
    proof = prove(archive, sealed[0].name)
    for damaged in (b"", b"[]", b"{}", altered(proof, path=["!"]), altered(proof, kind="x"), altered(proof, line=1)):
        with pytest.raises(ArchiveError, match="this is no proof"):
            check_proof(damaged)
    with pytest.raises(ArchiveError, match="the checkpoint is damaged"):
        check_proof(altered(proof, checkpoint="x"))
    with pytest.raises(ArchiveError, match="holds no package 'x'"):
        prove(archive, "x")


@pytest.mark.parametrize(
    "content", [b"", b"a\nb\nc\n", b"audit-evidence-log\n0\nAAAA\n0\n", b"audit-evidence-log\nx\n\n\n"]
)
def test_a_damaged_checkpoint_is_refused(content):
    with pytest.raises(ArchiveError, match="checkpoint is damaged"):
        Checkpoint.parse(content)
