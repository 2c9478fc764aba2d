"""Which files are meant, and reading them one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import AuditError, ConfigError, ReadError
from ..read import read, suffixes
from ..records import Report
from .options import say, user_language

UNREADABLE = (".doc", ".dot", ".et", ".odt", ".ofd", ".pdf", ".rtf", ".wps")
"""Documents that a district may hand in and that no reader reads: named and counted, never passed over."""

OUTPUTS = ("bagit.txt", "work/sealed.json", "archive/log.jsonl")
"""A folder with one of these was written by us: what stands below it is no input."""


def files_in(path: Path) -> list[Path]:
    """The file itself, or every document below the folder, sorted; hidden files and our own outputs are passed over.

    Raises `ReadError` for a folder without a document.
    """
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    wanted = (*suffixes(), *UNREADABLE)
    for folder, below, names in os.walk(path):
        here = Path(folder)
        if any((here / output).exists() for output in OUTPUTS):
            below.clear()
            continue
        below[:] = sorted(name for name in below if not name.startswith("."))
        found += [here / name for name in names if Path(name).suffix.lower() in wanted and name[0] not in ".~"]
    if not found:
        kinds = " ".join(suffixes())
        raise ReadError(
            f"{path}: no report in this folder; expected files ending in {kinds}",
            f"{path}：文件夹中没有可读的报告，应为以下类型：{kinds}",
        )
    return sorted(found)


def refuse_out_above_inputs(out: Path, paths: Iterable[Path]) -> None:
    """Outputs never go where the reports are: raises `ConfigError` if an input is the output folder or lies in it."""
    place = out.resolve()
    for path in paths:
        if path.resolve() == place or place in path.resolve().parents:
            raise ConfigError(
                f"--out {out} holds the input {path}; name another folder, reports are never mixed with outputs",
                f"输出文件夹 {out} 中有待核查的 {path}；请另选输出文件夹，报告与输出不得混放",
            )


class Reading:
    """Reads reports one after the other; what cannot be read is said and counted, the others go on."""

    def __init__(self, paths: Iterable[Path], *, district: str = "", year: int | None = None) -> None:
        self.paths = paths
        self.district, self.year = district, year
        self.failures = self.reports = 0
        self._known: dict[tuple[str, int, str], Path] = {}

    def __iter__(self) -> Iterator[Report]:
        for _, report in self.sources():
            yield report

    def sources(self) -> Iterator[tuple[Path, Report]]:
        """Each report that can be read, with its file; a file named twice is read once."""
        seen: set[Path] = set()
        for given in self.paths:
            for path in self._files(given):
                if path in seen:
                    continue
                seen.add(path)
                try:
                    report = read(path, district=self.district, year=self.year)
                except AuditError as error:
                    self._failed(error, path)
                    continue
                self.reports += 1
                self._compare(report, path)
                yield path, report

    def _files(self, given: Path) -> list[Path]:
        try:
            return files_in(given)
        except ReadError as error:
            self._failed(error, given)
            return []

    def _compare(self, report: Report, path: Path) -> None:
        """Say that two files are of one district, year and genre: one of them may be an old version, or misplaced."""
        if not report.district or report.year is None:
            return
        first = self._known.setdefault((report.district, report.year, report.genre), path)
        if first is path:
            return
        said = {
            "zh": f"{first} 与 {path} 同为{report.district}{report.year}年的报告，两份都已核查；请确认以哪一份为准",
            "en": f"{first} and {path} are both reports of {report.district} for {report.year}; both are audited: "
            "make sure which one is meant",
        }
        say(said[user_language()])

    def _failed(self, error: AuditError, path: Path) -> None:
        """Say what is wrong, with the folder too: two districts may have handed in files of one name."""
        self.failures += 1
        words = error.words(user_language())
        say(f"{path}{words[len(path.name) :]}" if words.startswith(path.name) else words)
