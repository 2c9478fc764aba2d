"""The whole job: facts, tables, expectations, a notebook per report, sealing, overview pages."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..assess import files_for, not_applied, reviews_in, targets
from ..check import failed as failing
from ..records import Report
from ..run import Audit
from .dossier import Dossier, Executed, execute
from .engine import Notebooks
from .entries import Entry, audits, entries
from .memory import Files, Sealed, digests
from .naming import dossier_names, peer_place
from .pages import office_pages
from .printing import print_pages
from .project import Project
from .sealing import seal_dossier
from .step import Step
from .summary import Standing, standing

if TYPE_CHECKING:
    from ..archive import Key
    from ..notebook import Engine

Progress = Callable[[Step, int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What to do: reports with the files they were read from, the target sheet, where everything goes."""

    sources: tuple[tuple[Path, Report], ...]
    out: Path
    project: Project
    sheet: Path | None = None
    reviews: Path | None = None  # folder of persons' verdicts
    language: str | None = None
    jobs: int = 0  # 0: one per core
    key: Key | None = None
    engine: Engine | None = None  # None: the fastest safe one
    pdf: bool = False  # print the pages, too


@dataclass(frozen=True, slots=True)
class Done:
    """What the job left behind. `failed` names the dossiers whose notebook stopped, with the reason."""

    standings: tuple[Standing, ...]
    sealed: Mapping[str, str]  # dossier -> package
    failed: Mapping[str, str]
    page: Path
    archive: Path
    fresh: int  # dossiers that were run now; the others were sealed before
    not_applied: tuple[tuple[str, str], ...] = ()  # why a review was not used, in zh and en
    past: tuple[tuple[str, str], ...] = ()  # files of earlier runs, kept though no report has them any more
    failing: bool = False  # some check of some report failed
    sheet_used: bool = True  # False: no report has a goal in the target sheet


def carry_out(job: Job, progress: Progress) -> Done:
    """Do the job; what an earlier run has sealed is not done again."""
    job.out.mkdir(parents=True, exist_ok=True)
    found = entries([report for _, report in job.sources])
    sheet = targets(job.sheet) if job.sheet else ()
    audited: list[Audit] = []
    for one in audits(found, sheet, reviews_in(job.reviews) if job.reviews else ()):
        audited.append(one)
        progress(Step("audit", one.facts.report.name), len(audited), len(found))
    dossiers = _dossiers(job, found)
    program = job.project.digest()
    keys = {d.name: d.key(program) for d in dossiers}
    memory = Sealed(job.out / "work" / "sealed.json")
    due = [d for d in dossiers if not memory.holds(d.name, keys[d.name], job.out)]
    by_name = dict(zip((d.name for d in dossiers), audited, strict=True))
    failed: dict[str, str] = {}
    past = memory.forget_others(keys, job.out)
    with Notebooks(job.project, job.engine) as notebooks:
        if due:
            notebooks.prepare()
        outcomes = office_pages(job, audited, notebooks, stamp=_stamp(keys), progress=progress, past=past)
        for count, executed in enumerate(_execute(due, job, notebooks), 1):
            name = executed.dossier.name
            progress(Step("notebook", name), count, len(due))
            if executed.error:
                failed[name] = executed.error
                package, files = "", _keep(executed.notebook, job.out)
            else:
                package, files = seal_dossier(job, executed, by_name[name], outcomes)
            past += memory.add(name, keys[name] if package else "", package, files, job.out)
    if job.pdf:
        past += print_pages(job.out)
    return Done(
        standings=tuple(map(standing, audited)),
        sealed={d.name: memory.package(d.name) for d in dossiers if d.name not in failed},
        failed=failed,
        page=job.out / "overview.html",
        archive=job.out / "archive",
        fresh=len(due),
        past=tuple(_still_there(name) for name in past),
        failing=any(failing(a.findings) for a in audited),
        sheet_used=job.sheet is None or any(a.facts.sheet_used for a in audited),
        not_applied=tuple(
            remark for a in audited for remark in not_applied(a.facts.report.name, a.facts.assessment, a.reviews)
        ),
    )


def _dossiers(job: Job, found: Sequence[Entry]) -> list[Dossier]:
    """A dossier per report, in the order of `found`, each with a name of its own."""
    path_of = {id(report): path for path, report in job.sources}
    names = dossier_names([e.report for e in found])
    return [
        Dossier(
            name=name,
            source=path_of[id(e.report)],
            sha256=e.report.sha256,
            district=e.report.district,
            year=e.report.year,
            language=job.language or e.report.language,
            prior=path_of[id(e.prior)] if e.prior else None,
            sheet=job.sheet,
            peers=tuple((peer_place(p, path_of[id(p)]), path_of[id(p)]) for p in e.peers),
            reviews=files_for(job.reviews, e.report) if job.reviews else (),
        )
        for name, e in zip(names, found, strict=True)
    ]


def _execute(due: Sequence[Dossier], job: Job, notebooks: Notebooks) -> Iterator[Executed]:
    """Run the notebooks, several at a time; each kernel is a process of its own, so that one crash stops one report."""
    template, work = job.project.template("report"), job.out / "work"
    workers = max(1, min(job.jobs or os.cpu_count() or 1, len(due)))
    with ThreadPoolExecutor(workers) as pool:
        pending = [pool.submit(execute, dossier, template, work, notebooks) for dossier in due]
        for future in as_completed(pending):
            yield future.result()


def _still_there(name: str) -> tuple[str, str]:
    return (
        f"{name} 是以前核查的结果，已无对应报告；因被人改动，予以保留",
        f"{name} is of an earlier run and belongs to no report any more; it was changed by somebody, so it is kept",
    )


def _keep(notebook: Path, out: Path) -> Files:
    """Put the failed notebook where people look, so that its traceback can be read."""
    kept = out / "reports" / notebook.name
    if notebook.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(notebook, kept)
    return digests(out, [kept])


def _stamp(keys: Mapping[str, str]) -> str:
    return sha256(json.dumps(dict(keys), sort_keys=True).encode()).hexdigest()
