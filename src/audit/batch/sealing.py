"""An executed dossier becomes the page people read and the package that is filed."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..run import Audit
from .dossier import Executed, inputs_of, reviews_of
from .memory import Files, digests

if TYPE_CHECKING:
    from ..archive import Package
    from .job import Job
    from .pages import Outcomes


EXPECTATIONS = "expectations.json"


def seal_dossier(job: Job, executed: Executed, audit: Audit, outcomes: Outcomes) -> tuple[str, Files]:
    """Write reports/<name>.html and .ipynb, seal the package, and give its name and the files written."""
    from ..archive import seal

    package = package_of(
        executed,
        audit,
        template=job.project.template("report").read_bytes(),
        lock=job.project.lock,
        suites=suites(job.project.expectations),
        outcomes=outcomes.of(audit.facts.report),
    )
    folder, name = job.out / "reports", executed.dossier.name
    contents = {f"{name}.ipynb": _plain(executed).read_bytes(), f"{name}.html": package.html}
    contents |= {f"{name}.{kind}": made for kind, made in package.outcomes.items() if kind != EXPECTATIONS}
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        (folder / file).write_bytes(content)
    sealed = seal(package, job.out / "archive", key=job.key).name
    return sealed, digests(job.out, [folder / file for file in contents])


def package_of(
    executed: Executed, audit: Audit, *, template: bytes, lock: bytes, suites: Mapping[str, bytes], outcomes: bytes
) -> Package:
    """What is filed about one dossier. Everything in it but `run` follows from its inputs: a replay makes it again."""
    from ..archive import Package, canonical, read_plain
    from ..render import comparison
    from ..render.html import export
    from ..table import file_bytes, frames

    dossier = executed.dossier
    notebook = executed.notebook.read_bytes()
    plain = _plain(executed)
    plain.write_bytes(canonical(notebook, template=template).notebook)
    return Package(
        report=dossier.name,
        source_name=dossier.source.name,
        source=read_plain(dossier.source),
        source_sha256=dossier.sha256,
        parameters=dossier.parameters,
        template=template,
        notebook=notebook,
        html=export(plain).encode("utf-8"),
        lock=lock,
        district=dossier.district,
        year=dossier.year,
        inputs=inputs_of(dossier),
        reviews=reviews_of(dossier),
        tables=file_bytes(frames([audit])),
        expectations=suites,
        outcomes={EXPECTATIONS: outcomes, **comparison.files(audit, dossier.language)},
        run={"python": platform.python_version(), "dossier": dossier.name},
    )


def _plain(executed: Executed) -> Path:
    """Where the canonical form of the notebook lies, which page and package are made from."""
    return executed.notebook.with_suffix(".canonical.ipynb")


def suites(folder: Path) -> Mapping[str, bytes]:
    """The files of the expectations, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))}
