"""HTML for notebooks: what a report says is always escaped, so that it is read and never run or laid out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import quote

from ..lang.unseen import visible


class Html(str):
    """Markup of our own making: already escaped. Everything else is text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a page; a notebook shows it by itself. `title` is what a plain terminal shows instead."""

    title: str
    html: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": visible(self.title)}


def phrase(key: str, language: str, **places: object) -> str:
    """A phrase of page.toml, its places filled (as text: escaped where it is put on the page)."""
    return _phrases()[key][0 if language == "zh" else 1].format(**places)


def has_phrase(key: str) -> bool:
    """Whether page.toml has a phrase of that key."""
    return key in _phrases()


def joined(*parts: object) -> Html:
    """Text and markup one after the other; text is escaped, what nobody would see of it is shown by number."""
    return Html("".join(part if isinstance(part, Html) else escape(visible(str(part))) for part in parts))


def tag(name: str, *parts: object, **attributes: str) -> Html:
    """An element; `class_` stands for class."""
    given = "".join(f' {key.rstrip("_")}="{escape(visible(value))}"' for key, value in attributes.items())
    return Html(f"<{name}{given}>{joined(*parts)}</{name}>")


def section(title: str, *parts: object, level: int = 2) -> Fragment:
    """A heading and what stands below it."""
    return Fragment(title, tag("section", tag(f"h{level}", title), *parts, class_="audit"))


def paragraph(text: str, kind: str = "") -> Html:
    """One paragraph; `kind` is a class of page.css (`note`)."""
    return tag("p", text, class_=kind) if kind else tag("p", text)


def bullets(entries: Iterable[object]) -> Html:
    """A list, one bullet each."""
    return tag("ul", *(tag("li", entry) for entry in entries))


def numbered(entries: Iterable[object]) -> Html:
    """A numbered list."""
    return tag("ol", *(tag("li", entry) for entry in entries))


def link(text: str, place: str) -> Html:
    """A link to a page of the same output folder; raises `ValueError` for a place anywhere else."""
    if ":" in place or place.startswith(("/", "\\")):
        raise ValueError(f"{place!r} is no place below this page's folder")
    return tag("a", text, href=quote(place))


def unbroken(text: str | None) -> Html | None:
    """Text kept on one line; None for none."""
    return tag("span", text, class_="place") if text else None


def folded(title: str, text: str) -> Html:
    """Text as it stands, behind a title that opens it."""
    return tag("details", tag("summary", title), tag("pre", text), class_="proof")


def quoted(text: str, start: int, end: int, *, around: int = 14) -> Html:
    """The words of a span, marked, with a little of the text on both sides; line ends shown as spaces."""
    before, words, after = text[max(0, start - around) : start], text[start:end], text[end : end + around]
    left = "…" if start > around else ""
    right = "…" if end + around < len(text) else ""
    return joined(left, before.replace("\n", " "), clipped(words), after.replace("\n", " "), right)


def clipped(text: str, limit: int = 80) -> Html:
    """A quotation, marked; of a long one the beginning and the end."""
    if len(text) <= limit:
        return tag("mark", text.replace("\n", " "))
    begin, end = text[: limit // 2], text[-limit // 2 :]
    return joined(tag("mark", begin.replace("\n", " ")), " …… ", tag("mark", end.replace("\n", " ")))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: Iterable[int] = ()) -> Html:
    """A table; `numeric` columns are set flush right. Cells are text unless they are `Html`."""
    right = set(numeric)
    kinds = [{"class_": "n"} if i in right else {} for i in range(len(head))]
    titles = tag("tr", *(tag("th", title, **kind) for title, kind in zip(head, kinds, strict=True)))
    body = [tag("tr", *(tag("td", _cell(c), **k) for c, k in zip(row, kinds, strict=True))) for row in rows]
    return tag("table", tag("thead", titles), tag("tbody", *body))


def badge(kind: str, text: str) -> Html:
    """A coloured word: severity, outcome or verdict."""
    return tag("span", text, class_=f"badge {kind}")


def side_by_side(parts: Iterable[object]) -> Html:
    """In one line, told apart also where there is no style sheet."""
    dot = tag("span", " · ", class_="sep")
    pieces = [piece for part in parts for piece in (dot, part)]
    return joined(*pieces[1:])


def _cell(value: object) -> object:
    return "–" if value is None or value == "" else value


@cache
def _phrases() -> dict[str, list[str]]:
    content = tomllib.loads((files(__package__) / "page.toml").read_text(encoding="utf-8"))
    return {key: pair for group in content.values() for key, pair in group.items()}
