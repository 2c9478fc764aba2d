"""Verify one package, a whole archive, or its log: names exactly what is not as it was sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from ..errors import ArchiveError
from .bag import sha256
from .examine import Change, Examined, Kind, examine
from .log import CHECKPOINT, LOG, VERIFIER, Checkpoint, Entry, read_chain, read_lines
from .recover import is_unfinished
from .sign import fingerprint, read_signers, signed_by
from .words import Words, refusal, said, words


class Scope(StrEnum):
    """What was verified."""

    PACKAGE = "package"
    ARCHIVE = "archive"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at and everything that is not as sealed; `ok` says that there is no such thing.

    An unsigned package is no fault unless signers were named, but is always called unsigned. `logged` is False where
    no log stood beside a package, so that nothing could be said about removal or replacement. `signers` maps public
    keys to the identities that were vouched for.
    """

    path: Path
    scope: Scope
    packages: tuple[Examined, ...] = ()
    changes: tuple[Change, ...] = ()  # of the archive and its log
    logged: bool = True
    entries: int = 0
    checkpoint_signer: str = ""
    signers: Mapping[bytes, str] | None = None

    @property
    def ok(self) -> bool:
        """Nothing is other than it was sealed."""
        return not self.all_changes

    @property
    def all_changes(self) -> tuple[Change, ...]:
        """Everything found; paths start with the package's name."""
        inside = (
            replace(change, path=f"{package.name}/{change.path}")
            for package in self.packages
            for change in package.changes
        )
        return (*self.changes, *inside)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Names of the packages without signature."""
        return tuple(package.name for package in self.packages if package.public is None)

    def report(self, language: str = "zh") -> str:
        """For people: under the four headings of DA/T 70-2018, in Chinese (`zh`) or English (`en`)."""
        from .report import four_headings

        return four_headings(self, language)


def verify(path: Path | str, *, signers: Path | str | None = None, kept: Path | str | None = None) -> Verification:
    """Verify a package folder, an archive folder, or an archive's `log.jsonl`.

    `signers` is an OpenSSH allowed_signers (or `.pub`) file kept outside the archive: then every signature must be
    there and by one of these keys. `kept` is a checkpoint that was printed or copied earlier: then the log must be a
    continuation of it. Raises `ArchiveError` only where there is nothing to verify.
    """
    path = Path(path)
    vouched = read_signers(signers) if signers is not None else None
    before = Checkpoint.read(Path(kept)) if kept is not None else None
    if path.is_file() and path.name == LOG:
        return _log(path.parent, vouched, before)
    if not path.is_dir():
        raise refusal("nothing", path=path, log=LOG)
    if (path / LOG).exists() or (path / CHECKPOINT).exists():
        return _archive(path, vouched, before)
    if any((path / name).exists() for name in ("bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "data")):
        return _package(path, vouched, before)
    if any((child / "bagit.txt").exists() for child in path.iterdir()):
        return _archive(path, vouched, before)
    raise refusal("no_packages", path=path, log=LOG)


def _package(path: Path, vouched: Mapping[bytes, str] | None, before: Checkpoint | None) -> Verification:
    path = path.resolve()
    examined = _vouched(examine(path), vouched)
    if not (path.parent / LOG).exists():
        if before:
            raise refusal("no_log_beside", path=path, log=LOG)
        return Verification(path, Scope.PACKAGE, (examined,), logged=False, signers=vouched)
    log = _log(path.parent, vouched, before)
    entries = _entries(path.parent)
    return replace(log, path=path, scope=Scope.PACKAGE, packages=(_as_logged(examined, entries),))


def _archive(path: Path, vouched: Mapping[bytes, str] | None, before: Checkpoint | None) -> Verification:
    log = _log(path, vouched, before)
    entries = _entries(path)
    changes = list(log.changes)
    packages = []
    for child in sorted(path.iterdir()):
        if child.is_symlink():
            changes.append(Change(Kind.LINK, child.name))
        elif is_unfinished(child.name):
            changes.append(Change(Kind.ADDED, child.name, words("left_over")))
        elif child.is_dir():
            packages.append(_as_logged(_vouched(examine(child), vouched), entries))
        elif not child.is_file():
            changes.append(Change(Kind.DEVICE, child.name))
        elif child.name not in (LOG, CHECKPOINT, VERIFIER):
            changes.append(Change(Kind.ADDED, child.name))
    there = {package.name for package in packages}
    changes += [Change(Kind.MISSING, name) for name in sorted(entries.keys() - there)]
    changes += _verifier(path, list(entries.values()))
    return replace(log, path=path, scope=Scope.ARCHIVE, packages=tuple(packages), changes=tuple(changes))


def _log(archive: Path, vouched: Mapping[bytes, str] | None, before: Checkpoint | None) -> Verification:
    """The chain, and the checkpoint against it."""
    lines, torn = read_lines(archive)
    _, faults = read_chain(lines)
    changes = [Change(Kind.LOG, LOG, fault) for fault in faults]
    if torn:
        changes.append(Change(Kind.LOG, LOG, words("torn_run_recover")))
    if not lines:
        changes.append(Change(Kind.MISSING, LOG))
    signer = ""
    try:
        if not (archive / CHECKPOINT).exists():
            changes.append(Change(Kind.MISSING, CHECKPOINT))
        else:
            checkpoint = Checkpoint.parse((archive / CHECKPOINT).read_bytes())
            changes += [Change(Kind.CHECKPOINT, CHECKPOINT, fault) for fault in _against(checkpoint, lines)]
            signer = _checkpoint_signer(checkpoint, lines, vouched, changes)
    except ArchiveError as error:
        changes.append(Change(Kind.CHECKPOINT, CHECKPOINT, said(error)))
    if before:
        faults = before.faults(lines)
        changes += [Change(Kind.CHECKPOINT, LOG, words("against_kept", fault=fault)) for fault in faults]
    return Verification(
        archive / LOG, Scope.LOG, (), tuple(changes), entries=len(lines), checkpoint_signer=signer, signers=vouched
    )


def _against(checkpoint: Checkpoint, lines: list[bytes]) -> list[Words]:
    if checkpoint.size < len(lines):
        more = len(lines) - checkpoint.size
        return [words("more_lines", more=more)]
    return checkpoint.faults(lines)


def _checkpoint_signer(
    checkpoint: Checkpoint, lines: list[bytes], vouched: Mapping[bytes, str] | None, changes: list[Change]
) -> str:
    """Whose key signed the checkpoint; notes what is wrong with that."""
    if not checkpoint.signature:
        last, _ = read_chain(lines[-1:])
        if vouched is not None or (last and last[0].signer):
            changes.append(Change(Kind.UNSIGNED, CHECKPOINT))
        return ""
    public = signed_by(checkpoint.body, checkpoint.signature)
    if vouched is not None and public not in vouched:
        changes.append(Change(Kind.STRANGER, CHECKPOINT, fingerprint(public)))
    return fingerprint(public)


def _entries(archive: Path) -> dict[str, Entry]:
    """The readable entries by package."""
    entries, _ = read_chain(read_lines(archive)[0])
    return {entry.package: entry for entry in entries}


def _vouched(package: Examined, vouched: Mapping[bytes, str] | None) -> Examined:
    """With signers named, a package must be signed by one of them."""
    if vouched is None:
        return package
    if package.public is None:
        broken = any(change.kind is Kind.SIGNATURE for change in package.changes)
        return package if broken else _with(package, Change(Kind.UNSIGNED, "tagmanifest-sha256.txt.sig"))
    if package.public not in vouched:
        return _with(package, Change(Kind.STRANGER, "tagmanifest-sha256.txt.sig", package.signer))
    return package


def _as_logged(package: Examined, entries: Mapping[str, Entry]) -> Examined:
    """The package is the one that the log names, signed by the key that the log names."""
    entry = entries.get(package.name)
    if entry is None:
        return _with(package, Change(Kind.UNLOGGED, ""))
    if entry.tagmanifest != package.tagmanifest:
        package = _with(
            package, Change(Kind.REPLACED, "tagmanifest-sha256.txt", words("logged", digest=entry.tagmanifest))
        )
    if any(change.kind in (Kind.SIGNATURE, Kind.UNSIGNED) for change in package.changes):
        return package
    if entry.signature and not package.signature:
        return _with(package, Change(Kind.UNSIGNED, "tagmanifest-sha256.txt.sig"))
    if package.signature != entry.signature:
        unsigned = words("unsigned")
        note = words("signed_otherwise", logged=entry.signer or unsigned, found=package.signer or unsigned)
        return _with(package, Change(Kind.RESIGNED, "tagmanifest-sha256.txt.sig", note))
    return package


def _verifier(archive: Path, entries: list[Entry]) -> list[Change]:
    """`verify.sh` is the one that the last sealing left."""
    if not entries:
        return []
    path = archive / VERIFIER
    if path.is_symlink() or not path.is_file():
        return [Change(Kind.MISSING, VERIFIER)]
    return [] if sha256(path.read_bytes()) == entries[-1].verifier else [Change(Kind.CHANGED, VERIFIER)]


def _with(package: Examined, change: Change) -> Examined:
    return replace(package, changes=(*package.changes, change))
