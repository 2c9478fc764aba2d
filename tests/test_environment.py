"""environment.yml, pyproject.toml and requirements.lock speak of the same packages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def split(requirement: str) -> tuple[str, str]:
    name, bounds = re.fullmatch(r"([A-Za-z0-9_.-]+)\s*(.*)", requirement.strip()).groups()  # type: ignore[union-attr]
    return name.lower(), bounds.replace(" ", "")


def test_conda_users_get_the_same_set() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    conda = dict(split(entry) for entry in listed if isinstance(entry, str) and entry != "pip")
    conda |= dict(split(entry) for entry in pip if not entry.startswith("-"))
    assert conda.pop("python") == PROJECT["project"]["requires-python"]
    assert conda == dict(split(r) for r in PROJECT["project"]["dependencies"])


def test_every_dependency_is_locked_with_hashes_and_without_addresses() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([a-z0-9_.-]+)==", LOCK, re.MULTILINE))
    assert {split(r)[0] for r in wanted} <= locked
    assert len(re.findall(r"^[a-z0-9_.-]+==.*\\$", LOCK, re.MULTILINE)) == len(
        re.findall(r"^[a-z0-9_.-]+==", LOCK, re.MULTILINE)
    )
    assert "://" not in LOCK
    assert "index-url" not in LOCK
