"""The archive's log: one line per sealed package, chained, counted in a checkpoint, never rewritten.

Each line holds the SHA-256 of the line before. The checkpoint holds number of lines, Merkle root (RFC 6962) and the
SHA-256 of the last line; printed or sent away, it proves later that nothing before it was changed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from ..errors import ArchiveError
from . import merkle
from .bag import sha256
from .disk import Disk
from .json_text import json_line
from .sign import Key, sign
from .words import Words, refusal, said, words

LOG = "log.jsonl"
CHECKPOINT = "checkpoint"
VERIFIER = "verify.sh"
ORIGIN = "audit-evidence-log"
FIRST = "0" * 64
"""What the first line holds in place of the line before."""


class _Damaged(ValueError):
    """Not in its form, and why, in both languages."""

    def __init__(self, why: Words) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: which package, sealed when, by whose key; `signer` and `signature` are empty for unsigned packages.

    `tagmanifest`, `signature` and `verifier` are SHA-256 of the package's tag manifest, of its signature and of the
    archive's `verify.sh`. `recovered`: logged after a crash.
    """

    index: int
    previous: str
    package: str
    tagmanifest: str
    signer: str
    signature: str
    sealed_at: str
    verifier: str
    recovered: bool = False

    def line(self) -> bytes:
        """The line's bytes without its newline: the leaf of the Merkle tree."""
        return json_line({name: getattr(self, name) for name in _FIELDS})


_FIELDS = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What the log was when it was written: number of lines, Merkle root, digest of the last line."""

    size: int
    root: bytes
    head: str
    signature: bytes = b""

    @classmethod
    def of(cls, lines: Sequence[bytes]) -> Checkpoint:
        """The checkpoint of a log that has at least one line, unsigned."""
        return cls(len(lines), merkle.root([merkle.leaf(line) for line in lines]), sha256(lines[-1]))

    @property
    def body(self) -> bytes:
        """The four lines that are signed."""
        return f"{ORIGIN}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.head}\n".encode()

    @classmethod
    def parse(cls, content: bytes) -> Checkpoint:
        """Read a checkpoint file; `ArchiveError` if it is none."""
        parts = content.split(b"\n", 4)
        try:
            if len(parts) != 5 or parts[0] != ORIGIN.encode():
                raise _Damaged(words("four_lines", origin=ORIGIN))
            root = base64.b64decode(parts[2], validate=True)
            read = cls(int(parts[1]), root, parts[3].decode("ascii"), parts[4])
            if read.body + read.signature != content or len(root) != 32 or read.size < 1:
                raise _Damaged(words("one_form"))
        except (ValueError, binascii.Error) as error:
            why = error.why if isinstance(error, _Damaged) else error
            raise refusal("checkpoint_damaged", why=why) from error
        return read

    @classmethod
    def read(cls, path: Path) -> Checkpoint:
        """Read a checkpoint file; `ArchiveError` if it cannot be read or is none."""
        try:
            return cls.parse(path.read_bytes())
        except OSError as error:
            raise refusal("checkpoint_unread", path=path, why=error.strerror) from error

    def faults(self, lines: Sequence[bytes]) -> list[Words]:
        """Why a log of these lines is not the one this checkpoint was made of, or a continuation of it."""
        if self.size > len(lines):
            return [words("cut", size=self.size, lines=len(lines))]
        then = Checkpoint.of(lines[: self.size])
        if (then.root, then.head) != (self.root, self.head):
            return [words("other_lines", size=self.size)]
        return []


@dataclass(frozen=True, slots=True)
class Log:
    """An unbroken log: its lines and what each says."""

    lines: tuple[bytes, ...] = ()
    entries: tuple[Entry, ...] = ()

    def find(self, package: str) -> Entry | None:
        """The line about a package."""
        return next((entry for entry in self.entries if entry.package == package), None)

    def grown(self, entry: Entry) -> Log:
        """With one line more."""
        return Log((*self.lines, entry.line()), (*self.entries, entry))


def read_lines(archive: Path) -> tuple[list[bytes], bytes]:
    """The complete lines, and what stands after the last newline (an interrupted write, or nothing)."""
    path = archive / LOG
    content = path.read_bytes() if path.exists() else b""
    *lines, torn = content.split(b"\n")
    return lines, torn


def read_entry(line: bytes) -> Entry:
    """`ArchiveError` unless the line is exactly what `Entry.line` writes."""
    try:
        entry = Entry(**json.loads(line))
        if entry.line() != line:
            raise _Damaged(words("one_form"))
    except (ValueError, TypeError) as error:
        why = error.why if isinstance(error, _Damaged) else error
        raise refusal("no_line", why=why) from error
    return entry


def read_chain(lines: Sequence[bytes]) -> tuple[list[Entry], list[Words]]:
    """The readable entries, and every break in the chain by line number from 1."""
    entries: list[Entry] = []
    faults: list[Words] = []
    before = FIRST
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        expected, before = before, sha256(line)
        try:
            entry = read_entry(line)
        except ArchiveError as error:
            faults.append(words("line_unread", number=number, why=said(error)))
            continue
        if entry.index != number - 1:
            faults.append(words("line_index", number=number, entry=entry.index + 1))
        if entry.previous != expected:
            faults.append(words("line_chain", number=number))
        if entries and entry.sealed_at < entries[-1].sealed_at:
            faults.append(words("line_earlier", number=number))
        if seen.setdefault(entry.package, number) != number:
            faults.append(words("line_twice", number=number, package=entry.package, first=seen[entry.package]))
        entries.append(entry)
    return entries, faults


def read_log(archive: Path) -> Log:
    """An unbroken log (none: an empty one); `ArchiveError` names the first break."""
    lines, torn = read_lines(archive)
    entries, faults = read_chain(lines)
    if torn:
        faults.append(words("torn"))
    if faults:
        raise refusal("log_broken", path=archive / LOG, fault=faults[0])
    return Log(tuple(lines), tuple(entries))


def read_checkpoint(archive: Path) -> Checkpoint | None:
    """The archive's checkpoint, or None where there is none; `ArchiveError` if it is damaged."""
    path = archive / CHECKPOINT
    return Checkpoint.parse(path.read_bytes()) if path.exists() else None


def append(archive: Path, entry: Entry, disk: Disk) -> None:
    """Add a line, on disk when this returns."""
    disk.append(archive / LOG, entry.line() + b"\n")
    disk.sync(archive / LOG)
    disk.sync(archive)


def write_checkpoint(archive: Path, log: Log, key: Key | None, disk: Disk) -> None:
    """Put a new checkpoint in place of the old, in one step."""
    checkpoint = Checkpoint.of(log.lines)
    place(archive, CHECKPOINT, checkpoint.body + (sign(key, checkpoint.body) if key else b""), disk)


def place(archive: Path, name: str, content: bytes, disk: Disk) -> None:
    """Write a file of the archive's root under a passing name and rename it: old or new, never half."""
    passing = archive / f".{name}.new"
    disk.write(passing, content)
    disk.sync(passing)
    disk.rename(passing, archive / name)
    disk.sync(archive)
