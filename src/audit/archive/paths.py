"""Names that mean the same on every file system, in every manifest and in every shell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..errors import ArchiveError

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*\\%')
"""Not allowed by Windows; `%` and `\\` have a second meaning in BagIt and sha256sum manifests."""
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def safe_name(text: str, *, limit: int = 80) -> str:
    """One file name out of any text: NFC, letters, digits, `-`, `_`, `.`; at most `limit` bytes of UTF-8."""
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in unicodedata.normalize("NFC", text))
    kept = kept.encode()[:limit].decode("utf-8", "ignore").strip("._-")
    return f"_{kept}" if not kept or _RESERVED.fullmatch(kept) else kept


def refuse_unsafe(paths: Iterable[str]) -> None:
    """Raise `ArchiveError` for a path that is not relative, NFC, portable and of one meaning among the others."""
    seen: dict[str, str] = {}
    for path in paths:
        why = _fault(path)
        if why:
            raise ArchiveError(f"path {path!r} cannot be archived: {why}")
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            raise ArchiveError(f"paths {twin!r} and {path!r} differ only by upper and lower case: rename one")


def _fault(path: str) -> str:
    parts = path.split("/")
    faults = (
        (not path, "it is empty"),
        (path.startswith("/") or path[1:2] == ":", "it is absolute; give it relative to the package"),
        (".." in parts, "it leaves the package by '..'"),
        ("" in parts or "." in parts, "it has an empty step or '.'"),
        (unicodedata.normalize("NFC", path) != path, "it is not in Unicode normal form NFC"),
        (any(unicodedata.category(c) in _UNSEEN for c in path), "it holds a control or invisible character"),
        (any(c in _FORBIDDEN for c in path), "it holds one of " + " ".join(sorted(_FORBIDDEN))),
        (
            any(part.startswith("-") or part[-1:] in (" ", ".") for part in parts),
            "a step starts with - or ends in space",
        ),
        (any(_RESERVED.fullmatch(part) for part in parts), "a step is a device name on Windows"),
        (any(len(part.encode()) > 240 for part in parts), "a step is longer than 240 bytes"),
    )
    return next((why for found, why in faults if found), "")
