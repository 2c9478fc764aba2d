"""Names that mean the same on every file system, in every manifest and in every shell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .words import Words, refusal, words

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
            raise refusal("path", path=path, why=why)
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            raise refusal("twins", one=twin, other=path)


def _fault(path: str) -> Words | None:
    parts = path.split("/")
    faults = (
        (not path, words("path_empty")),
        (path.startswith("/") or path[1:2] == ":", words("path_absolute")),
        (".." in parts, words("path_leaves")),
        ("" in parts or "." in parts, words("path_step")),
        (unicodedata.normalize("NFC", path) != path, words("path_nfc")),
        (any(unicodedata.category(c) in _UNSEEN for c in path), words("path_unseen")),
        (any(c in _FORBIDDEN for c in path), words("path_forbidden", characters=" ".join(sorted(_FORBIDDEN)))),
        (
            any(part.startswith("-") or part[-1:] in (" ", ".") for part in parts),
            words("path_edges"),
        ),
        (any(_RESERVED.fullmatch(part) for part in parts), words("path_device")),
        (any(len(part.encode()) > 240 for part in parts), words("path_long")),
    )
    return next((why for found, why in faults if found), None)
