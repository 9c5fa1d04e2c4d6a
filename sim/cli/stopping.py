"""Ctrl-C, and SIGTERM: the first lets what is under way be finished, the second does not."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from sim.cli.output import warn

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """What says whether to stop; a second signal raises KeyboardInterrupt."""
    asked = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        warn("Stopping when what is under way is finished; once more stops at once.")

    if threading.current_thread() is not threading.main_thread():
        yield lambda: asked
        return
    before = [(name, signal.signal(name, stop)) for name in SIGNALS]
    try:
        yield lambda: asked
    finally:
        for name, handler in before:
            signal.signal(name, handler)
