"""A kernel server for all tests of this room, and notebooks written on the spot."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.kernels import Serving, serving

if sys.platform != "linux":
    pytest.skip("forked kernels need Linux", allow_module_level=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Serving]:
    with serving(limit=4) as started:
        yield started


def notebook(*sources: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {"tags": list(tags)} if tags else {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def template(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook of these cells (after an empty parameters cell) and give its path."""

    def write(*sources: str) -> Path:
        content = notebook("unused = 0", *sources)
        content["cells"][0]["metadata"] = {"tags": ["parameters"]}
        path = tmp_path / "template.ipynb"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(*pids: int, within: float = 10.0) -> bool:
    """Whether all processes have ended, given a little time."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not any(map(alive, pids)):
            return True
        time.sleep(0.02)
    return False


def environment(**changed: str) -> dict[str, str]:
    return {**os.environ, **changed}
