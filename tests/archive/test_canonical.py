"""Runs that differ only in what is volatile give one notebook; what would not replay is refused."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from typing import Any

import pytest

from audit.archive import canonical
from audit.errors import ArchiveError


def stream(text: str | list[str], name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def shown(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {k.replace("_", "/", 1): v for k, v in data.items()}, "metadata": {}}


def code(source: str, *outputs: dict[str, Any], count: int | None = 1, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": source[:8] or "empty",
        "metadata": metadata,
        "source": source,
        "execution_count": count,
        "outputs": list(outputs),
    }


def book(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def png(*chunks: tuple[bytes, bytes]) -> str:
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, content in chunks:
        parts.append(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)))
    return base64.b64encode(b"".join(parts)).decode()


def outputs(notebook: bytes) -> list[dict[str, Any]]:
    return json.loads(notebook)["cells"][0]["outputs"]


PICTURE = ((b"IHDR", b"0" * 13), (b"IDAT", b"pixels"), (b"IEND", b""))


def test_two_runs_of_one_notebook_give_the_same_bytes():
    def run(moment: str, folder: str, random_id: str, pieces: list[dict[str, Any]]) -> bytes:
        injected = code("year = 2024", count=1, tags=["injected-parameters"], papermill={"start_time": moment})
        injected["id"] = random_id
        cells = [injected, code("print(1)", *pieces, count=2, execution={"iopub.status.busy": moment})]
        papermill = {"start_time": moment, "output_path": folder, "parameters": {"year": 2024}}
        return book(*cells, papermill=papermill, kernelspec={"name": folder}, language_info={"version": folder})

    first = run("10:00", "/home/a", "1f", [stream("一"), stream("二\n"), stream("警告\n", "stderr")])
    second = run("11:30", "/srv/b", "9c", [stream("一二\n"), stream(["警", "告\n"], "stderr")])
    assert canonical(first).notebook == canonical(second).notebook
    volatile = canonical(first).volatile
    assert "10:00" in json.dumps(volatile)
    assert "/home/a" in json.dumps(volatile)
    kept = json.loads(canonical(first).notebook)
    assert kept["metadata"]["papermill"] == {"parameters": {"year": 2024}}
    assert b"10:00" not in canonical(first).notebook
    assert "警告".encode() in canonical(first).notebook  # readable, not \u escapes


def test_the_canonical_form_is_its_own_canonical_form():
    written = book(code("x", stream("进度 1\r进度 2\n"), shown(image_png=png(*PICTURE, (b"tEXt", b"Date\0now")))))
    once = canonical(written).notebook
    assert canonical(once).notebook == once


def test_streams_keep_their_place_among_rich_outputs():
    cell = code("x", stream("前\n"), shown(text_plain="图"), stream("后\n"))
    assert [output["output_type"] for output in outputs(canonical(book(cell)).notebook)] == [
        "stream",
        "display_data",
        "stream",
    ]


def test_how_stdout_and_stderr_interleave_does_not_matter():
    one = code("x", stream("a\n"), stream("w\n", "stderr"), stream("b\n"))
    other = code("x", stream("w\n", "stderr"), stream("a\nb\n"))
    assert canonical(book(one)).notebook == canonical(book(other)).notebook


def test_progress_is_kept_as_it_stood_in_the_end():
    (output,) = outputs(canonical(book(code("x", stream("10%\r55%\r100%\n完成\n")))).notebook)
    assert output["text"] == "100%\n完成\n"


def test_pictures_keep_their_pixels_and_lose_their_comments():
    commented = png(PICTURE[0], (b"tEXt", b"Software\0Matplotlib"), *PICTURE[1:])
    (output,) = outputs(canonical(book(code("x", shown(image_png=commented)))).notebook)
    assert output["data"]["image/png"] == png(*PICTURE)


def test_paths_of_this_process_and_machine_leave_warnings():
    text = "/tmp/ipykernel_4711/123.py:1: UserWarning: 甲\n/opt/x/lib/site-packages/pandas/core.py:9: UserWarning: 乙\n"
    (output,) = outputs(canonical(book(code("x", stream(text, "stderr")))).notebook)
    assert output["text"] == "cell.py:1: UserWarning: 甲\nsite-packages/pandas/core.py:9: UserWarning: 乙\n"


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "x", "traceback": []}
WIDGET = {"output_type": "display_data", "data": {"application/vnd.jupyter.widget-view+json": {}}, "metadata": {}}


@pytest.mark.parametrize(
    ("notebook", "message"),
    [
        (book(code("a"), code("b", ERROR, count=2)), "cell 2 ended in ValueError"),
        (book(code("a", count=None)), "cell 1 was not executed"),
        (book(code("a", count=2)), "cell 1 was executed out of order"),
        (book(code("a", count=2), code("b", count=1)), "cell 1 was executed out of order"),
        (book(code("a"), code("b", count=3)), "cell 2 was executed out of order"),
        (book(code("a", stream("<f at 0x7f00aabbcc>"))), "cell 1 prints a memory address"),
        (book(code("a", shown(text_html="<b>&lt;f at 0x7f00aabbcc&gt;</b>"))), "cell 1 prints a memory address"),
        (book(code("a", stream("<f at 0x7f"), stream("00aabbcc>"))), "cell 1 prints a memory address"),
        (book(code("a", WIDGET)), "cell 1 shows a live widget"),
        (book(code("a", {"output_type": "mystery"})), "unknown kind 'mystery'"),
        (book(code("a", shown(image_png="AAAA"))), "damaged PNG"),
        (book(code("a", shown(image_png=png(*PICTURE)[:-8]))), "damaged PNG"),
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "not a Jupyter notebook"),
        (b'{"nbformat": 3, "cells": []}', "not a Jupyter notebook"),
    ],
)
def test_what_would_not_replay_is_refused(notebook, message):
    with pytest.raises(ArchiveError, match=message):
        canonical(notebook)


def test_empty_code_cells_are_not_counted():
    notebook = book(code("", count=None), code("a", count=1), code("  \n", count=None), code("b", count=2))
    cells = json.loads(canonical(notebook).notebook)["cells"]
    assert [cell["execution_count"] for cell in cells] == [None, 1, None, 2]


def test_the_executed_notebook_must_be_the_template():
    template = book(code("a", count=None), code("b", count=None))
    injected = code("year = 2024", count=1, tags=["injected-parameters"])
    assert canonical(book(injected, code("a", count=2), code("b", count=3)), template=template)
    with pytest.raises(ArchiveError, match="cell 2 of the executed notebook differs"):
        canonical(book(code("a"), code("c", count=2)), template=template)
    with pytest.raises(ArchiveError, match="has 1 cells, its template 2"):
        canonical(book(code("a")), template=template)
