"""A small process that outlives the server by a moment: when the server dies, nothing of its kernels stays behind.

The kernels themselves die with the server (PR_SET_PDEATHSIG); the programs they started would not.
"""

from __future__ import annotations

import os
import signal
import struct
from contextlib import suppress

_ENTRY = struct.Struct("=i")  # process group: positive when born, negative when gone


class Guardian:
    """Fork it first, while the server is small. `watch` and `release` tell it which process groups live."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._writing)
            _guard(reading)
        os.close(reading)

    def watch(self, group: int) -> None:
        """A process group was born."""
        os.write(self._writing, _ENTRY.pack(group))

    def release(self, group: int) -> None:
        """A process group is gone."""
        os.write(self._writing, _ENTRY.pack(-group))


def _guard(reading: int) -> None:
    """Until the pipe ends, which is when the server is gone, however it went."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    while entry := os.read(reading, _ENTRY.size):
        (group,) = _ENTRY.unpack(entry)
        if group > 0:
            groups.add(group)
        else:
            groups.discard(-group)
    for group in groups:
        kill_group(group)
    os._exit(0)


def kill_group(group: int) -> None:
    """End every process of a group; there may be none left."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
