"""Pages as PDF, where a browser is there to print them."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from audit.errors import ConfigError
from audit.render.html_pdf import BROWSER, browser, print_pdf

PAGE = "<!DOCTYPE html><meta charset='utf-8'><style>@page { size: A4 } p { break-after: page }</style><p>甲<p>乙<p>丙"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "2022-槐渚区 #1.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def standing_in(folder: Path, program: str) -> str:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.slow
def test_a_page_is_printed_on_a4(page: Path) -> None:
    try:
        browser()
    except ConfigError:
        pytest.skip("no Chromium on this machine")
    out = print_pdf(page, page.with_suffix(".pdf"))
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) >= 3
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]", content)
    assert sorted(p.name for p in page.parent.iterdir()) == [page.name, out.name]


def test_without_a_browser_it_says_which_was_looked_for(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BROWSER, "no-such-browser")
    with pytest.raises(ConfigError, match="looked for no-such-browser") as caught:
        print_pdf(page, page.with_suffix(".pdf"))
    assert "本机没有可用于生成 PDF 的 Chromium 浏览器" in caught.value.words("zh")
    monkeypatch.delenv(BROWSER)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="looked for chromium, "):
        browser()


@pytest.mark.parametrize("program", ["echo broken >&2; exit 3", "echo broken >&2"])
def test_a_failing_browser_leaves_no_pdf(page: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setenv(BROWSER, standing_in(page.parent, program))
    with pytest.raises(ConfigError, match=r"2022-槐渚区 #1\.html could not be printed: broken"):
        print_pdf(page, page.with_suffix(".pdf"))
    assert not list(page.parent.glob("*.pdf"))
