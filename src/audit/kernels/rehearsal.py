"""A template run once before the server serves: word lists, patterns, readers and the font are then in memory.

The reports are made up, and hold what most reports hold: sums, shares, growth, blanks, goals, a contradiction.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib.resources import files
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{DOCUMENT}" Target="word/document.xml"/></Relationships>',
}
GOALS = """id,district,indicator,unit,modifier,target,deadline,weight
1,示例区,隐患整改率,%,>=,95,2023-12-31,10
2,示例区,建成广场,个,>=,3,2023-12-31,5
"""


def rehearse(template: Path) -> None:
    """Run it in this process. One that fails here will fail, and be kept with its traceback, when run in earnest."""
    with TemporaryDirectory() as name, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        scope: dict[str, object] = {"__name__": "__main__"}
        given = _given(Path(name))
        try:
            for cell in json.loads(template.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    exec(compile("".join(cell["source"]), template.name, "exec"), scope)
                    declares = "parameters" in cell["metadata"].get("tags", ())
                    scope |= {name: given[name] for name in scope.keys() & given.keys()} if declares else {}
        except Exception as error:
            print(f"{template.name} was not rehearsed to its end: {error!r}", file=sys.__stderr__)


def _given(folder: Path) -> dict[str, object]:
    """Parameters, as far as the template declares them."""
    text = (files(__package__) / "rehearsal.txt").read_text(encoding="utf-8")
    prior, source, goals = folder / "示例区2022.txt", folder / "示例区2023.docx", folder / "goals.csv"
    prior.write_text(text.replace("2023", "2022").replace("2024", "2023"), encoding="utf-8")
    goals.write_text(GOALS, encoding="utf-8")
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    document = f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
    with ZipFile(source, "w") as package:
        for part, content in {**PARTS, "word/document.xml": document}.items():
            package.writestr(part, content)
    return {name: os.fspath(path) for name, path in {"source": source, "prior": prior, "goals": goals}.items()}
