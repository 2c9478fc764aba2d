"""HTML that stands alone: no picture, style, script or link that refers to anything outside the file."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .words import refusal, words

_REFERENCES = frozenset(
    {
        *("action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "href", "icon"),
        *("longdesc", "manifest", "ping", "poster", "profile", "src", "usemap", "xlink:href"),
    }
)
_LISTS = frozenset({"imagesrcset", "srcset"})
_STYLES = frozenset({"clip-path", "cursor", "fill", "filter", "marker", "marker-end", "mask", "stroke", "style"})
_EMBEDDERS = frozenset({"applet", "base", "embed", "frame", "iframe", "object", "portal"})
_DATA_SCRIPTS = frozenset({"application/json", "application/ld+json"})
_WITHIN = ("#", "data:image/", "data:font/", "data:application/font", "data:application/x-font")
_CANDIDATE = re.compile(r"[^\s,]\S*(?:\s+[\d.]+[wxh])?")  # of a srcset: an address and how it fits
_CSS_REFERENCE = re.compile(
    r"@import|(?:url|image-set|image|src)\(\s*+['\"]?+\s*+(?!" + "|".join(_WITHIN) + r")[^)\s]", re.IGNORECASE
)


def outside_references(html: str) -> list[str]:
    """Each place that refers outside, as `line 12: <img src='https://…'>`; empty where the file stands alone.

    Scripts and event handlers count: what a program will fetch cannot be told from its text. Fragments (`#…`) and
    embedded pictures and fonts (`data:image/…`, `data:font/…`) do not count.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.found


def refuse_outside(html: bytes) -> None:
    """Raise `ArchiveError` naming the first outside reference."""
    try:
        text = html.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal("html_encoding", why=error) from error
    found = outside_references(text)
    if found:
        more = words("and_more", count=len(found) - 1) if len(found) > 1 else ""
        raise refusal("html_outside", place=found[0], more=more)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        given = {name: (value or "").strip() for name, value in attrs}
        script = tag == "script" and given.get("type", "").lower() not in _DATA_SCRIPTS
        refresh = tag == "meta" and given.get("http-equiv", "").lower() == "refresh"
        if tag in _EMBEDDERS or script or refresh:
            self._note(f"<{tag}>")
        for name, value in given.items():
            if _reaches_out(name, value):
                self._note(f"<{tag} {name}={value[:80]!r}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style" and _refers(data):
            self._note("<style> with @import or url()")

    def _note(self, what: str) -> None:
        self.found.append(f"line {self.getpos()[0]}: {what}")


def _reaches_out(name: str, value: str) -> bool:
    if name.startswith("on") or name == "srcdoc":
        return bool(value)
    if name in _LISTS:
        return any(not one.lower().startswith(_WITHIN) for one in _CANDIDATE.findall(value))
    if name in _REFERENCES:
        return bool(value) and not value.lower().startswith(_WITHIN)
    return name in _STYLES and _refers(value)


def _refers(css: str) -> bool:
    """A style sheet, comments and escapes undone, reaches outside."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    plain = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", _unescaped, plain)
    return _CSS_REFERENCE.search(plain.replace("\\", "")) is not None


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return chr(code) if 0 < code < 0x110000 else ""
