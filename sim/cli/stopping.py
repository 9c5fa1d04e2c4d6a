"""Ctrl-C, and SIGTERM: the first lets what is under way be finished, the second does not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from sim import interrupts


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """What says whether to stop; a second signal raises KeyboardInterrupt."""
    asked = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            interrupts.hear(number, frame)
            return
        asked = True
        interrupts.tell("Stopping when what is under way is finished; once more stops at once.")

    if threading.current_thread() is not threading.main_thread():
        yield lambda: asked
        return
    before = [(name, signal.signal(name, stop)) for name in interrupts.SIGNALS]
    try:
        yield lambda: asked
    finally:
        for name, handler in before:
            signal.signal(name, handler)
