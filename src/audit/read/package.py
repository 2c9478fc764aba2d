"""An Office file is a zip of XML parts. Opened with limits, parsed without entities, network or DTD."""

from __future__ import annotations

import zlib
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from .refuse import refuse
from .sniff import sniff

if TYPE_CHECKING:
    from lxml import etree

MAX_PART = 64 * 1024 * 1024  # bytes of one part, unpacked
MAX_TOTAL = 512 * 1024 * 1024  # declared bytes of all parts (pictures included), unpacked
MAX_MEMBERS = 10_000
MAX_RATIO = 300  # unpacked : packed, for parts beyond a megabyte; XML of real reports stays below 40
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of an Office file; raises `ReadError` or `UnsafeFile` where they cannot be trusted."""

    def __init__(self, content: bytes, name: str, suffix: str) -> None:
        self.name = name
        found = sniff(content)
        if found.kind == "encrypted":
            raise refuse("encrypted", name)
        if found.kind == "empty":
            raise refuse("empty", name)
        if found.kind != "docx":
            raise refuse("wrong_type", name, suffix=suffix, **found.words)
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, LargeZipFile, ValueError) as error:
            raise refuse("broken", name, reason=str(error)) from error
        self._check_sizes()

    def _check_sizes(self) -> None:
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise refuse("encrypted", self.name)
        if len(members) > MAX_MEMBERS:
            self._bomb(f"部件多达{len(members)}个", f"it has {len(members)} parts")
        if (total := sum(member.file_size for member in members)) > MAX_TOTAL:
            self._bomb(f"解压后{total}字节", f"it unpacks to {total} bytes")
        for member in members:
            if member.file_size > 2**20 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
                self._bomb(f"{member.filename}压缩比异常", f"the compression ratio of {member.filename}")

    def _bomb(self, zh: str, en: str) -> None:
        raise refuse("bomb", self.name, reason_zh=zh, reason_en=en)

    def names(self) -> tuple[str, ...]:
        """The names of all parts, sorted."""
        return tuple(sorted(self._zip.namelist()))

    def part(self, part: str) -> bytes | None:
        """The bytes of a part, None if there is no such part."""
        if part not in self._zip.namelist():
            return None
        try:
            with self._zip.open(part) as stream:
                content = stream.read(MAX_PART + 1)  # the declared size may lie
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise refuse("broken", self.name, reason=f"{part}: {error}") from error
        if len(content) > MAX_PART:
            self._bomb(f"{part}解压后超过{MAX_PART}字节", f"{part} unpacks to more than {MAX_PART} bytes")
        return content

    def tree(self, part: str) -> etree._Element | None:
        """The root element of an XML part, None if there is no such part."""
        from lxml import etree

        content = self.part(part)
        if content is None:
            return None
        content = content.replace(_STRICT, _TRANSITIONAL)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise refuse("broken", self.name, reason=f"{part}: {error.msg}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise refuse("doctype", self.name, part=part)
        return root

    def main_part(self) -> str:
        """The part that the package calls its document; `word/document.xml` where it names none."""
        return self.related("", "/officeDocument").get("", "word/document.xml")

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Parts that a part points to by relationships whose type ends in `kind`: by id, the first also under ''."""
        root = self.tree(join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels"))
        found: dict[str, str] = {}
        for element in root.iter(_RELATIONSHIP) if root is not None else ():
            if element.get("Type", "").endswith(kind) and element.get("TargetMode") != "External":
                target = element.get("Target", "")
                place = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
                found[element.get("Id", "")] = place
                found.setdefault("", place)
        return found
