"""A disk that dies at the n-th operation, and a quick one that does not wait for the platter."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from audit.archive.disk import Disk


class Death(StrEnum):
    """What is left of the operation at which everything stops."""

    BEFORE = "before"  # nothing
    AFTER = "after"  # all of it
    TORN = "torn"  # half of what was written
    POWER = "power"  # all of it, but nothing in the whole run survives that was not synced


class Died(BaseException):
    """Stands for the end of the process: nothing in the code may catch it."""


class QuickDisk(Disk):
    """Does not wait for the disk."""

    def sync(self, path: Path) -> None:
        assert path.exists()


class FailingDisk(QuickDisk):
    """Counts operations and dies at number `at` (from 1); `steps` says how many there were."""

    def __init__(self, at: int, death: Death) -> None:
        self.at, self.death, self.steps = at, death, 0
        self._undo: list[tuple[set[Path], Callable[[], None]]] = []  # what a power cut takes back, and what secures it

    def make_folder(self, path: Path) -> None:
        self._step(lambda: super(FailingDisk, self).make_folder(path))
        self._undo.append(({path.parent}, lambda: Disk().remove(path)))
        self._die_after()

    def write(self, path: Path, content: bytes) -> None:
        self._step(lambda: super(FailingDisk, self).write(path, content), lambda: path.write_bytes(half(content)))
        self._undo.append(({path.parent}, lambda: Disk().remove(path)))
        self._undo.append(({path}, lambda: path.write_bytes(b"")))
        self._die_after()

    def append(self, path: Path, content: bytes) -> None:
        old = path.read_bytes() if path.exists() else None
        self._step(
            lambda: super(FailingDisk, self).append(path, content),
            lambda: path.write_bytes((old or b"") + half(content)),
        )
        if old is None:
            self._undo.append(({path.parent}, lambda: Disk().remove(path)))
        self._undo.append(({path}, lambda: path.write_bytes(old or b"")))
        self._die_after()

    def cut(self, path: Path, size: int) -> None:
        old = path.read_bytes()
        self._step(lambda: super(FailingDisk, self).cut(path, size))
        self._undo.append(({path}, lambda: path.write_bytes(old)))
        self._die_after()

    def rename(self, old: Path, new: Path) -> None:
        replaced = new.read_bytes() if new.is_file() else None
        self._step(lambda: super(FailingDisk, self).rename(old, new))

        def back() -> None:
            new.rename(old)
            if replaced is not None:
                new.write_bytes(replaced)

        self._undo.append(({new.parent}, back))
        self._die_after()

    def remove(self, path: Path) -> None:
        self._step(lambda: super(FailingDisk, self).remove(path))
        self._die_after()

    def sync(self, path: Path) -> None:
        self._step(lambda: super(FailingDisk, self).sync(path))
        self._undo = [(waiting - {path}, undo) for waiting, undo in self._undo]
        self._undo = [(waiting, undo) for waiting, undo in self._undo if waiting]
        self._die_after()

    def _step(self, whole: Callable[[], object], torn: Callable[[], object] | None = None) -> None:
        self.steps += 1
        if self.steps == self.at and self.death is Death.BEFORE:
            raise Died
        if self.steps == self.at and self.death is Death.TORN:
            if torn:
                torn()
            raise Died
        whole()

    def _die_after(self) -> None:
        if self.steps != self.at:
            return
        if self.death is Death.POWER:
            self.lose_power()
        raise Died

    def lose_power(self) -> None:
        """Take back everything that no sync has secured, last thing first."""
        for _, undo in reversed(self._undo):
            undo()
        self._undo.clear()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]
