"""The file operations that evidence depends on, each one small enough to fail on purpose in a test.

Nothing here overwrites: files are created or appended to, finished things are put in place by renaming.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .words import refusal

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Disk:
    """Writes to a real disk. `sync` returns only when file or folder is on the disk itself."""

    def make_folder(self, path: Path) -> None:
        """Create one folder, which must not exist."""
        path.mkdir()

    def write(self, path: Path, content: bytes) -> None:
        """Create a file, which must not exist."""
        with path.open("xb") as file:
            file.write(content)

    def append(self, path: Path, content: bytes) -> None:
        """Add to the end of a file; it is created if need be."""
        with path.open("ab") as file:
            file.write(content)

    def cut(self, path: Path, size: int) -> None:
        """Shorten a file to `size` bytes."""
        os.truncate(path, size)

    def rename(self, old: Path, new: Path) -> None:
        """Put a finished file or folder in place, in one step; a file there is replaced, a filled folder never."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Remove an unfinished file or a folder with all it holds; links inside are removed, never followed."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    def sync(self, path: Path) -> None:
        """Bring a file or folder to the disk. Windows cannot open folders for this and does without."""
        if sys.platform == "win32":
            if path.is_dir():
                return
            handle = os.open(path, os.O_RDWR)
        else:
            handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


DISK = Disk()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time: others wait. The lock dies with its process, so nothing stale is ever left behind.

    On Windows there is no such lock on a folder; there, only one writer may be started at a time.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read_plain(path: Path) -> bytes:
    """The bytes of an ordinary file; refuses links, devices, pipes and folders (`ArchiveError`)."""
    if path.is_symlink():
        raise refusal("link", path=path)
    handle = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise refusal("special", path=path)
    with os.fdopen(handle, "rb") as file:
        return file.read()


def paths_below(folder: Path) -> dict[str, int]:
    """What stands below a folder: relative path with `/` -> mode of `lstat`. Links are named, never followed."""
    found: dict[str, int] = {}
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = path.lstat().st_mode
    return dict(sorted(found.items()))
