"""Start-up costs that no notebook needs: modules that are costly to import and optional to those who import them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRAMMAR = "rfc3987_syntax"
"""jsonschema's checker of international addresses compiles a grammar when imported; JupyterLab's packages bring it."""

DEBUGGER = "debugpy"
"""Some 120 modules at every kernel start, for a debugger that nobody attaches to a batch."""


@contextmanager
def blocked(*names: str) -> Iterator[None]:
    """Inside, importing one of `names` fails as if it were not installed; modules loaded before are left alone.

    Whoever imports it anew afterwards gets it.
    """
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: documented way to refuse an import
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
