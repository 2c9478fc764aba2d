"""Pages as PDF beside them, for those who file paper."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .memory import clear, digests, note, recall


def print_pages(out: Path) -> list[str]:
    """Print overview, districts and reports; only what is newer than its PDF. Past PDFs go, as past pages do.

    Gives the names of past PDFs that somebody changed. Raises `ConfigError` where no browser is there to print.
    """
    from ..render.html_pdf import browser, print_pdf

    browser()
    pages = [
        out / "overview.html",
        *sorted((out / "districts").glob("*.html")),
        *sorted((out / "reports").glob("*.html")),
    ]
    pairs = [(page, page.with_suffix(".pdf")) for page in pages if page.is_file()]
    due = [(page, pdf) for page, pdf in pairs if not pdf.is_file() or pdf.stat().st_mtime < page.stat().st_mtime]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(lambda pair: print_pdf(*pair), due))
    last = out / "work" / "printed.json"
    earlier: dict[str, str] = recall(last).get("files", {})
    made = digests(out, [pdf for _, pdf in pairs])
    note(last, {"files": made})
    return clear(out, {name: digest for name, digest in earlier.items() if name not in made})
