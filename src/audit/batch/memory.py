"""What an earlier run left behind, so that a rerun does only what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


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


class Sealed:
    """Which dossier was sealed under which key as which package; noted after each sealing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, dict[str, str]] = recall(path)

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
        return self.known[name]["package"]

    def add(self, name: str, key: str, package: str) -> None:
        """Note a sealing."""
        self.known[name] = {"key": key, "package": package}
        note(self.path, self.known)
