"""Names of outputs: one per report, the same in every run, safe in every file system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

from ..records import Report


def safe(name: str) -> str:
    """Letters, digits, `-` and `_` only, in Unicode's composed form."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in normalize("NFC", name))


def dossier_names(reports: Sequence[Report]) -> list[str]:
    """`2022-洛川区`; where two reports would share it, the genre or else the source's hash is added."""
    plain = [safe("-".join(filter(None, (str(r.year or ""), r.district or r.name)))) for r in reports]
    longer = [
        safe(f"{name}-{r.genre}") if plain.count(name) > 1 and r.genre else name
        for name, r in zip(plain, reports, strict=True)
    ]
    return [f"{n}-{r.sha256[:8]}" if longer.count(n) > 1 else n for n, r in zip(longer, reports, strict=True)]


def peer_place(report: Report, path: Path) -> str:
    """Where a peer stands below inputs/peers: folder and file name say year and district, as the reader expects."""
    own = report.sha256[:8]  # two peers may share year and district
    return f"{own}/{report.year or 'undated'}/{safe(report.district or report.name)}{path.suffix}"
