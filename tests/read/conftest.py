"""The writer of Word documents, as a fixture: tests are no package, so it is loaded by its path."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def make() -> ModuleType:
    spec = spec_from_file_location("make_docx", Path(__file__).parent / "make_docx.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["make_docx"] = module
    spec.loader.exec_module(module)
    return module
