"""What goes into one package: everything needed to show, and to repeat, how a report was audited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .bag import manifest, sha256
from .canonical import canonical
from .json_text import json_file
from .outside import refuse_outside
from .paths import refuse_unsafe, safe_name
from .words import refusal

RUN = "run.json"
PLATFORM = "environment/platform.json"
LOCK = "environment/requirements.lock"
TEMPLATE = "notebook/template.ipynb"
NOTEBOOK = "notebook/executed.ipynb"
HTML = "notebook/executed.html"
PARAMETERS = "parameters.json"
_INPUTS = ("source/", "inputs/", "expectations/", "waivers/", "reviews/", TEMPLATE, PARAMETERS, LOCK)


@dataclass(frozen=True, slots=True)
class Package:
    """The contents of one package. Mappings are file name -> bytes; every byte but those of `run` must replay.

    `source` are the bytes as received under `source_name`, `source_sha256` what was recorded when they were read.
    `notebook` may be given as papermill wrote it: its canonical form is sealed. `html` must be one file that refers to
    nothing outside. `inputs` are other documents the run read (last year's report, the target sheet), `outcomes` what
    the expectations gave. `run` are facts that differ from run to run: times, machine, versions.
    """

    report: str
    source_name: str
    source: bytes
    source_sha256: str
    parameters: Mapping[str, object]
    template: bytes
    notebook: bytes
    html: bytes
    lock: bytes
    district: str = ""
    year: int | None = None
    inputs: Mapping[str, bytes] = field(default_factory=dict)
    tables: Mapping[str, bytes] = field(default_factory=dict)
    expectations: Mapping[str, bytes] = field(default_factory=dict)
    outcomes: Mapping[str, bytes] = field(default_factory=dict)
    waivers: Mapping[str, bytes] = field(default_factory=dict)
    reviews: Mapping[str, bytes] = field(default_factory=dict)
    run: Mapping[str, object] = field(default_factory=dict)
    organisation: str = ""
    inspector: str = ""

    @property
    def source_path(self) -> str:
        """Where the source stands in the payload: its name made portable; the crate keeps the name as received."""
        stem, dot, ending = self.source_name.rpartition(".")
        return (
            f"source/{safe_name(stem)}.{safe_name(ending)}" if dot and stem else f"source/{safe_name(self.source_name)}"
        )


@dataclass(frozen=True, slots=True)
class Payload:
    """The payload of a package: `fixed` files must replay byte for byte, `volatile` notebook facts go to run.json."""

    fixed: Mapping[str, bytes]
    volatile: Mapping[str, object]

    @property
    def used(self) -> set[str]:
        """Paths of what the run read."""
        return set(filter(is_input, self.fixed))

    @property
    def digest(self) -> str:
        """SHA-256 over everything that must replay: names the package."""
        return sha256(manifest({f"data/{path}": content for path, content in self.fixed.items()}))


def is_input(path: str) -> bool:
    """A payload path of something the run read, not made."""
    return path.startswith(_INPUTS)


def payload(package: Package) -> Payload:
    """Check and lay out the contents. Raises `ArchiveError` for anything that cannot be evidence."""
    found = sha256(package.source)
    if found != package.source_sha256:
        raise refusal("source_changed", name=package.source_name, found=found, recorded=package.source_sha256)
    if not package.source_name or "/" in package.source_name or "\\" in package.source_name:
        raise refusal("source_name", name=package.source_name)
    refuse_outside(package.html)
    notebook, volatile = canonical(package.notebook, template=package.template)
    fixed = {
        package.source_path: package.source,
        PARAMETERS: json_file(dict(package.parameters)),
        TEMPLATE: package.template,
        NOTEBOOK: notebook,
        HTML: package.html,
        LOCK: package.lock,
        **_under("inputs", package.inputs),
        **_under("tables", package.tables),
        **_under("expectations", package.expectations),
        **_under("outcomes", package.outcomes),
        **_under("waivers", package.waivers),
        **_under("reviews", package.reviews),
    }
    refuse_unsafe(fixed)
    return Payload(fixed, volatile)


def package_name(package: Package, contents: Payload) -> str:
    """`<year>-<district or report>-<first 12 digits of the digest>`: the same contents always have the same name."""
    label, year = safe_name(package.district or package.report), str(package.year or "")
    parts = ("" if label.startswith(f"{year}-") else year, label, contents.digest[:12])
    return "-".join(part for part in parts if part)


def _under(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    refuse_unsafe(files)
    return {f"{folder}/{name}": content for name, content in files.items()}
