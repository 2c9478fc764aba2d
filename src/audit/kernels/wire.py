"""JSON messages over a Unix socket: four bytes of length (big-endian), then UTF-8."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

_LENGTH = struct.Struct(">I")


def frame(message: Json, default: Callable[[Any], Any] | None = None) -> bytes:
    """The bytes of one message; `default` makes plain values of what JSON does not know."""
    content = json.dumps(message, default=default).encode()
    return _LENGTH.pack(len(content)) + content


class Reader:
    """Messages out of the bytes that arrive; keeps the piece of one that is not complete."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._pending = bytearray()

    def receive(self, timeout: float | None = None) -> Json | None:
        """The next message, or None when the other side is gone.

        `timeout` in seconds, None waits for ever; raises `TimeoutError`. What arrived before is kept.
        """
        while (message := self.complete()) is None:
            self._channel.settimeout(timeout)
            piece = self._channel.recv(1 << 20)
            if not piece:
                return None
            self.add(piece)
        return message

    def add(self, piece: bytes) -> None:
        """Bytes that arrived."""
        self._pending += piece

    def complete(self) -> Json | None:
        """A message whose bytes are all here."""
        if len(self._pending) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._pending)
        end = _LENGTH.size + length
        if len(self._pending) < end:
            return None
        message: Json = json.loads(self._pending[_LENGTH.size : end])
        del self._pending[:end]
        return message
