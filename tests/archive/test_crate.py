"""The metadata are an RO-Crate 1.1 and a Process Run Crate: what the two specifications say MUST be there, is.

The specification's own validator brings twenty packages and an old `rich`, which would pin what users install; so it
has an environment of its own (dependency group `rocrate`), named by ROCRATE_PYTHON, and the rules are here as well:
https://www.researchobject.org/ro-crate/specification/1.1 and https://w3id.org/ro/wfrun/process/0.5.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from audit.archive import Package

from .conftest import NOON, seal

HERE = Path(__file__).parent
Node = dict[str, Any]
KEYWORDS = {"@id", "@type", "@context", "@graph"}


@pytest.fixture
def crate(make: Callable[..., Package], archive: Path) -> Path:
    return seal(make(), archive, now=NOON).path / "data"


@pytest.fixture
def graph(crate: Path) -> dict[str, Node]:
    nodes = json.loads((crate / "ro-crate-metadata.json").read_bytes())["@graph"]
    by_id = {node["@id"]: node for node in nodes}
    assert len(by_id) == len(nodes)  # each entity described once
    return by_id


def references(value: object) -> list[str]:
    if isinstance(value, list):
        return [one for part in value for one in references(part)]
    return [value["@id"]] if isinstance(value, dict) else []


def test_the_descriptor_names_the_root_and_the_version(graph: dict[str, Node]) -> None:
    descriptor = graph["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}


def test_the_root_has_what_every_root_must_have(graph: dict[str, Node]) -> None:
    root = graph["./"]
    assert root["@type"] == "Dataset"
    assert root["name"] and root["description"]
    assert datetime.fromisoformat(root["datePublished"])
    assert graph[root["license"]["@id"]]["name"]


def test_every_file_is_a_part_and_every_part_a_file(crate: Path, graph: dict[str, Node]) -> None:
    parts = references(graph["./"]["hasPart"])
    files = [id for id, node in graph.items() if node["@type"] == "File"]
    there = {p.relative_to(crate).as_posix() for p in crate.rglob("*") if p.is_file()} - {"ro-crate-metadata.json"}
    assert sorted(parts) == sorted(files)
    assert {unquote(part) for part in parts} == there
    for part in parts:
        assert not part.startswith(("/", "./", "file:")) and "\\" not in part and " " not in part


def test_nothing_is_referred_to_that_is_not_described(graph: dict[str, Node]) -> None:
    named = {one for node in graph.values() for value in node.values() for one in references(value)}
    assert named - graph.keys() == {"https://w3id.org/ro/crate/1.1"}


def test_every_term_is_one_of_the_contexts(crate: Path, graph: dict[str, Node]) -> None:
    known: set[str] = set()
    for path in (HERE / "contexts").glob("*.json"):
        known |= json.loads(path.read_text(encoding="utf-8"))["@context"].keys()
    used = {term for node in graph.values() for term in [*node, node["@type"]]} - KEYWORDS
    assert used - known == set()
    assert known - used == set()  # nor more than we use


def test_the_run_is_described_as_a_process_run_crate_must(graph: dict[str, Node]) -> None:
    assert graph["./"]["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    assert graph["https://w3id.org/ro/wfrun/process/0.5"]["@type"] == "CreativeWork"
    (run,) = [node for node in graph.values() if node["@type"] == "CreateAction"]
    assert references(graph["./"]["mentions"]) == [run["@id"]]
    assert graph[run["instrument"]["@id"]]["@type"] == "SoftwareApplication"
    assert graph[run["agent"]["@id"]]["@type"] == "Person"
    inputs, results = references(run["object"]), references(run["result"])
    assert "source/%E9" not in "".join(inputs)  # Chinese stays readable
    assert not set(inputs) & set(results)
    assert set(inputs) | set(results) == set(references(graph["./"]["hasPart"]))


@pytest.mark.slow
@pytest.mark.skipif("ROCRATE_PYTHON" not in os.environ, reason="ROCRATE_PYTHON names no Python that has roc-validator")
def test_the_specifications_validator_finds_no_required_issue(crate: Path) -> None:
    command = [os.environ["ROCRATE_PYTHON"], HERE / "rocrate_offline.py", crate]
    assert _said(command) == ["ro-crate-1.1: 0 required issues", "process-run-crate-0.5: 0 required issues"]
    path = crate / "ro-crate-metadata.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"license"', '"version"'), encoding="utf-8")
    assert "0 required issues" not in _said(command)[0]


def _said(command: list[str | Path]) -> list[str]:
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return [line for line in found.stdout.splitlines() if not line.startswith(" ")]
