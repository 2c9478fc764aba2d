"""Score our grammar on the peer's Chinese cases: `python -m tests.peers.score SPECS.py`, raw and adjusted.

SPECS.py is the scorer that holds the cases (`../shared/score/specs.py`). Adjusted: without the reviewed cases of
divergences.toml.
"""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.peers.recognizers import extract


def scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("specs", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def divergences() -> set[str]:
    """Sentences on which we mean to differ."""
    text = Path(__file__).with_name("divergences.toml").read_text(encoding="utf-8")
    return {row["case"] for row in tomllib.loads(text)["divergence"]}


def scores(path: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By recogniser: the raw and the adjusted score."""
    module, left_out = scorer(path), divergences()
    load, folder = module.load, path.resolve().parent.parent / "specs"
    raw = dict(module.run(folder, extract))
    module.load = lambda source, name: [case for case in load(source, name) if case["Input"] not in left_out]
    adjusted = dict(module.run(folder, extract))
    return {name: (raw[name], adjusted[name]) for name in raw}


def main() -> None:
    """Print both scores."""
    print(f"{'recogniser':18}{'cases':>6}{'F1':>8}{'value':>8}{'exact':>8}{'adjusted F1':>13}{'exact':>8}")
    for name, (raw, adjusted) in scores(Path(sys.argv[1])).items():
        print(
            f"{name:18}{raw['cases']:6}{raw['F1']:8.3f}{raw['value_acc']:8.3f}{raw['exact']:8.3f}"
            f"{adjusted['F1']:13.3f}{adjusted['exact']:8.3f}"
        )


if __name__ == "__main__":
    main()
