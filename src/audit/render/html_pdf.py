"""A page as PDF, printed by the Chromium (or Chrome, or Edge) of this machine; nothing else here lays out pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import ConfigError

BROWSER = "AUDIT_CHROMIUM"
"""Environment variable with the browser to use; otherwise the first of `NAMES` on the path."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
PATIENCE = 120  # seconds for one page
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--proxy-server=127.0.0.1:9",  # pages need no network; neither does the browser
)


def browser() -> str:
    """The browser that prints; raises `ConfigError` where there is none."""
    named = os.environ.get(BROWSER)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        looked_for = named or ", ".join(NAMES)
        raise ConfigError(
            f"no Chromium on this machine, which prints the PDF (looked for {looked_for}); name one in {BROWSER}",
            f"本机没有可用于生成 PDF 的 Chromium 浏览器（查找：{looked_for}）；可用环境变量 {BROWSER} 指定",
        )
    return found


def print_pdf(page: Path, out: Path) -> Path:
    """Print the page into `out`, which is there whole or not at all. Raises `ConfigError` if the browser fails.

    The PDF holds its time of printing, so it is never sealed: the page is.
    """
    with TemporaryDirectory(prefix="audit-print-") as scratch:
        made = Path(scratch) / "page.pdf"
        command = [browser(), *QUIET, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={made}"]
        command += ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # Chromium refuses root else
        try:
            done = subprocess.run(
                [*command, page.resolve().as_uri()], capture_output=True, timeout=PATIENCE, check=False, text=True
            )
        except subprocess.TimeoutExpired as error:
            raise _failed(page, f"{PATIENCE} s") from error
        if done.returncode or not made.is_file():
            raise _failed(page, (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1])
        fresh = out.with_name(f".{out.name}.new")
        shutil.copyfile(made, fresh)
        return fresh.replace(out)


def _failed(page: Path, why: str) -> ConfigError:
    return ConfigError(f"{page.name} could not be printed: {why}", f"{page.name} 未能生成 PDF：{why}")
