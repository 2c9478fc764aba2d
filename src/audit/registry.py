"""One kind of registry for readers, relation patterns and rules: a file and a decorator."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, TypeVar

from .errors import DuplicateCode

T = TypeVar("T")


class Registry(Generic[T]):
    """Maps a key to an entry. The first look imports every module of the package and every outside pack.

    Outside packs name a module under the entry point group that is called like the package (`audit.check` ...).
    """

    def __init__(self, package: str) -> None:
        self.package = package
        self._entries: dict[str, T] = {}
        self._discovered = False

    def add(self, key: str, entry: T) -> None:
        """Register; raises `DuplicateCode` if the key is taken."""
        if key in self._entries:
            raise DuplicateCode(f"{key!r} is registered twice in {self.package}: codes are never shared or reused")
        self._entries[key] = entry

    def discover(self) -> None:
        """Import all modules of the package and all packs, once."""
        if self._discovered:
            return
        from importlib.metadata import entry_points  # slow to import, needed once

        for info in iter_modules(import_module(self.package).__path__):
            import_module(f"{self.package}.{info.name}")
        for point in entry_points(group=self.package):
            point.load()
        self._discovered = True  # last: a module that fails to import must fail again, not leave a gap

    def __getitem__(self, key: str) -> T:
        self.discover()
        return self._entries[key]

    def __contains__(self, key: object) -> bool:
        self.discover()
        return key in self._entries

    def __iter__(self) -> Iterator[tuple[str, T]]:
        self.discover()
        return iter(sorted(self._entries.items()))

    def __len__(self) -> int:
        self.discover()
        return len(self._entries)
