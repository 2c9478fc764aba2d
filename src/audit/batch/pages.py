"""What is written for the office: tables of all reports, what the expectations gave, overview and district pages."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import Report
from ..run import Audit

if TYPE_CHECKING:
    from .job import Job, Step


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What each expectation gave, in declared order, as plain rows; `report` is None for the whole table."""

    rows: tuple[dict[str, object], ...]

    def of(self, report: Report) -> bytes:
        """One report's outcomes as stable JSON."""
        own = [row for row in self.rows if row["sha256"] == report.sha256]
        return (json.dumps(own, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def overview_pages(
    job: Job, audited: Sequence[Audit], *, stamp: str, progress: Callable[[Step, int, int], None]
) -> Outcomes:
    """Write out/tables, out/overview.html and out/districts/*.html; unchanged inputs leave them as they are."""
    raise RuntimeError("not connected yet")
