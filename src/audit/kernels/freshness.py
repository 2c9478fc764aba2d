"""Whether the files that decide an outcome are still those the server has in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

Stamp = tuple[int, int, int, int]
"""Times of the last change of content and entry, size, inode."""


class Watch:
    """The program's own files and others (folders or files), as they were when the watch began."""

    def __init__(self, others: Iterable[Path] = ()) -> None:
        self._roots = (PACKAGE, *(path.resolve() for path in others))
        self._files, self._folders = _all(self._roots)
        self._content = {path: _digest(path) for path in self._files}

    def changed(self) -> str:
        """Name of a file that was changed, added or removed since, or nothing.

        Files whose times and size are untouched are not read again: the time of the last change of a file's entry
        (ctime) cannot be set back. Folders whose times are untouched are not listed again.
        """
        if self._untouched():
            return ""
        files, folders = _all(self._roots)
        for path in sorted(files.keys() ^ self._content.keys()):
            return path.name
        for path in sorted(path for path in files if files[path] != self._files[path]):
            if _digest(path) != self._content[path]:
                return path.name
        self._files, self._folders = files, folders
        return ""

    def _untouched(self) -> bool:
        try:
            return all(_stat(path) == seen for known in (self._files, self._folders) for path, seen in known.items())
        except FileNotFoundError:
            return False


def _all(roots: Iterable[Path]) -> tuple[dict[Path, Stamp], dict[Path, Stamp]]:
    """Files and folders; compiled Python is made from what is watched, and is not."""
    files: dict[Path, Stamp] = {}
    folders: dict[Path, Stamp] = {}
    for root in roots:
        if root.is_file():
            files[root] = _stat(root)
            continue
        for folder, inside, names in os.walk(root):
            inside[:] = [name for name in inside if name != "__pycache__"]
            folders[Path(folder)] = _stat(folder)
            for path in (Path(folder, name) for name in names if not name.endswith(".pyc")):
                with suppress(FileNotFoundError):  # an editor's passing file, a link to nowhere
                    files[path] = _stat(path)
    return files, folders


def _stat(path: Path | str) -> Stamp:
    found = os.stat(path)  # noqa: PTH116  # a third of the time, for each of hundreds of files before each notebook
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _digest(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest()
