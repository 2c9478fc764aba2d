"""BagIt 1.0 (RFC 8493): the manifests that name every byte of a package. Pure: bytes in, bytes out.

https://www.rfc-editor.org/rfc/rfc8493
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from .paths import refuse_unsafe
from .words import refusal

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.sig"
SM3_MANIFEST = "manifest-sm3.txt"
REPLAY = "replay-sha256.txt"
"""Not part of BagIt: the payload files that a replay must give again, byte for byte."""

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def sha256(content: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def manifest(files: Mapping[str, bytes], algorithm: str = "sha256") -> bytes:
    """`digest  path` a line, sorted by path: what `sha256sum -c` reads."""
    lines = (f"{hashlib.new(algorithm, content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()


def read_manifest(content: bytes) -> dict[str, str]:
    """Path -> digest. Raises `ArchiveError` for a line that is none, or a path that stands twice or leaves the bag."""
    listed: dict[str, str] = {}
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise refusal("manifest_encoding", why=error) from error
    for number, line in enumerate(lines, 1):
        digest, gap, path = line.partition("  ")
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef") or not gap or path in listed:
            raise refusal("manifest_line", number=number, line=line)
        listed[path] = digest
    refuse_unsafe(listed)
    return listed


def bag(
    payload: Mapping[str, bytes], about: Mapping[str, str], replayed: Iterable[str], *, sm3: bool
) -> dict[str, bytes]:
    """All files of the bag by their path in it, payload under `data/`, without the signature.

    `about` are the lines of bag-info.txt; `replayed` the payload paths that a replay must give again; `sm3` adds a
    manifest by the Chinese hash standard GB/T 32905, where this Python has it (`ArchiveError` otherwise).
    """
    refuse_unsafe(payload)
    if sm3 and "sm3" not in hashlib.algorithms_available:
        raise refusal("no_sm3")
    data = {f"data/{path}": content for path, content in payload.items()}
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _bag_info({**about, "Payload-Oxum": oxum(payload.values())}),
        MANIFEST: manifest(data),
        REPLAY: manifest({f"data/{path}": payload[path] for path in replayed}),
    }
    if sm3:
        tags[SM3_MANIFEST] = manifest(data, "sm3")
    return {**data, **tags, TAG_MANIFEST: manifest(tags)}


def oxum(contents: Iterable[bytes]) -> str:
    """`octets.files` of a payload (RFC 8493, 2.2.2)."""
    sizes = [len(content) for content in contents]
    return f"{sum(sizes)}.{len(sizes)}"


def _bag_info(lines: Mapping[str, str]) -> bytes:
    for label, value in lines.items():
        if "\n" in value or "\r" in value or ":" in label:
            raise refusal("bag_info", label=label, value=value)
    return "".join(f"{label}: {value}\n" for label, value in sorted(lines.items()) if value).encode()


def read_bag_info(content: bytes) -> dict[str, str]:
    """Label -> value of a bag-info.txt that `bag` wrote."""
    pairs = (line.partition(": ") for line in content.decode("utf-8").splitlines())
    return {label: value for label, _, value in pairs}
