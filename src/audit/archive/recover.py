"""After a crash: what is half-written goes, what is sealed but not yet logged is logged. Nothing sealed is removed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from .bag import SIGNATURE, TAG_MANIFEST, read_bag_info, sha256
from .disk import DISK, Disk, locked
from .examine import examine
from .log import (
    CHECKPOINT,
    FIRST,
    LOG,
    VERIFIER,
    Entry,
    Log,
    append,
    place,
    read_checkpoint,
    read_lines,
    read_log,
    write_checkpoint,
)
from .sign import Key, fingerprint, refuse_key_inside, signed_by
from .words import Words, refusal, words

UNFINISHED = ".sealing-"
"""How the name of a package begins while it is being written."""


def recover(archive: Path | str, *, key: Key | None = None, disk: Disk = DISK) -> list[Words]:
    """Bring the archive to a whole state; says what was done, one sentence each, nothing where all was well.

    Run by `seal` before anything else. Raises `ArchiveError` where the state cannot come from a crash: a log that does
    not fit its checkpoint, a package that is damaged, older than the log or one of several that the log does not know.
    """
    archive = Path(archive)
    refuse_key_inside(key, archive)
    if not archive.is_dir():
        return []
    with locked(archive):
        return mend(archive, key, disk)[1]


def mend(archive: Path, key: Key | None, disk: Disk) -> tuple[Log, list[Words]]:
    """`recover`, for a caller that holds the lock: the log as it now is, and what was done."""
    refuse_unsigned(archive, key)
    done: list[Words] = []
    for path in sorted(archive.iterdir()):
        if is_unfinished(path.name):
            disk.remove(path)
            done.append(words("removed_unfinished", name=path.name))
    lines, torn = read_lines(archive)
    if torn:
        disk.cut(archive / LOG, sum(len(line) + 1 for line in lines))
        disk.sync(archive / LOG)
        done.append(words("removed_torn"))
    log = read_log(archive)
    if _checkpoint_is_behind(archive, log):
        write_checkpoint(archive, log, key, disk)
        done.append(words("wrote_checkpoint"))
    stray = _unlogged(archive, log)
    if stray:
        log = enter(stray, log, key, disk, recovered=True)
        done.append(words("logged_stray", name=stray.name))
    return log, done


def is_unfinished(name: str) -> bool:
    """The passing name of something that a finished sealing would have put in place."""
    return name.startswith(UNFINISHED) or name in (f".{CHECKPOINT}.new", f".{VERIFIER}.new")


def enter(package: Path, log: Log, key: Key | None, disk: Disk, *, recovered: bool = False) -> Log:
    """Log a finished package, with `verify.sh` as shipped beside it; gives the log as it then is."""
    archive = package.parent
    verifier = (files(__package__) / VERIFIER).read_bytes()
    standing = archive / VERIFIER
    if not standing.exists() or standing.read_bytes() != verifier:
        place(archive, VERIFIER, verifier, disk)
    tag_manifest = (package / TAG_MANIFEST).read_bytes()
    path = package / SIGNATURE
    signature = path.read_bytes() if path.exists() else b""
    entry = Entry(
        index=len(log.lines),
        previous=sha256(log.lines[-1]) if log.lines else FIRST,
        package=package.name,
        tagmanifest=sha256(tag_manifest),
        signer=fingerprint(signed_by(tag_manifest, signature)) if signature else "",
        signature=sha256(signature) if signature else "",
        sealed_at=_sealed_at(package),
        verifier=sha256(verifier),
        recovered=recovered,
    )
    append(archive, entry, disk)
    grown = log.grown(entry)
    write_checkpoint(archive, grown, key, disk)
    return grown


def refuse_unsigned(archive: Path, key: Key | None) -> None:
    """A log that was signed must stay signed: raise `ArchiveError` where the key is not given."""
    checkpoint = read_checkpoint(archive)
    if checkpoint and checkpoint.signature and key is None:
        raise refusal("key_needed", archive=archive)


def _checkpoint_is_behind(archive: Path, log: Log) -> bool:
    lines = log.lines
    checkpoint = read_checkpoint(archive)
    counted = checkpoint.size if checkpoint else 0
    faults = checkpoint.faults(lines) if checkpoint else []
    if len(lines) - counted > 1:
        faults.append(words("behind", lines=len(lines), counted=counted))
    if faults:
        raise refusal("no_crash", path=archive / CHECKPOINT, fault=faults[0])
    return counted < len(lines)


def _unlogged(archive: Path, log: Log) -> Path | None:
    """The one package that a crash can have left without its line."""
    known = {entry.package for entry in log.entries}
    strays = [path for path in sorted(archive.iterdir()) if path.name not in known and path.is_dir()]
    if not strays:
        return None
    if len(strays) > 1:
        names = ", ".join(path.name for path in strays)
        raise refusal("strays", archive=archive, names=names)
    stray = strays[0]
    found = examine(stray)
    if found.changes:
        raise refusal("stray_broken", path=stray, change=found.changes[0].words)
    if log.entries and _sealed_at(stray) < log.entries[-1].sealed_at:
        raise refusal("stray_old", path=stray)
    return stray


def _sealed_at(package: Path) -> str:
    return read_bag_info((package / "bag-info.txt").read_bytes()).get("Sealed-At", "")
