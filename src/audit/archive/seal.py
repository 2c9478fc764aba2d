"""Seal a package: checked, written aside, brought to disk, put in place by renaming, logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from .bag import SIGNATURE, TAG_MANIFEST, bag, sha256
from .crate import METADATA, Provenance, crate
from .disk import DISK, Disk, locked
from .environment import describe_environment, software
from .examine import examine
from .json_text import json_file
from .log import Log
from .package import PLATFORM, RUN, Package, Payload, package_name, payload
from .recover import UNFINISHED, enter, mend
from .sign import Key, refuse_key_inside, sign
from .words import refusal


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package in the archive. `signer` is the key's fingerprint, empty for an unsigned package.

    `new` is False where the same contents were sealed before: then nothing was written.
    """

    name: str
    path: Path
    tagmanifest: str
    signer: str
    sealed_at: str
    new: bool


def seal(
    package: Package,
    archive: Path | str,
    *,
    key: Key | None = None,
    now: datetime | None = None,
    sm3: bool = False,
    disk: Disk = DISK,
) -> Sealed:
    """Write the package into the archive as a BagIt bag, once, and log it. Sealing the same contents again is safe.

    `now` (with time zone; default: the clock) goes into the log, bag-info.txt, run.json and the crate, never into what
    must replay. Raises `ArchiveError` for contents that cannot be evidence, a package of this name with other contents,
    a clock earlier than the last sealing, a key inside the archive; the archive is then unchanged.
    """
    archive = Path(archive)
    refuse_key_inside(key, archive)
    contents = payload(package)
    name = package_name(package, contents)
    moment = _moment(now)
    if not archive.is_dir():
        archive.mkdir(parents=True)
        disk.sync(archive.parent)
    with locked(archive):
        log, _ = mend(archive, key, disk)
        target = archive / name
        if target.exists() or target.is_symlink():
            return _standing(target, log)
        if log.entries and moment < log.entries[-1].sealed_at:
            last = log.entries[-1].sealed_at
            raise refusal("clock", moment=moment, last=last)
        _write(target, _files(package, contents, name, moment, key, sm3=sm3), disk)
        entry = enter(target, log, key, disk).entries[-1]
    return Sealed(name, target, entry.tagmanifest, entry.signer, entry.sealed_at, new=True)


def _moment(now: datetime | None) -> str:
    if now is not None and now.tzinfo is None:
        raise refusal("zone")
    return (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _standing(target: Path, log: Log) -> Sealed:
    """The package that has this name already: its name says that its contents are these, so it must be whole."""
    found = examine(target)
    if found.changes:
        raise refusal("exists", path=target, change=found.changes[0].words)
    logged = log.find(target.name)
    if logged is None or logged.tagmanifest != sha256((target / TAG_MANIFEST).read_bytes()):
        raise refusal("exists_other", path=target)
    return Sealed(target.name, target, logged.tagmanifest, logged.signer, logged.sealed_at, new=False)


def _files(
    package: Package, contents: Payload, name: str, moment: str, key: Key | None, *, sm3: bool
) -> Mapping[str, bytes]:
    """Every file of the package, by its path in it."""
    made_by = Provenance(
        name=name,
        sealed_at=moment,
        software="district-audit",
        version=software(),
        organisation=package.organisation,
        inspector=package.inspector,
        started=str(package.run.get("started", "")),
        ended=str(package.run.get("ended", "")),
    )
    volatile = {
        RUN: json_file({**package.run, "sealed_at": moment, "software": software(), "notebook": contents.volatile}),
        PLATFORM: json_file(describe_environment()),
    }
    described = {**contents.fixed, **volatile}
    whole = {
        **described,
        METADATA: crate(described, {package.source_path: package.source_name}, made_by, contents.used),
    }
    about = {
        "Bag-Software-Agent": f"district-audit {software()}",
        "Bagging-Date": moment[:10],
        "External-Identifier": name,
        "Sealed-At": moment,
        "Source-Organization": package.organisation,
        "Contact-Name": package.inspector,
    }
    files = bag(whole, about, contents.fixed, sm3=sm3)
    return {**files, SIGNATURE: sign(key, files[TAG_MANIFEST])} if key else files


def _write(target: Path, files: Mapping[str, bytes], disk: Disk) -> None:
    """All or nothing: aside under a passing name, on disk, then renamed."""
    aside = target.with_name(UNFINISHED + target.name)
    folders = sorted({str(parent) for path in files for parent in PurePosixPath(path).parents})
    for folder in folders:
        disk.make_folder(aside / folder)
    for path, content in files.items():
        disk.write(aside / path, content)
        disk.sync(aside / path)
    for folder in reversed(folders):
        disk.sync(aside / folder)
    disk.rename(aside, target)
    disk.sync(target.parent)
