"""Where a job stands, for those who show its progress."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A stage, by its key in `lang/words.toml` (group `step`), and what it works on."""

    name: str
    subject: str = ""
