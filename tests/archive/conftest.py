"""A small package, as the stages before would hand it over, and ways to make another."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from audit.archive import Package, Sealed
from audit.archive import seal as seal_on_disk

from .failing_disk import QuickDisk

SOURCE = "青禾区2024年度工作总结\n全年共收到来信40件，办结**件。\n".encode()
NOON = datetime(2025, 3, 1, 12, 0, 0, tzinfo=UTC)


def notebook(*, executed: bool, shown: str = "40件\n") -> bytes:
    """One paragraph and one code cell."""
    run = [{"output_type": "stream", "name": "stdout", "text": shown}] if executed else []
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# 核查"},
        {
            "cell_type": "code",
            "id": "count",
            "metadata": {},
            "source": "print(count)",
            "execution_count": 1 if executed else None,
            "outputs": run,
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def build_package(**changes: Any) -> Package:
    """A package of the fictional 青禾区; keywords replace fields, a new source brings its own digest."""
    if "source" in changes:
        changes.setdefault("source_sha256", sha256(changes["source"]).hexdigest())
    package = Package(
        report="青禾区2024",
        source_name="青禾区 总结（报送稿）.txt",
        source=SOURCE,
        source_sha256=sha256(SOURCE).hexdigest(),
        parameters={"区县": "青禾区", "year": 2024},
        template=notebook(executed=False),
        notebook=notebook(executed=True),
        html="<!DOCTYPE html><meta charset=utf-8><p>来信40件".encode(),
        lock=b"pandas==3.0.0\n",
        district="青禾区",
        year=2024,
        inputs={"目标表.csv": b"id,target\n1,40\n"},
        tables={"figures.csv": b"id,value\nF1,40\n"},
        expectations={"figures.json": b"{}\n"},
        outcomes={"figures.json": b'{"passed": 3}\n'},
        waivers={"2024.toml": b'reason = "x"\n'},
        run={"started": "2025-03-01T11:59:00Z", "ended": "2025-03-01T11:59:30Z"},
        organisation="市督查室",
        inspector="林工",
    )
    return replace(package, **changes)


def seal(package: Package, archive: Path, **options: Any) -> Sealed:
    """`audit.archive.seal`, without waiting for the disk."""
    return seal_on_disk(package, archive, **{"disk": QuickDisk(), **options})


@pytest.fixture
def make() -> Callable[..., Package]:
    """`build_package`."""
    return build_package


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Where packages are sealed; not there yet."""
    return tmp_path / "archive"
