"""The canonical form of an executed notebook: what a replay must give again, byte for byte.

Times, paths, process numbers, random ids and the pieces a stream came in are volatile: they are taken out and handed
over for `run.json`. What would differ and cannot be taken out honestly is refused, never papered over.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .json_text import json_file
from .words import Words, refusal, words

Json = dict[str, Any]

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,16}\b")
_KERNEL_FILE = re.compile(r"[^\s\"'<>]*ipykernel_\d+[/\\]\d+\.py")
_INSTALLED = re.compile(r"[^\s\"'<>]*[/\\](?:site|dist)-packages[/\\]")
_KEPT_CELL_METADATA = ("jupyter", "name", "tags")
_PICTURE_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs"})
_PNG = b"\x89PNG\r\n\x1a\n"
INJECTED = "injected-parameters"


class Canonical(NamedTuple):
    """The notebook's one form, and the facts of this run that were taken out of it."""

    notebook: bytes
    volatile: Mapping[str, object]


def canonical(executed: bytes, *, template: bytes | None = None) -> Canonical:
    """The canonical form of an executed notebook (nbformat 4). Applied to its own output it changes nothing.

    Raises `ArchiveError`, naming the cell, for an error output, a cell not executed or out of order, a printed memory
    address or a live widget; with `template`, also if the cells are not those of the template.
    """
    notebook = _parse(executed, words("executed"))
    cells: list[Json] = [_canonical_cell(number, cell) for number, cell in enumerate(notebook["cells"], 1)]
    _refuse_order(cells)
    if template is not None:
        _refuse_other_cells(cells, _parse(template, words("template"))["cells"])
    papermill = notebook["metadata"].get("papermill", {})
    kept = {key: papermill[key] for key in ("default_parameters", "parameters") if key in papermill}
    form = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "papermill": kept,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return Canonical(json_file(form), _volatile(notebook, kept))


def _parse(content: bytes, what: Words) -> Json:
    try:
        notebook = json.loads(content.decode("utf-8"))
    except ValueError as error:
        raise refusal("no_json", what=what, why=error) from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise refusal("no_notebook", what=what)
    return {"metadata": {}, **notebook}


def _volatile(notebook: Json, kept: Json) -> Json:
    papermill = notebook["metadata"].get("papermill", {})
    return {
        "papermill": {key: value for key, value in papermill.items() if key not in kept},
        "kernelspec": notebook["metadata"].get("kernelspec", {}),
        "language_info": notebook["metadata"].get("language_info", {}),
        "cells": [
            {key: cell["metadata"][key] for key in ("execution", "papermill") if key in cell.get("metadata", {})}
            for cell in notebook["cells"]
        ],
    }


def _canonical_cell(number: int, cell: Json) -> Json:
    metadata = {key: cell["metadata"][key] for key in _KEPT_CELL_METADATA if key in cell.get("metadata", {})}
    if "tags" in metadata:
        metadata["tags"] = sorted(metadata["tags"])
    form: Json = {
        "cell_type": cell["cell_type"],
        "id": INJECTED if INJECTED in metadata.get("tags", ()) else cell.get("id", f"cell-{number}"),
        "metadata": metadata,
        "source": _joined(cell["source"]),
    }
    if cell["cell_type"] == "code":
        form["execution_count"] = cell.get("execution_count")
        form["outputs"] = [_canonical_output(number, output) for output in _one_stream(cell.get("outputs", []))]
    elif "attachments" in cell:
        form["attachments"] = cell["attachments"]
    return form


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _one_stream(outputs: list[Json]) -> Iterator[Json]:
    """Pieces between two rich outputs put together: all of stdout, then all of stderr.

    Both are flushed before a rich output is sent, so what stands before and after it is the same in every run; how the
    two interleave is not.
    """
    streams: dict[str, str] = {}
    for output in [*outputs, {"output_type": "end"}]:
        if output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + _joined(output["text"])
            continue
        for name in ("stdout", "stderr"):
            if streams.get(name):
                yield {"output_type": "stream", "name": name, "text": _as_shown(streams[name])}
        streams.clear()
        if output["output_type"] != "end":
            yield output


def _as_shown(text: str) -> str:
    """What a terminal shows in the end: a carriage return goes back and writes over the line."""
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in text.split("\n"))


def _canonical_output(number: int, output: Json) -> Json:
    kind = output["output_type"]
    if kind == "error":
        raise refusal("cell_failed", number=number, name=output.get("ename"))
    if kind == "stream":
        return {**output, "text": _plain(number, output["text"])}
    if kind not in ("display_data", "execute_result"):
        raise refusal("cell_kind", number=number, kind=kind)
    form: Json = {
        "output_type": kind,
        "data": {media: _canonical_media(number, media, shown) for media, shown in output["data"].items()},
        "metadata": output.get("metadata", {}),
    }
    if kind == "execute_result":
        form["execution_count"] = output.get("execution_count")
    return form


def _canonical_media(number: int, media: str, shown: Any) -> Any:
    if media.startswith("application/vnd.jupyter.widget"):
        raise refusal("cell_widget", number=number)
    if media == "image/png":
        return _picture_only(number, _joined(shown))
    if isinstance(shown, (str, list)) and not media.startswith("image/"):
        return _plain(number, _joined(shown))
    return _joined(shown) if isinstance(shown, list) else shown


def _plain(number: int, text: str) -> str:
    """The text without what names this process or this machine's folders of packages."""
    address = _ADDRESS.search(text)
    if address:
        raise refusal("cell_address", number=number, address=address.group(0))
    return _INSTALLED.sub("site-packages/", _KERNEL_FILE.sub("cell.py", text))


def _picture_only(number: int, text: str) -> str:
    """A PNG without comments: they hold times and versions, not the picture."""
    try:
        content = base64.b64decode(text)
        kept, at = content[:8], 8
        while at < len(content):
            length, kind = struct.unpack(">I4s", content[at : at + 8])
            chunk = content[at : at + 12 + length]
            at += 12 + length
            kept += chunk if kind in _PICTURE_CHUNKS else b""
    except (binascii.Error, struct.error) as error:
        raise refusal("cell_png", number=number, why=f": {error}") from error
    if kept[:8] != _PNG or at != len(content):
        raise refusal("cell_png", number=number, why="")
    return base64.b64encode(kept).decode()


def _refuse_order(cells: list[Json]) -> None:
    """Code cells that hold anything must be numbered 1, 2, 3 … from top to bottom."""
    expected = 0
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        count = cell["execution_count"]
        if not cell["source"].strip():
            cell["execution_count"] = None
            continue
        expected += 1
        if count is None:
            raise refusal("cell_not_run", number=number)
        if count != expected:
            raise refusal("cell_order", number=number, count=count, expected=expected)


def _refuse_other_cells(cells: list[Json], template: list[Json]) -> None:
    """What was run must be the template: same cells, same words, only the parameters put in."""
    run = [(cell["cell_type"], cell["source"]) for cell in cells if cell["id"] != INJECTED]
    laid_out = [(cell["cell_type"], _joined(cell["source"])) for cell in template]
    if len(run) != len(laid_out):
        raise refusal("cell_count", found=len(run), planned=len(laid_out))
    for number, (done, planned) in enumerate(zip(run, laid_out, strict=True), 1):
        if done != planned:
            raise refusal("cell_other", number=number)
