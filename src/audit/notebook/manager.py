"""The kernel manager of our own runs: this interpreter, private sockets, no waiting for nothing."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

FORK = "audit-fork"
"""Our provisioner, as declared in pyproject.toml."""

SOON = 5
"""Milliseconds until zmq knocks again where no kernel listens yet; its own 100 are most of a kernel's start."""


def kernel_manager(scratch: Path, env: Mapping[str, str], server: Path | None) -> type[AsyncKernelManager]:
    """A kernel manager that starts this interpreter, or asks the server for a copy of it.

    `scratch` is a private folder: connection file and sockets are there, no port is opened.
    """
    import zmq.asyncio
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class Prompt(AsyncKernelClient):
        """Ready when the kernel has answered: without the 0.2 s in which Jupyter waits for messages to throw away.

        No heartbeat: the manager asks the system whether the process lives.
        """

        def _context_default(self) -> zmq.asyncio.Context:
            context = super()._context_default()
            context.setsockopt(zmq.RECONNECT_IVL, SOON)
            return context

        def start_channels(self, *_: Any, **__: Any) -> None:
            super().start_channels(hb=False)

        async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
            end = monotonic() + (timeout or float("inf"))
            while monotonic() < end:
                self.kernel_info()
                with suppress(Empty):
                    await self.get_shell_msg(timeout=1)
                    await self.get_iopub_msg(timeout=0.2)  # else not connected yet: ask again
                    return
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before it was ready")
            raise RuntimeError(f"Kernel was not ready in {timeout} s")

        wait_for_ready = _async_wait_for_ready

    provisioner = {"provisioner_name": FORK, "config": {"address": str(server)}}

    class ThisInterpreter(AsyncKernelManager):
        """Does not search the machine for kernels."""

        kernel_spec = KernelSpec(
            argv=[sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            env=dict(env),
            metadata={"kernel_provisioner": provisioner} if server else {},
        )

        def __init__(self, **options: Any) -> None:
            private = {} if sys.platform == "win32" else {"transport": "ipc"}
            options |= private | {"connection_file": str(scratch / "kernel.json"), "client_factory": Prompt}
            super().__init__(**options)

        async def _async_wait(self, pollinterval: float = SOON / 1000) -> None:
            await super()._async_wait(pollinterval)

        async def _async_interrupt_kernel(self) -> None:
            """Not at shutdown: a kernel that has answered may be putting its interrupt handler back, and complains."""
            if not self.shutting_down:
                await super()._async_interrupt_kernel()

        interrupt_kernel = _async_interrupt_kernel

    return ThisInterpreter
