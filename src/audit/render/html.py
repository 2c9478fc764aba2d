"""An executed notebook as one self-contained HTML file: no script, no request to anywhere, prints on A4."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from .markup import phrase

HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


def export(notebook: Path) -> str:
    """The page of an executed notebook: tables and pictures inside, all code folded at its end, one file.

    The page's language is the notebook's parameter `language`. Raises `nbformat.ValidationError` for a file that is no
    notebook.
    """
    import nbformat
    from jinja2 import DictLoader
    from nbconvert.exporters import HTMLExporter

    content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    language = _language(content)
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="classic",
        extra_loaders=[DictLoader({"page.html": _shipped("page.html")})],
        template_file="page.html",
        embed_images=True,
        exclude_anchor_links=True,
        sanitize_html=False,
    )
    resources = {
        "audit_style": _shipped("page.css"),
        "audit_language": "zh-CN" if language == "zh" else "en",
        "audit_title": _title(content) or notebook.stem,
        "audit_code": phrase("appendix", language),
    }
    page, _ = exporter.from_notebook_node(content, resources=resources)
    return re.sub(r"\n{3,}", "\n\n", page)


def _language(content: Any) -> str:
    papermill = content.metadata.get("papermill", {})
    given = {**papermill.get("default_parameters", {}), **papermill.get("parameters", {})}
    return str(given.get("language", "zh"))


def _title(content: Any) -> str:
    """The text of the first heading that a cell gave."""
    from html import unescape

    for cell in content.cells:
        for output in cell.get("outputs", ()):
            found = HEADING.search(output.get("data", {}).get("text/html", ""))
            if found:
                return unescape(re.sub(r"<[^>]*>", "", found[1]))
    return ""


def _shipped(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
