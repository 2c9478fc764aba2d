"""One package, looked at for itself: every byte against its manifests, and nothing beside what they list."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..errors import ArchiveError
from .bag import (
    MANIFEST,
    REPLAY,
    SIGNATURE,
    SM3_MANIFEST,
    TAG_MANIFEST,
    manifest,
    oxum,
    read_bag_info,
    read_manifest,
    sha256,
)
from .crate import METADATA
from .disk import paths_below
from .outside import outside_references
from .package import HTML, LOCK, NOTEBOOK, PARAMETERS, PLATFORM, RUN, TEMPLATE
from .sign import fingerprint, signed_by
from .words import Words, said, text, words

_NEEDED = (PARAMETERS, TEMPLATE, NOTEBOOK, HTML, LOCK, PLATFORM, RUN, METADATA)


class Kind(StrEnum):
    """What can be wrong with a package, its log line or its archive."""

    CHANGED = "changed"
    ADDED = "added"
    MISSING = "missing"
    LINK = "link"
    DEVICE = "device"
    DAMAGED = "damaged"  # a tag file is not in its form
    RENAMED = "renamed"  # the name is not that of the contents
    MISCOUNTED = "miscounted"
    INCOMPLETE = "incomplete"  # a part that every package has
    UNDESCRIBED = "undescribed"  # the crate does not describe what is there
    UNREADABLE = "unreadable"
    OUTSIDE = "outside"
    SIGNATURE = "signature"  # does not belong to this content
    STRANGER = "stranger"  # signed by a key that nobody vouched for
    UNSIGNED = "unsigned"  # although a signature is required or was there
    RESIGNED = "resigned"  # by another key than the log names
    REPLACED = "replaced"  # another package than the one logged
    UNLOGGED = "unlogged"
    LOG = "log"
    CHECKPOINT = "checkpoint"
    VERIFIER = "verifier"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was sealed; `path` is relative to the package or archive."""

    kind: Kind
    path: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.path}" + (f": {self.note}" if self.note else "")

    @property
    def words(self) -> Words:
        """In both languages, as part of a sentence."""
        return Words(f"{self.path}：{text('kind', self.kind, 'zh')}", str(self))


@dataclass(frozen=True, slots=True)
class Examined:
    """A package's state: what is not as sealed, and whose key signed it (wire form; None: unsigned)."""

    name: str
    changes: tuple[Change, ...]
    public: bytes | None
    tagmanifest: str  # SHA-256, as in the log
    signature: str

    @property
    def signer(self) -> str:
        """Fingerprint of the key, empty where unsigned."""
        return fingerprint(self.public) if self.public else ""


def examine(package: Path) -> Examined:
    """Hash everything in the package folder and compare; knows nothing of the log."""
    modes = paths_below(package)
    changes = _no_plain_files(modes)
    plain = {path: mode for path, mode in modes.items() if stat.S_ISREG(mode)}
    contents = {path: (package / path).read_bytes() for path in plain}
    changes += _empty_folders(modes)
    tags = _listed(contents, TAG_MANIFEST, changes)
    payload = _listed(contents, MANIFEST, changes)
    expected = {**payload, **tags}
    changes += _compare(contents, expected) + _second_manifest(contents)
    public = _signature(contents, changes)
    named = {change.path for change in changes}
    changes += [change for change in _content(contents) if change.path not in named]
    changes += _identity(package.name, contents, counted=not changes)
    digests = [sha256(contents[path]) if path in contents else "" for path in (TAG_MANIFEST, SIGNATURE)]
    return Examined(package.name, tuple(dict.fromkeys(changes)), public, *digests)


def _no_plain_files(modes: dict[str, int]) -> list[Change]:
    found = []
    for path, mode in modes.items():
        if stat.S_ISLNK(mode):
            found.append(Change(Kind.LINK, path))
        elif not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            found.append(Change(Kind.DEVICE, path))
    return found


def _empty_folders(modes: dict[str, int]) -> list[Change]:
    folders = {path for path, mode in modes.items() if stat.S_ISDIR(mode)}
    filled = {path.rpartition("/")[0] for path in modes}
    return [Change(Kind.ADDED, path + "/") for path in sorted(folders - filled)]


def _listed(contents: dict[str, bytes], name: str, changes: list[Change]) -> dict[str, str]:
    if name not in contents:
        changes.append(Change(Kind.MISSING, name))
        return {}
    try:
        return read_manifest(contents[name])
    except ArchiveError as error:
        changes.append(Change(Kind.DAMAGED, name, said(error)))
        return {}


