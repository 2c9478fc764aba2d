"""One report's dossier: inputs laid out in a folder, the notebook run there, the page for people."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..errors import AuditError

if TYPE_CHECKING:
    from .engine import Notebooks


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one notebook run needs. `inputs` maps the relative path a parameter names to the file it is copied from.

    `name` is unique within a run (`2022-洛川区`) and names every output; `sha256` is the source's when it was read.
    """

    name: str
    source: Path
    sha256: str
    district: str
    year: int | None
    language: str
    prior: Path | None = None
    sheet: Path | None = None
    peers: tuple[tuple[str, Path], ...] = ()  # relative path under inputs/peers, file
    reviews: tuple[Path, ...] = ()  # files that review this report

    @property
    def layout(self) -> dict[str, Path]:
        """Relative path in the run's folder -> file as received."""
        places = {f"source/{self.source.name}": self.source}
        if self.prior:
            places[f"inputs/prior/{self.prior.name}"] = self.prior
        if self.sheet:
            places[f"inputs/goals/{self.sheet.name}"] = self.sheet
        places |= {f"reviews/{path.name}": path for path in self.reviews}
        return places | {f"inputs/peers/{place}": path for place, path in self.peers}

    @property
    def parameters(self) -> dict[str, object]:
        """The notebook's parameters; paths are relative to the run's folder, so that no machine path is recorded."""
        return {
            "source": f"source/{self.source.name}",
            "district": self.district,
            "year": self.year or 0,
            "prior": f"inputs/prior/{self.prior.name}" if self.prior else "",
            "goals": f"inputs/goals/{self.sheet.name}" if self.sheet else "",
            "peers": [f"inputs/peers/{place}" for place, _ in self.peers],
            "reviews": "reviews" if self.reviews else "",
            "language": self.language,
        }

    def key(self, program: str) -> str:
        """SHA-256 of everything that decides the outcome: inputs, parameters, program."""
        contents = {place: sha256(path.read_bytes()).hexdigest() for place, path in self.layout.items()}
        return sha256(dumps([contents, self.parameters, program], sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Executed:
    """A dossier whose notebook has run, or the error that stopped it (the notebook is then kept, marked failed)."""

    dossier: Dossier
    notebook: Path
    error: str = ""


def execute(dossier: Dossier, template: Path, work: Path, notebooks: Notebooks) -> Executed:
    """Run the notebook in its own folder below `work`, which is emptied first. Never raises for a failing notebook."""
    folder = work / dossier.name
    shutil.rmtree(folder, ignore_errors=True)
    for place, path in dossier.layout.items():
        target = folder / PurePosixPath(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    out = folder / f"{dossier.name}.ipynb"
    try:
        return Executed(dossier, notebooks.run(template, dossier.parameters, out, folder=folder))
    except AuditError as error:
        kept = out.with_suffix(".failed.ipynb")
        return Executed(dossier, kept if kept.exists() else out, error.words(dossier.language))


def inputs_of(dossier: Dossier) -> Mapping[str, bytes]:
    """What the run read besides the source, by its path below inputs/."""
    return _below("inputs/", dossier)


def reviews_of(dossier: Dossier) -> Mapping[str, bytes]:
    """What persons decided about the report, by file name."""
    return _below("reviews/", dossier)


def _below(folder: str, dossier: Dossier) -> Mapping[str, bytes]:
    places = dossier.layout.items()
    return {place.removeprefix(folder): path.read_bytes() for place, path in places if place.startswith(folder)}
