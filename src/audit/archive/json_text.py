"""JSON that is the same bytes for the same content."""

from __future__ import annotations

import json


def json_file(content: object) -> bytes:
    """For people and machines: indented by one, keys sorted, UTF-8, one newline at the end. NaN is refused."""
    return (
        json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": "), allow_nan=False)
        + "\n"
    ).encode()


def json_line(content: object) -> bytes:
    """One line without spaces and without its newline, keys sorted, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
