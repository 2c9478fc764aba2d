"""Writes small Word documents, byte for byte the same every time; run as a script it writes those of data/sample.

The samples' words stand in tests/read/samples/*.txt, one paragraph a line, rows of tables between pipes,
[+inserted+] and [-deleted-] for tracked changes, `# ` before the title, `^ ` before a line set to the right.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

HERE = Path(__file__).parent
SAMPLES = {"槐渚区-2022.txt": "2022/槐渚区.docx", "苓泽区-2022.txt": "2022/苓泽区.docx"}
_LOOKS = {"# ": '<w:pStyle w:val="a"/><w:jc w:val="center"/>', "^ ": '<w:jc w:val="right"/>'}
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xml(kind: str, inner: str) -> str:
    """A part: root element w:`kind` with everything declared."""
    return f"{_HEAD}<w:{kind} {_NAMES}>{inner}</w:{kind}>"


def pack(body: str, **parts: str) -> bytes:
    """A document of that body (inner XML), with parts such as `footnotes` (inner XML of w:footnotes)."""
    files = {"word/document.xml": xml("document", f"<w:body>{body}</w:body>")}
    roots = {"header1": "hdr", "footer1": "ftr"}
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = xml(roots.get(name, name), inner)
    types = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{_MEDIA}.{re.sub(r"[0-9]", "", n)}+xml"/>' for n in parts
    )
    files["[Content_Types].xml"] = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MEDIA}.document.main+xml"/>{types}</Types>'
    )
    files["_rels/.rels"] = _relations({"rId1": ("officeDocument", "word/document.xml")})
    files["word/_rels/document.xml.rels"] = _relations(
        {f"rId{n}": (re.sub(r"\d", "", name), f"{name}.xml") for n, name in enumerate(parts, 1)}
    )
    return archive({name: text.encode() for name, text in sorted(files.items())})


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_TYPE}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def archive(files: dict[str, bytes], compression: int = 0) -> bytes:
    """A zip without dates of its own; stored, so that no version of zlib changes it."""
    stream = BytesIO()
    with ZipFile(stream, "w", compression) as zipped:
        for name, content in files.items():
            zipped.writestr(ZipInfo(name, (2023, 1, 1, 0, 0, 0)), content, compress_type=compression)
    return stream.getvalue()


def run(words: str, properties: str = "", tag: str = "t") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'


def inserted(words: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="office" w:date="2023-01-05T09:00:00Z">{run(words)}</w:ins>'


def deleted(words: str) -> str:
    """A tracked deletion."""
    return f'<w:del w:id="2" w:author="office" w:date="2023-01-05T09:00:00Z">{run(words, tag="delText")}</w:del>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a string that is no XML becomes one."""
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def cell(words: str, properties: str = "") -> str:
    """A table cell of one paragraph."""
    look = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{look}{paragraph(run(words)) if words else paragraph()}</w:tc>"


def table(rows: list[list[str]]) -> str:
    """A table; a string that is no XML becomes a cell."""
    lines = "".join(f"<w:tr>{''.join(c if c.startswith('<') else cell(c) for c in row)}</w:tr>" for row in rows)
    edges = "".join(
        f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{lines}</w:tbl>"


def marked_up(source: str) -> bytes:
    """A document from the simple markup of the samples (see above)."""
    body, rows = [], []
    for line in [*source.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([words.strip() for words in line.strip("|").split("|")])
            continue
        if rows:
            body.append(table(rows))
            rows = []
        look = next((look for mark, look in _LOOKS.items() if line.startswith(mark)), "")
        if line:
            body.append(paragraph(*_runs(line[2:] if look else line), properties=look))
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>'
    return pack("".join(body), styles=styles)


def _runs(line: str) -> list[str]:
    runs = []
    for words in re.split(r"(\[[+-].*?[+-]\])", line):
        if words.startswith("[+"):
            runs.append(inserted(words[2:-2]))
        elif words.startswith("[-"):
            runs.append(deleted(words[2:-2]))
        elif words:
            runs.append(run(words))
    return runs


if __name__ == "__main__":
    for source, target in SAMPLES.items():
        place = HERE.parents[1] / "data" / "sample" / "raw" / target
        place.write_bytes(marked_up((HERE / "samples" / source).read_text(encoding="utf-8")))
