"""One report by itself: audited from its files and sealed, or audited again from a sealed package and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ..assess import files_for
from ..errors import ArchiveError, NotebookFailed
from ..run import audit_report
from .dossier import Dossier, execute
from .engine import Notebooks
from .naming import dossier_names, peer_place
from .pages import Outcomes
from .project import Project
from .sealing import package_of, suites

if TYPE_CHECKING:
    from ..archive import Key, Package, Replay, Sealed


def dossier_of(
    source: Path,
    *,
    prior: Path | None = None,
    sheet: Path | None = None,
    peers: Sequence[Path] = (),
    reviews: Path | None = None,
    language: str | None = None,
) -> Dossier:
    """The dossier of one report, the files it is held against, the folder of reviews. Raises `ReadError`."""
    from ..read import read

    report = read(source)
    return Dossier(
        name=dossier_names([report])[0],
        source=source,
        sha256=report.sha256,
        district=report.district,
        year=report.year,
        language=language or report.language,
        prior=prior,
        sheet=sheet,
        peers=tuple((peer_place(read(path), path), path) for path in peers),
        reviews=files_for(reviews, report) if reviews else (),
    )


def seal_report(
    dossier: Dossier, archive: Path, project: Project, notebooks: Notebooks, *, key: Key | None = None
) -> Sealed:
    """Audit one report in its notebook and seal it. Raises `NotebookFailed` or `ArchiveError`."""
    from ..archive import seal

    template = project.template("report").read_bytes()
    with TemporaryDirectory() as work:
        package = _made(dossier, Path(work), notebooks, template, project.lock, project.expectations)
    return seal(package, archive, key=key)


def replay_package(package: Path, project: Project, notebooks: Notebooks) -> Replay:
    """Audit the sealed inputs again with the sealed template and expectations, and compare every fixed byte.

    Raises `ArchiveError` if the package is not as it was sealed, `NotebookFailed` if its notebook stops today.
    """
    from ..archive import replay

    def again(folder: Path) -> Package:
        dossier = _sealed_dossier(folder)
        template = (folder / "notebook" / "template.ipynb").read_bytes()
        with TemporaryDirectory() as work:
            return _made(dossier, Path(work), notebooks, template, project.lock, folder / "expectations")

    return replay(package, again)


def _made(
    dossier: Dossier, work: Path, notebooks: Notebooks, template: bytes, lock: bytes, expectations: Path
) -> Package:
    """Everything that is filed about one dossier, made from its files alone."""
    from ..expect import validate
    from ..table import frames

    laid_out = work / "report.ipynb"
    laid_out.write_bytes(template)
    executed = execute(dossier, laid_out, work, notebooks)
    if executed.error:
        raise NotebookFailed(executed.error, executed.error)
    folder = executed.notebook.parent
    given = dossier.parameters
    audit = audit_report(
        folder / str(given["source"]),
        prior=folder / str(given["prior"]) if given["prior"] else None,
        goals=folder / str(given["goals"]) if given["goals"] else None,
        peers=[folder / "inputs" / "peers" / place for place, _ in dossier.peers],
        reviews=folder / str(given["reviews"]) if given["reviews"] else None,
        district=dossier.district,
        year=dossier.year,
    )
    outcomes = Outcomes.given(validate(frames([audit]), expectations))
    return package_of(
        executed,
        audit,
        template=template,
        lock=lock,
        suites=suites(expectations),
        outcomes=outcomes.of(audit.facts.report),
    )


def _sealed_dossier(folder: Path) -> Dossier:
    """The dossier whose inputs are laid out as in a package; the source gets the name back that it came in with."""
    parameters: Mapping[str, Any] = json.loads((folder / "parameters.json").read_bytes())
    (kept,) = (folder / "source").iterdir()
    received = folder / "received"
    received.mkdir()
    source = received / PurePosixPath(parameters["source"]).name
    source.write_bytes(kept.read_bytes())
    dossier = Dossier(
        name="replay",
        source=source,
        sha256=sha256(source.read_bytes()).hexdigest(),
        district=parameters["district"],
        year=parameters["year"] or None,
        language=parameters["language"],
        prior=_input(folder, parameters["prior"]),
        sheet=_input(folder, parameters["goals"]),
        peers=tuple((_below_peers(place), folder / place) for place in parameters["peers"]),
        reviews=tuple(sorted((folder / "reviews").glob("*.toml"))),
    )
    if dossier.parameters != parameters:
        raise ArchiveError(
            "the package's parameters are not those of an audit of one report: it was sealed by another program",
            "归档包的参数不是单份报告核查的参数：该包并非由本程序归档",
        )
    return dossier


def _input(folder: Path, place: str) -> Path | None:
    return folder / PurePosixPath(place) if place else None


def _below_peers(place: str) -> str:
    return place.removeprefix("inputs/peers/")
