"""Proofs for those who have no copy of the log: a package is in it, or it has only grown since a checkpoint.

A proof is one small JSON file; `check_proof` needs nothing but it (and the signers' public keys).
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from . import merkle
from .bag import TAG_MANIFEST, sha256
from .disk import read_plain
from .json_text import json_file
from .log import Checkpoint, Log, read_checkpoint, read_entry, read_log
from .sign import read_signers, signed_by
from .words import refusal, text, words

_INCLUSION = "audit-evidence inclusion 1"
_CONSISTENCY = "audit-evidence consistency 1"


def prove(archive: Path | str, package: str) -> bytes:
    """Proof that the log of the current checkpoint holds this package's line; `ArchiveError` if it does not."""
    log, checkpoint = _log(Path(archive))
    entry = log.find(package)
    if entry is None:
        raise refusal("not_in_log", archive=archive, package=package)
    path = merkle.inclusion(entry.index, [merkle.leaf(line) for line in log.lines])
    return json_file(
        {
            "kind": _INCLUSION,
            "line": entry.line().decode(),
            "path": [_text(digest) for digest in path],
            "checkpoint": (checkpoint.body + checkpoint.signature).decode(),
        }
    )


def prove_growth(archive: Path | str, kept: Path | str) -> bytes:
    """Proof that the log continues the one an earlier checkpoint was made of; `ArchiveError` if it does not."""
    log, checkpoint = _log(Path(archive))
    earlier = Checkpoint.read(Path(kept))
    faults = earlier.faults(log.lines)
    if faults:
        raise refusal("not_grown", archive=archive, kept=kept, fault=faults[0])
    path = merkle.consistency(earlier.size, [merkle.leaf(line) for line in log.lines])
    return json_file(
        {
            "kind": _CONSISTENCY,
            "earlier": (earlier.body + earlier.signature).decode(),
            "path": [_text(digest) for digest in path],
            "checkpoint": (checkpoint.body + checkpoint.signature).decode(),
        }
    )


def check_proof(
    proof: Path | str | bytes,
    *,
    package: Path | str | None = None,
    signers: Path | str | None = None,
    language: str = "en",
) -> str:
    """Check a proof and say in one sentence (`zh` or `en`) what it shows; `ArchiveError` if it shows nothing.

    With `package` (a package folder), the proof must be about this very package; with `signers`, the checkpoints must
    be signed by one of them.
    """
    given = _parse(proof if isinstance(proof, bytes) else read_plain(Path(proof)))
    checkpoint = Checkpoint.parse(given["checkpoint"].encode())
    path = [base64.b64decode(digest, validate=True) for digest in given["path"]]
    _refuse_strangers(checkpoint, signers)
    if given["kind"] == _CONSISTENCY:
        earlier = Checkpoint.parse(given["earlier"].encode())
        _refuse_strangers(earlier, signers)
        if not merkle.consistent(earlier.size, checkpoint.size, earlier.root, checkpoint.root, path):
            raise refusal("proof_not_grown")
        return text("line", "proof_grown", language, later=checkpoint.size, earlier=earlier.size)
    line = given["line"].encode()
    entry = read_entry(line)
    if not merkle.included(entry.index, checkpoint.size, merkle.leaf(line), path, checkpoint.root):
        raise refusal("proof_not_in")
    if package is not None and sha256((Path(package) / TAG_MANIFEST).read_bytes()) != entry.tagmanifest:
        raise refusal("proof_other", package=entry.package, path=package)
    named = {"package": entry.package, "sealed_at": entry.sealed_at, "line": entry.index + 1, "size": checkpoint.size}
    return text("line", "proof_logged", language, **named)


def _log(archive: Path) -> tuple[Log, Checkpoint]:
    log = read_log(archive)
    checkpoint = read_checkpoint(archive)
    if checkpoint is None or checkpoint.size != len(log.lines) or checkpoint.faults(log.lines):
        raise refusal("log_unfit", archive=archive)
    return log, checkpoint


def _parse(content: bytes) -> dict[str, Any]:
    try:
        given = json.loads(content)
        kind = given["kind"]
        if kind not in (_INCLUSION, _CONSISTENCY):
            raise refusal("no_proof", why=words("proof_kind", kind=kind))
        needed = ("line" if kind == _INCLUSION else "earlier", "checkpoint")
        if not all(isinstance(given[key], str) for key in needed) or not isinstance(given["path"], list):
            raise refusal("no_proof", why=words("proof_form"))
        for digest in given["path"]:
            base64.b64decode(digest, validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise refusal("no_proof", why=error) from error
    return dict(given)


def _refuse_strangers(checkpoint: Checkpoint, signers: Path | str | None) -> None:
    if signers is None:
        return
    if not checkpoint.signature:
        raise refusal("checkpoint_unsigned")
    if signed_by(checkpoint.body, checkpoint.signature) not in read_signers(signers):
        raise refusal("checkpoint_stranger")


def _text(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
