"""Ctrl-C and SIGTERM: where they may be heard, and where they wait.

An exception between two steps that belong together leaves half of something behind: a worker
that nobody knows of, a module that is half there. There a signal waits until they are done.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from types import FrameType
from typing import TypeVar

SIGNALS = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED = 130  # the exit code, as a shell expects it after Ctrl-C
STOPPED = "Stopped before anything was finished."
_AGAIN = 0.02  # seconds after which a signal is heard that could not be
_IMPORTS = "<frozen importlib._bootstrap>"
_Step = TypeVar("_Step")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let signals wait until the end; then whoever hears them outside does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _waiting(signal.SIGALRM), _waiting(signal.SIGTERM), _waiting(signal.SIGINT):
        yield


@contextmanager
def _waiting(number: signal.Signals) -> Iterator[None]:
    outside = signal.getsignal(number)
    if outside in (signal.SIG_IGN, None):  # None: whoever hears it is not Python
        yield
        return
    heard: list[int] = []
    try:
        signal.signal(number, lambda heard_now, _: heard.append(heard_now))
        yield
    finally:
        signal.signal(number, outside)
        for _ in heard:
            signal.raise_signal(number)


def listen() -> None:
    """Raise KeyboardInterrupt in the main thread on either signal, once it can do no harm.

    In the middle of an import a C extension would make an ImportError of it, and where Python
    itself calls (a finalizer, a callback) it would be printed and lost: it is raised after that.
    A signal that whoever began the process ignores stays ignored.
    """
    for number in (*SIGNALS, signal.SIGALRM):  # the alarm: of one that could not be heard at once
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, hear)
    sys.unraisablehook = _unraisable


def last_of(steps: Generator[_Step]) -> _Step:
    """The last of some steps, also where they are interrupted after the first.

    Raises
    ------
    KeyboardInterrupt
        Where they are interrupted before that.
    """
    found = list[_Step]()
    try:
        with closing(steps):
            for step in steps:
                found = [step]
    except KeyboardInterrupt:
        if not found:
            raise
    assert found, "a step, or what kept it from being taken"
    return found[0]


def ignore() -> None:
    """Hear nothing any more, where `listen` was called: all is done but to end."""
    for number in (*SIGNALS, signal.SIGALRM):
        if signal.getsignal(number) is hear:
            signal.signal(number, signal.SIG_IGN)


def hear(_number: int, frame: FrameType | None) -> None:
    """A handler of signals: raises KeyboardInterrupt, now or after an import."""
    if _is_importing(frame):
        _hear_soon()
    else:
        raise KeyboardInterrupt


def tell(line: str) -> None:
    """Print a line to where errors go, also in a handler, where a buffered write may be under way.

    Where nobody can be told, nobody is.
    """
    with suppress(OSError):
        os.write(2, f"{line}\n".encode())


def _hear_soon() -> None:
    signal.setitimer(signal.ITIMER_REAL, _AGAIN)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == _IMPORTS:
            return True
        frame = frame.f_back
    return False


def _unraisable(lost: sys.UnraisableHookArgs) -> None:
    if issubclass(lost.exc_type, KeyboardInterrupt):
        _hear_soon()
    else:
        sys.__unraisablehook__(lost)
