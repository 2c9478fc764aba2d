"""`python -m audit.kernels [--at SOCKET] [--watch PATH]…`: the fork server, in the foreground."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ..errors import AuditError, ConfigError
from .client import default_address, supported
from .freshness import Watch
from .guardian import Guardian
from .life import live
from .preload import ONE_THREAD, preload
from .server import LIMIT, Server


def main() -> None:
    """Serve until told to stop; says `ready` on standard output when kernels can be asked for."""
    options = _options()
    if not supported():
        raise ConfigError("forked kernels need Linux", "派生内核需要 Linux 系统")
    guardian = Guardian()  # first, while this process is small
    watch = Watch([*options.watch, *options.rehearse])  # before the modules are read: a change in between is noticed
    os.environ |= ONE_THREAD
    preload(options.rehearse)
    if changed := watch.changed():
        raise ConfigError(f"{changed} was changed during the start: try again", f"启动过程中 {changed} 有改动，请重试")
    options.at.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = Server(options.at, live, guardian, watch, limit=options.limit)
    print("ready", flush=True)
    server.serve(options.lifeline)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m audit.kernels", description=__doc__)
    parser.add_argument(
        "--at", type=Path, default=default_address(), help="where to listen; its folder must be private"
    )
    parser.add_argument("--watch", type=Path, action="append", default=[], help="refuse to serve once this was changed")
    parser.add_argument(
        "--rehearse", type=Path, action="append", default=[], help="a template to run once before serving"
    )
    parser.add_argument("--limit", type=int, default=LIMIT, help="kernels at a time")
    parser.add_argument("--lifeline", type=int, help="file descriptor of a pipe; the server ends with it")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except AuditError as error:
        sys.exit(f"audit.kernels: {error}")
