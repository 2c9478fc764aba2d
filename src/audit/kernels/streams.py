"""Standard output and error of a notebook: what Python prints, and what other programs write, in order."""

from __future__ import annotations

import codecs
import io
import os
import threading
from collections.abc import Callable, Mapping

PIECE = 1 << 16  # characters kept back at most
MARK = b"\0audit-end-of-cell\0"


class Stream(io.TextIOBase):
    """A text stream whose pieces become messages when it is flushed, or long."""

    def __init__(self, name: str, publish: Callable[[str, str], None], lock: threading.RLock) -> None:
        """`lock` is shared by both streams: each flushes the other first, so that they keep their order."""
        super().__init__()
        self.name = f"<{name}>"
        self._kind = name
        self._publish = publish
        self._pieces: list[str] = []
        self._length = 0
        self._lock = lock
        self._owner = os.getpid()
        self.other: Stream | None = None

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As a kernel's streams."""
        return "UTF-8"

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """As a kernel's streams."""
        return "replace"

    def writable(self) -> bool:
        """Yes."""
        return True

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def fileno(self) -> int:
        """The descriptor that other programs write to."""
        return 1 if self._kind == "stdout" else 2

    def write(self, text: str) -> int:
        """Keep the text until it is flushed."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self._lock:
            if self.other is not None:
                self.other.flush()
            self._pieces.append(text)
            self._length += len(text)
            if self._length >= PIECE:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what was kept. A process that the notebook forked writes to the descriptor instead."""
        with self._lock:
            text, self._pieces, self._length = "".join(self._pieces), [], 0
            if text and os.getpid() == self._owner:
                self._publish(self._kind, text)
            elif text:
                os.write(self.fileno(), text.encode(errors="replace"))


class Capture:
    """What is written to descriptors 1 and 2 past Python (by other programs, by C libraries) goes to the streams."""

    def __init__(self, streams: Mapping[int, Stream]) -> None:
        self._drained = {descriptor: threading.Event() for descriptor in streams}
        first, second = streams.values()
        first.other, second.other = second, first
        for descriptor, stream in streams.items():
            reading, writing = os.pipe()
            os.dup2(writing, descriptor)
            os.close(writing)
            read = threading.Thread(target=self._read, args=(reading, descriptor, stream), daemon=True)
            read.start()

    def drain(self) -> None:
        """Wait until everything written so far has been read."""
        for descriptor, drained in self._drained.items():
            drained.clear()
            os.write(descriptor, MARK)
            drained.wait()

    def _read(self, reading: int, descriptor: int, stream: Stream) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        pending = b""
        while piece := os.read(reading, 1 << 16):
            pending += piece
            *texts, pending = pending.split(MARK)
            for text in texts:
                _pass_on(stream, decoder.decode(text, final=True))
                decoder.reset()
                self._drained[descriptor].set()
            kept = _possible_mark(pending)
            _pass_on(stream, decoder.decode(pending[: len(pending) - kept]))
            pending = pending[len(pending) - kept :]


def _pass_on(stream: Stream, text: str) -> None:
    if text:
        stream.write(text)
        stream.flush()


def _possible_mark(piece: bytes) -> int:
    """How many bytes at the end could be the beginning of the mark."""
    return next((n for n in range(min(len(MARK) - 1, len(piece)), 0, -1) if piece.endswith(MARK[:n])), 0)
