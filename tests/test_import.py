"""`import audit` is light."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {
    "pandas",
    "great_expectations",
    "matplotlib",
    "papermill",
    "numpy",
    "lxml",
    "openpyxl",
    "highspy",
    "typer",
    "rich",
}
PROBE = """
import json, sys
before = set(sys.modules)
import audit
print(json.dumps({"loaded": sorted({m.split(".")[0] for m in set(sys.modules) - before})}))
"""


def probe() -> dict[str, object]:
    run = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def test_importing_loads_nothing_heavy() -> None:
    assert not HEAVY & set(probe()["loaded"])  # type: ignore[call-overload]


def test_there_are_few_public_names_and_each_exists() -> None:
    import audit

    assert len(audit.__all__) <= 20
    assert all(hasattr(audit, name) for name in audit.__all__)
