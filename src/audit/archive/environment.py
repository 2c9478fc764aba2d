"""What a package was made with: software version, interpreter, machine, installed distributions."""

from __future__ import annotations

import platform
import sys
from functools import cache
from importlib import metadata


@cache
def software() -> str:
    """Our own version, as installed."""
    return metadata.version("district-audit")


@cache
def describe_environment() -> dict[str, object]:
    """Differs from machine to machine: kept in the package for the record, never part of what must replay."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "libc": " ".join(platform.libc_ver()),
        "byteorder": sys.byteorder,
        "installed": installed(),
    }


@cache
def installed() -> dict[str, str]:
    """Name -> version of every installed distribution."""
    return {found.metadata["Name"]: found.version for found in metadata.distributions()}
