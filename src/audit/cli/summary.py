"""The job's progress bar and its last table."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ..lang.unseen import visible
from ..lang.words import word

if TYPE_CHECKING:
    from ..archive import Verification
    from ..batch import Done, Standing, Step


class Bar:
    """Progress on standard error, one line per stage of the job."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[subject]}", markup=False),
            console=Console(stderr=True),
        )
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bar:
        self.progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.progress.stop()

    def advance(self, step: Step, count: int, total: int) -> None:
        """A stage has done `count` of `total`."""
        task = self.tasks.get(step.name)
        if task is None:
            name = word("step", step.name, self.language)
            task = self.tasks[step.name] = self.progress.add_task(name, total=total, subject="")
        self.progress.update(task, completed=count, subject=visible(step.subject))


def print_summary(done: Done, verified: Verification | None, language: str) -> None:
    """The table of all reports, the state of the archive, and what to open."""
    console = Console(width=None if Console().is_terminal else 140)
    counts = ("figures", "masked", "contradictions")
    shares = ("quality", "verifiability", "attainment")
    keys = ("district", "year", *counts, "goals", *shares)
    table = Table(header_style="bold")
    for key in keys:
        numeric = key in counts + shares
        table.add_column(word("column", key, language), justify="right" if numeric else "left", overflow="fold")
    for s in done.standings:
        table.add_row(*(Text(visible(cell)) for cell in _cells(s, language)))
    console.print(table)
    signed = word("job", "unsigned" if verified and verified.unsigned else "signed", language)
    state = word("job", "verified" if verified and verified.ok else "not_verified", language)
    console.print(Text(f"{word('job', 'archive', language)} {done.archive}: {len(done.sealed)} · {state} · {signed}"))
    if verified and not verified.ok:
        console.print(Text(verified.report(language)))
    console.print(Text(f"{word('job', 'open', language)} {done.page}"))


def _cells(s: Standing, language: str) -> list[str]:
    goals = "，" if language == "zh" else ", "
    verdicts = goals.join(f"{word('verdict', v.value, language)} {n}" for v, n in s.verdicts) or "–"
    return [
        s.district,
        str(s.year or "–"),
        str(s.figures),
        str(s.masked),
        str(s.contradictions),
        verdicts,
        "–" if s.quality is None else f"{s.quality:.0%}",
        "–" if s.verifiability is None else f"{s.verifiability:.0%}",
        attainment(s.attainment),
    ]


def attainment(bounds: tuple[float, float] | None) -> str:
    """An interval, and one number only where its ends are at most five points apart."""
    if bounds is None:
        return "–"
    low, high = bounds
    if high - low <= 0.05:
        return f"{(low + high) / 2:.0%}"
    return f"[{low:.0%}, {high:.0%}]"
