"""What formatting says about a run or a paragraph of a Word document: hidden, covered, a heading, numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .docx_numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

    from .package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_DARK = {"000000", "0C0C0C", "0D0D0D", "1A1A1A", "262626", "404040"}
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run or paragraph is shown: `level` 0 for a title, 1-9 for a heading."""

    hidden: bool = False
    covered: bool = False  # dark letters under black highlight or shading
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    """The parts of a style that matter here."""

    based_on: str
    name: str
    look: _Element | None  # w:rPr
    outline: int | None


@dataclass(frozen=True, slots=True)
class Styles:
    """Named styles of a document, and its automatic numbering."""

    named: dict[str, _Style] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)

    @classmethod
    def of(cls, package: Package, main: str) -> Styles:
        """The styles of the document's styles part; none where there is no such part."""
        root = package.tree(package.related(main, "/styles").get("", ""))
        named = {}
        numbered = {}
        for element in root.iterchildren(f"{W}style") if root is not None else ():
            key = element.get(f"{W}styleId", "")
            level = element.find(f"{W}pPr/{W}outlineLvl")
            outline = int(level.get(f"{W}val", "9")) if level is not None else None
            named[key] = _Style(_val(element, "basedOn"), _val(element, "name"), element.find(f"{W}rPr"), outline)
            numbered[key] = element.find(f"{W}pPr/{W}numPr")
        numbering = Numbering.of(package.tree(package.related(main, "/numbering").get("", "")), numbered)
        return cls(named, numbering)

    def run(self, element: _Element) -> Look:
        """How a run is shown: its own formatting first, then that of its character style."""
        own = element.find(f"{W}rPr")
        if own is None:
            return Look()
        layers = [own, *self._layers(_val(own, "rStyle"))]
        hidden = next((on(e) for layer in layers if (e := layer.find(f"{W}vanish")) is not None), False)
        highlight = next((e.get(f"{W}val", "") for x in layers if (e := x.find(f"{W}highlight")) is not None), "")
        color = next((e.get(f"{W}val", "auto") for x in layers if (e := x.find(f"{W}color")) is not None), "auto")
        fill = next((e.get(f"{W}fill", "") for x in layers if (e := x.find(f"{W}shd")) is not None), "")
        # over black shading, letters of automatic colour are shown white; over black highlight they are not
        barred = highlight == "black" and color.upper() in _DARK | {"AUTO"}
        return Look(hidden, barred or (fill.upper() in _DARK and color.upper() in _DARK))

    def paragraph(self, element: _Element) -> Look:
        """Whether a paragraph is a title or a heading, by its style or its own outline level."""
        own = element.find(f"{W}pPr/{W}outlineLvl")
        if own is not None and (level := int(own.get(f"{W}val", "9"))) < 9:
            return Look(level=level + 1)
        properties = element.find(f"{W}pPr")
        key = _val(properties, "pStyle") if properties is not None else ""
        for _ in range(len(self.named)):  # a chain of styles; bounded, because a broken file may hold a ring
            style = self.named.get(key)
            if style is None:
                break
            if style.name.lower() in ("title", "标题"):
                return Look(level=0)
            if match := _HEADING.match(style.name):
                return Look(level=int(match.group(1)))
            if style.outline is not None and style.outline < 9:
                return Look(level=style.outline + 1)
            key = style.based_on
        return Look()

    def _layers(self, key: str) -> list[_Element]:
        layers: list[_Element] = []
        for _ in range(len(self.named)):
            style = self.named.get(key)
            if style is None:
                break
            if style.look is not None:
                layers.append(style.look)
            key = style.based_on
        return layers


def on(element: _Element) -> bool:
    """A switch such as w:vanish: on unless its value says off."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off")


def _val(element: _Element, tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return "" if child is None else child.get(f"{W}val", "")
