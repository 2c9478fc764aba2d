"""What a file really is, whatever its suffix says: told from its first bytes, or a zip's list of members."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from .encoding import decode


class Found(NamedTuple):
    """A kind of content, in words of both languages, and what a person can do with it."""

    kind: str
    zh: str
    en: str
    advice_zh: str = "请另存为.docx后重新报送。"
    advice_en: str = "Save it as .docx and hand it in again."

    @property
    def words(self) -> dict[str, str]:
        """The fields of a refusal."""
        return {"found_zh": self.zh, "found_en": self.en, "advice_zh": self.advice_zh, "advice_en": self.advice_en}


_ENCRYPTED = Found(
    "encrypted", "加密的Office文档", "an encrypted Office document", "请去掉密码后另存。", "Save it without a password."
)
_OLE = Found("doc", "旧版Office或WPS文档（.doc、.wps、.xls等）", "an old Office or WPS document (.doc, .wps, .xls ...)")
_MAGIC = (
    (
        b"%PDF",
        Found("pdf", "PDF文件", "a PDF file", "请用可编辑的原件另存为.docx。", "Save the editable original as .docx."),
    ),
    (b"{\\rtf", Found("rtf", "RTF文档", "an RTF document")),
    (b"\x89PNG", Found("image", "图片", "a picture", "请报送可编辑的原件。", "Hand in the editable original.")),
    (b"\xff\xd8\xff", Found("image", "图片", "a picture", "请报送可编辑的原件。", "Hand in the editable original.")),
    (b"\x1f\x8b", Found("gzip", "压缩包", "a compressed archive", "请先解压。", "Unpack it first.")),
    (b"Rar!", Found("rar", "压缩包", "a compressed archive", "请先解压。", "Unpack it first.")),
    (b"7z\xbc\xaf", Found("7z", "压缩包", "a compressed archive", "请先解压。", "Unpack it first.")),
)
_ZIP_MEMBERS = (
    ("word/", Found("docx", "Word文档", "a Word document (.docx)", "请把后缀改为.docx。", "Rename it to .docx.")),
    ("xl/", Found("xlsx", "Excel工作簿", "an Excel workbook")),
    ("ppt/", Found("pptx", "演示文稿", "a presentation")),
    ("content.xml", Found("odf", "OpenDocument文档", "an OpenDocument file")),
    ("OFD.xml", Found("ofd", "OFD版式文件", "an OFD file")),
)
_ZIP = Found("zip", "压缩包", "a zip archive", "请先解压。", "Unpack it first.")
_HTML = Found(
    "html", "网页", "a web page", "请把后缀改为.html，或另存为.docx。", "Rename it to .html, or save it as .docx."
)
_TEXT = Found("text", "纯文本", "plain text", "请把后缀改为.txt。", "Rename it to .txt.")
_EMPTY = Found("empty", "空文件", "nothing: the file is empty", "请重新报送。", "Hand it in again.")
_BINARY = Found("binary", "无法识别的二进制内容", "binary content of an unknown kind")


def sniff(content: bytes) -> Found:
    """The kind of the content."""
    if not content.strip():
        return _EMPTY
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # an encrypted .docx is an OLE container with a stream of this name, in UTF-16
        return _ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else _OLE
    if content.startswith(b"PK"):
        return _zip(content)
    magic = next((found for mark, found in _MAGIC if content.startswith(mark)), None)
    if magic is not None:
        return magic
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head:
        return _HTML
    return _BINARY if decode(content) is None else _TEXT


def _zip(content: bytes) -> Found:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, NotImplementedError, ValueError):
        return Found("zip", "损坏的压缩容器", "a damaged zip container")
    return next((found for start, found in _ZIP_MEMBERS if any(n.startswith(start) for n in names)), _ZIP)
