"""The kernel provisioner `audit-fork`: Jupyter asks it for a kernel, it asks the fork server."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from .client import Forked, Refused, address, supported

logger = logging.getLogger(__name__)

LAUNCHER = "ipykernel_launcher"
PATIENCE = 5.0  # seconds for a killed kernel to be gone, as Jupyter's
SOON = 0.005  # seconds between two looks at an ending kernel; Jupyter's own 0.1 is a tenth of a notebook's time


class ForkProvisioner(LocalProvisioner):
    """A kernel forked by the server; where none runs, or where it refuses, launched as usual (the log says so)."""

    address = Unicode("", config=True, help="The server's socket; default: the environment's, else the user's own.")
    _folder: TemporaryDirectory[str] | None = None

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Choose Unix sockets in a private folder instead of ports that anybody on this machine can reach."""
        manager = self.parent
        if supported() and manager is not None and manager.transport == "tcp":
            self._folder = TemporaryDirectory(prefix="audit-kernel-")
            manager.transport, manager.ip = "ipc", str(Path(self._folder.name) / "k")
        return await super().pre_launch(**options)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Ask the server for a process, else launch one."""
        if not supported() or LAUNCHER not in cmd:
            return await super().launch_kernel(cmd, **options)
        folder = Path(options.get("cwd") or Path.cwd())
        arguments = cmd[cmd.index(LAUNCHER) + 1 :]
        at = Path(self.address) if self.address else address()
        try:
            process = Forked(at, env=options["env"], folder=folder, argv=arguments)
        except Refused as refusal:
            logger.warning("%s; this kernel is launched as usual", refusal)
            return await super().launch_kernel(cmd, **options)
        except OSError:  # no server: correct all the same, only slower
            return await super().launch_kernel(cmd, **options)
        self.process = process  # type: ignore[assignment]  # all of Popen that Jupyter uses
        self.pid = self.pgid = process.pid
        self.cwd = folder
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End it, and see it end: Jupyter would look after 0.1 s at the earliest."""
        await super().kill(restart=restart)
        if isinstance(self.process, Forked):
            end = monotonic() + PATIENCE
            while self.process.poll() is None and monotonic() < end:
                await asyncio.sleep(SOON)

    async def wait(self) -> int | None:
        """Until the process has ended."""
        if not isinstance(self.process, Forked):
            return await super().wait()
        while self.process.poll() is None:
            await asyncio.sleep(SOON)
        status = self.process.returncode
        self.process.close()
        self.process = None
        return status

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets' folder with the kernel."""
        await super().cleanup(restart=restart)
        if self._folder is not None and not restart:
            self._folder.cleanup()
            self._folder = None
