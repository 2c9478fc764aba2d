"""What an earlier run left behind, so that a rerun does only what is missing and leaves nothing that is past."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

Files = Mapping[str, str]
"""Path below the output folder -> SHA-256 as written."""


def recall(path: Path) -> dict[str, Any]:
    """What was noted there; nothing where the note is missing or torn: that only costs work that is done again."""
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return {}
    return noted if isinstance(noted, dict) else {}


def note(path: Path, what: dict[str, Any]) -> None:
    """Write it down, by renaming: it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(what, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    fresh.replace(path)


def digests(out: Path, files: Iterable[Path]) -> dict[str, str]:
    """The files that are there, as they are now."""
    return {f.relative_to(out).as_posix(): sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def clear(out: Path, files: Files) -> list[str]:
    """Remove what a run wrote and nobody changed since; gives the names of those that somebody did change."""
    kept = []
    for name, digest in sorted(files.items()):
        path = out / name
        if ".." in path.parts or path.is_symlink() or not path.is_file():
            continue
        if sha256(path.read_bytes()).hexdigest() != digest:
            kept.append(name)
            continue
        path.unlink()
        if path.parent != out and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return kept


class Sealed:
    """Which dossier was sealed under which key as which package, with which files for people; noted each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, dict[str, Any]] = recall(path)

    def holds(self, name: str, key: str, out: Path) -> bool:
        """The dossier was sealed with just these inputs, and package and page are there."""
        entry = self.known.get(name)
        return (
            entry is not None
            and entry["key"] == key
            and (out / "archive" / entry["package"]).is_dir()
            and (out / "reports" / f"{name}.html").exists()
        )

    def package(self, name: str) -> str:
        """The package of a dossier."""
        return str(self.known[name]["package"])

    def add(self, name: str, key: str, package: str, files: Files, out: Path) -> list[str]:
        """Note a sealing, or a failure (without package); files of an earlier one that were not written anew go."""
        earlier = self.known.get(name, {}).get("files", {})
        self.known[name] = {"key": key, "package": package, "files": dict(files)}
        note(self.path, self.known)
        return clear(out, {place: digest for place, digest in earlier.items() if place not in files})

    def forget_others(self, names: Iterable[str], out: Path) -> list[str]:
        """Reports that were handed in before and are not any more: their pages go, their packages stay."""
        kept = []
        for name in sorted(self.known.keys() - set(names)):
            kept += clear(out, self.known.pop(name).get("files", {}))
            if Path(name).name == name:
                shutil.rmtree(out / "work" / name, ignore_errors=True)
            note(self.path, self.known)
        return kept
