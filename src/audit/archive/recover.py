"""After a crash: what is half-written goes, what is sealed but not yet logged is logged. Nothing sealed is removed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ..errors import ArchiveError
from .bag import SIGNATURE, TAG_MANIFEST, read_bag_info, sha256
from .disk import DISK, Disk, locked
from .examine import examine
from .log import (
    CHECKPOINT,
    FIRST,
    LOG,
    VERIFIER,
    Entry,
    append,
    place,
    read_checkpoint,
    read_lines,
    read_log,
    write_checkpoint,
)
from .sign import Key, fingerprint, refuse_key_inside, signed_by

UNFINISHED = ".sealing-"
"""How the name of a package begins while it is being written."""


def recover(archive: Path | str, *, key: Key | None = None, disk: Disk = DISK) -> list[str]:
    """Bring the archive to a whole state; says what was done, one sentence each, nothing where all was well.

    Run by `seal` before anything else. Raises `ArchiveError` where the state cannot come from a crash: a log that does
    not fit its checkpoint, a package that is damaged, older than the log or one of several that the log does not know.
    """
    archive = Path(archive)
    refuse_key_inside(key, archive)
    if not archive.is_dir():
        return []
    with locked(archive):
        return mend(archive, key, disk)


def mend(archive: Path, key: Key | None, disk: Disk) -> list[str]:
    """`recover`, for a caller that holds the lock."""
    refuse_unsigned(archive, key)
    done: list[str] = []
    for path in sorted(archive.iterdir()):
        if path.name.startswith(UNFINISHED) or path.name in (f".{CHECKPOINT}.new", f".{VERIFIER}.new"):
            disk.remove(path)
            done.append(f"removed the unfinished {path.name}")
    lines, torn = read_lines(archive)
    if torn:
        disk.cut(archive / LOG, sum(len(line) + 1 for line in lines))
        disk.sync(archive / LOG)
        done.append("removed an incomplete last line from the log")
    lines, entries = read_log(archive)
    if _checkpoint_is_behind(archive, lines):
        write_checkpoint(archive, lines, key, disk)
        done.append("wrote the checkpoint that was missing")
    stray = _unlogged(archive, entries)
    if stray:
        enter(archive, stray.name, key, disk, recovered=True)
        done.append(f"logged the package {stray.name}, sealed but not yet logged")
    return done


def enter(archive: Path, name: str, key: Key | None, disk: Disk, *, recovered: bool = False) -> Entry:
    """Log a package that stands finished in the archive, with `verify.sh` as shipped beside it."""
    verifier = (files(__package__) / VERIFIER).read_bytes()
    standing = archive / VERIFIER
    if not standing.exists() or standing.read_bytes() != verifier:
        place(archive, VERIFIER, verifier, disk)
    lines, _ = read_log(archive)
    package = archive / name
    tag_manifest = (package / TAG_MANIFEST).read_bytes()
    path = package / SIGNATURE
    signature = path.read_bytes() if path.exists() else b""
    entry = Entry(
        index=len(lines),
        previous=sha256(lines[-1]) if lines else FIRST,
        package=name,
        tagmanifest=sha256(tag_manifest),
        signer=fingerprint(signed_by(tag_manifest, signature)) if signature else "",
        signature=sha256(signature) if signature else "",
        sealed_at=_sealed_at(package),
        verifier=sha256(verifier),
        recovered=recovered,
    )
    append(archive, entry, disk)
    write_checkpoint(archive, [*lines, entry.line()], key, disk)
    return entry


def refuse_unsigned(archive: Path, key: Key | None) -> None:
    """A log that was signed must stay signed: raise `ArchiveError` where the key is not given."""
    checkpoint = read_checkpoint(archive)
    if checkpoint and checkpoint.signature and key is None:
        raise ArchiveError(f"the log of {archive} is signed; give the key, or seal into another archive")


def _checkpoint_is_behind(archive: Path, lines: list[bytes]) -> bool:
    checkpoint = read_checkpoint(archive)
    counted = checkpoint.size if checkpoint else 0
    faults = checkpoint.faults(lines) if checkpoint else []
    if len(lines) - counted > 1:
        faults.append(
            f"the log has {len(lines)} lines, its checkpoint counts {counted}; a crash leaves at most one more"
        )
    if faults:
        raise ArchiveError(f"{archive / CHECKPOINT}: {faults[0]}. No crash does this; run verify before anything else")
    return counted < len(lines)


def _unlogged(archive: Path, entries: list[Entry]) -> Path | None:
    """The one package that a crash can have left without its line."""
    known = {entry.package for entry in entries}
    strays = [path for path in sorted(archive.iterdir()) if path.is_dir() and path.name not in known]
    if not strays:
        return None
    if len(strays) > 1:
        names = ", ".join(path.name for path in strays)
        raise ArchiveError(f"the log of {archive} does not know {names}; a crash leaves at most one such package")
    stray = strays[0]
    found = examine(stray)
    if found.changes:
        raise ArchiveError(f"{stray} is not in the log and not whole ({found.changes[0]}); move it out of the archive")
    if entries and _sealed_at(stray) < entries[-1].sealed_at:
        raise ArchiveError(f"{stray} is not in the log and older than its last line: an old package was put back")
    return stray


def _sealed_at(package: Path) -> str:
    return read_bag_info((package / "bag-info.txt").read_bytes()).get("Sealed-At", "")
