"""Whether the files that decide an outcome are still those the server has in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


class Watch:
    """The program's own files and others (folders or files), as they were when the watch began."""

    def __init__(self, others: Iterable[Path] = ()) -> None:
        self._roots = (PACKAGE, *(path.resolve() for path in others))
        self._seen = self._stats()
        self._content = {path: _digest(path) for path in self._seen}

    def changed(self) -> str:
        """Name of a file that was changed, added or removed since, or nothing.

        Files whose times and size are untouched are not read again: the time of the last change of a file's entry
        (ctime) cannot be set back.
        """
        now = self._stats()
        if now == self._seen:
            return ""
        for path in sorted(now.keys() ^ self._seen.keys()):
            return path.name
        for path in sorted(path for path in now if now[path] != self._seen[path]):
            if _digest(path) != self._content[path]:
                return path.name
        self._seen = now
        return ""

    def _stats(self) -> dict[Path, tuple[int, ...]]:
        return {path: _stat(path) for root in self._roots for path in _files(root)}


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in root.rglob("*"):
        if path.suffix != ".pyc" and path.is_file():
            yield path


def _stat(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _digest(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest()
