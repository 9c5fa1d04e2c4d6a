"""The streams of a process where they end: closed, full, or left by their reader."""

from __future__ import annotations

import os
from typing import TextIO


def let_go(stream: TextIO | None) -> None:
    """Flush a stream; what it cannot take goes nowhere, so that Python does not fail at its end."""
    if stream is None or stream.closed:
        return
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
