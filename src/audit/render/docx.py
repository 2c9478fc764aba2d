"""A small Word document: a title, paragraphs, tables; the same contents give the same bytes.

No macros, links, authors or times are in it. Text is only ever text: characters that XML cannot hold are shown as �.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .markup import phrase
from .zipped import printable, zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PREFIXES = {"w": W, "r": R}
CM = 567  # twentieths of a point
SHORT, LONG, MARGIN = 21.0, 29.7, 1.8  # cm: A4


def document(title: str, *parts: _Element, landscape: bool = False, language: str = "zh") -> bytes:
    """The .docx of a title and what stands below it, on A4, pages numbered at the foot."""
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    size = {"w": _twips(width), "h": _twips(height)} | ({"orient": "landscape"} if landscape else {})
    margins = dict.fromkeys(("top", "right", "bottom", "left"), _twips(MARGIN))
    section = _element(
        "sectPr",
        _footer_reference(),
        _element("pgSz", **size),
        _element("pgMar", **margins, header=_twips(1), footer=_twips(1), gutter="0"),
    )
    body = _element("body", _styled(title, "Title"), *parts, section)
    content = _xml(_element("document", body))
    shipped = {name: _shipped(name) for name in ("content_types", "rels", "document_rels", "styles", "fonts")}
    return zipped(
        {
            "[Content_Types].xml": shipped["content_types"],
            "_rels/.rels": shipped["rels"],
            "word/document.xml": content,
            "word/_rels/document.xml.rels": shipped["document_rels"],
            "word/styles.xml": shipped["styles"],
            "word/fontTable.xml": shipped["fonts"],
            "word/footer1.xml": _xml(_footer(language)),
        }
    )


def paragraph(text: str, *, small: bool = False) -> _Element:
    """One paragraph; line ends stay line ends."""
    return _styled(text, "Note" if small else "Normal")


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> _Element:
    """A ruled table, column widths in cm; its head is repeated on every page and no row is torn apart."""
    grid = _element("tblGrid", *(_element("gridCol", w=_twips(width)) for width in widths))
    layout = _element(
        "tblPr",
        _element("tblStyle", val="Ruled"),
        _element("tblW", w=_twips(sum(widths)), type="dxa"),
        _element("tblLayout", type="fixed"),
    )
    return _element("tbl", layout, grid, _row(head, widths, head=True), *(_row(row, widths) for row in rows))


def _row(cells: Sequence[str], widths: Sequence[float], *, head: bool = False) -> _Element:
    properties = _element("trPr", _element("cantSplit"), *([_element("tblHeader")] if head else []))
    style = "Head" if head else "Cell"
    made = [
        _element("tc", _element("tcPr", _element("tcW", w=_twips(width), type="dxa")), *_paragraphs(cell, style))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return _element("tr", properties, *made)


def _paragraphs(text: str, style: str) -> list[_Element]:
    return [_styled(line, style) for line in text.split("\n")]


def _styled(text: str, style: str) -> _Element:
    return _element("p", _element("pPr", _element("pStyle", val=style)), _run(text))


def _run(text: str) -> _Element:
    words = _element("t")
    words.text = printable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _element("r", words)


def _footer(language: str) -> _Element:
    """Page of pages."""
    before, between, after = phrase("page_of", language, page="\n", pages="\n").split("\n")
    line = _element("p", _element("pPr", _element("pStyle", val="Footer")))
    line.extend([_run(before), _field("PAGE"), _run(between), _field("NUMPAGES"), _run(after)])
    return _element("ftr", line)


def _field(name: str) -> _Element:
    return _element("fldSimple", _run("1"), instr=f" {name} ")


def _footer_reference() -> _Element:
    reference = _element("footerReference", type="default")
    reference.set(f"{{{R}}}id", "rId3")
    return reference


def _element(name: str, *children: _Element, **attributes: str) -> _Element:
    from lxml import etree

    made = etree.Element(f"{{{W}}}{name}", {f"{{{W}}}{key}": value for key, value in attributes.items()}, PREFIXES)
    made.extend(children)
    return made


def _xml(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _twips(cm: float) -> str:
    return str(round(cm * CM))


@cache
def _shipped(name: str) -> bytes:
    return (files(__package__) / "word" / f"{name}.xml").read_bytes()
