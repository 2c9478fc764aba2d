"""An executed dossier becomes the page people read and the package that is filed."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..run import Audit
from .dossier import Executed, inputs_of

if TYPE_CHECKING:
    from .job import Job
    from .pages import Outcomes


def seal_dossier(job: Job, executed: Executed, audit: Audit, outcomes: Outcomes) -> str:
    """Write reports/<name>.html and .ipynb, seal the package, and give its name."""
    from ..archive import Package, canonical, seal
    from ..render.html import export
    from ..table import file_bytes, frames

    dossier = executed.dossier
    template = job.project.template("report").read_bytes()
    notebook = canonical(executed.notebook.read_bytes(), template=template).notebook
    plain = executed.notebook.with_suffix(".canonical.ipynb")
    plain.write_bytes(notebook)
    page = export(plain)
    folder = job.out / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{dossier.name}.ipynb").write_bytes(notebook)
    (folder / f"{dossier.name}.html").write_text(page, encoding="utf-8")
    sealed = seal(
        Package(
            report=dossier.name,
            source_name=dossier.source.name,
            source=dossier.source.read_bytes(),
            source_sha256=dossier.sha256,
            parameters=dossier.parameters,
            template=template,
            notebook=executed.notebook.read_bytes(),
            html=page.encode("utf-8"),
            lock=job.project.lock,
            district=dossier.district,
            year=dossier.year,
            inputs=inputs_of(dossier),
            tables=file_bytes(frames([audit])),
            expectations=_suites(job.project.expectations),
            outcomes={"expectations.json": outcomes.of(audit.facts.report)},
            run={"python": platform.python_version(), "dossier": dossier.name},
        ),
        job.out / "archive",
        key=job.key,
    )
    return sealed.name


def _suites(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))}