def _compare(contents: dict[str, bytes], expected: dict[str, str]) -> list[Change]:
    found = []
    for path, digest in expected.items():
        if path not in contents:
            found.append(Change(Kind.MISSING, path))
        elif sha256(contents[path]) != digest:
            found.append(Change(Kind.CHANGED, path))
    known = {*expected, TAG_MANIFEST, SIGNATURE}
    return found + [Change(Kind.ADDED, path) for path in contents if path not in known]


def _second_manifest(contents: dict[str, bytes]) -> list[Change]:
    """The manifest by GB/T 32905, where there is one and this Python can read it."""
    said = contents.get(SM3_MANIFEST)
    if said is None or "sm3" not in hashlib.algorithms_available:
        return []
    data = {path: content for path, content in contents.items() if path.startswith("data/")}
    right = said == manifest(data, "sm3")
    return [] if right else [Change(Kind.DAMAGED, SM3_MANIFEST, words("sm3"))]


def _signature(contents: dict[str, bytes], changes: list[Change]) -> bytes | None:
    if SIGNATURE not in contents or TAG_MANIFEST not in contents:
        return None
    try:
        return signed_by(contents[TAG_MANIFEST], contents[SIGNATURE])
    except ArchiveError as error:
        changes.append(Change(Kind.SIGNATURE, SIGNATURE, said(error)))
        return None


def _identity(name: str, contents: dict[str, bytes], *, counted: bool) -> list[Change]:
    """The folder's name is the one in bag-info.txt and ends in the digest of what must replay; sizes add up.

    `counted`: nothing else is wrong, so a wrong count is news of its own.
    """
    found = []
    try:
        about = read_bag_info(contents.get("bag-info.txt", b""))
    except UnicodeDecodeError as error:
        return [Change(Kind.DAMAGED, "bag-info.txt", str(error))]
    named = about.get("External-Identifier", "")
    if named != name:
        found.append(Change(Kind.RENAMED, name, words("sealed_as", name=named)))
    if REPLAY in contents and not re.search(rf"(^|-){sha256(contents[REPLAY])[:12]}$", named):
        found.append(Change(Kind.RENAMED, REPLAY, words("other_name", name=named)))
    count = oxum(content for path, content in contents.items() if path.startswith("data/"))
    if counted and about.get("Payload-Oxum") != count:
        found.append(
            Change(Kind.MISCOUNTED, "bag-info.txt", words("counted", sealed=about.get("Payload-Oxum"), found=count))
        )
    return found


def _content(contents: dict[str, bytes]) -> list[Change]:
    """Every part is there, opens in its format and refers to nothing outside; the crate describes all of it."""
    payload = {path.removeprefix("data/"): content for path, content in contents.items() if path.startswith("data/")}
    found = [Change(Kind.INCOMPLETE, f"data/{path}") for path in _NEEDED if path not in payload]
    if not any(path.startswith("source/") for path in payload):
        found.append(Change(Kind.INCOMPLETE, "data/source/"))
    for path, content in payload.items():
        fault = _unreadable(path, content)
        if fault:
            found.append(Change(Kind.UNREADABLE, f"data/{path}", fault))
        elif path.endswith(".html") and not path.startswith(("source/", "inputs/")):
            found += [
                Change(Kind.OUTSIDE, f"data/{path}", place) for place in outside_references(content.decode("utf-8"))
            ]
    return found + _described(payload)


def _unreadable(path: str, content: bytes) -> str:
    """Why a file that we made does not open in its format; sources are as received and not ours to judge."""
    if path.startswith(("source/", "inputs/")):
        return ""
    ending = path.rpartition(".")[2]
    try:
        if ending in ("csv", "html", "lock", "toml"):
            content.decode("utf-8")
        elif ending in ("ipynb", "json"):
            json.loads(content)
    except ValueError as error:
        return str(error)
    if ending == "parquet" and not (content[:4] == content[-4:] == b"PAR1"):
        return words("no_parquet")
    return ""


def _described(payload: dict[str, bytes]) -> list[Change]:
    from urllib.parse import unquote

    try:
        graph = json.loads(payload.get(METADATA, b"{}")).get("@graph", [])
        said = {unquote(part["@id"]): part["sha256"] for part in graph if part.get("@type") == "File"}
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        return [Change(Kind.DAMAGED, f"data/{METADATA}", str(error))]
    there = {path: sha256(content) for path, content in payload.items() if path != METADATA}
    wrong = sorted(path for path in said.keys() | there.keys() if said.get(path) != there.get(path))
    return [Change(Kind.UNDESCRIBED, f"data/{path}") for path in wrong]
