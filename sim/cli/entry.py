"""`detente` as it is started: a signal is heard before anything else is imported.

What is left is Python's own start: there Ctrl-C ends it, with a traceback of Python's own.
"""

import os
import signal


def _end(*_: object) -> None:
    """End at once: nothing is begun yet, and an exception can be lost amid imports."""
    try:
        os.write(2, b"Stopped before anything was finished.\n")
    finally:
        os._exit(130)


for _number in (signal.SIGINT, signal.SIGTERM):
    if signal.getsignal(_number) is not signal.SIG_IGN:
        signal.signal(_number, _end)


def main() -> None:
    """Run the command line; a signal at any moment ends it with one line and no traceback."""
    # ruff: noqa: PLC0415
    import sys

    from sim import interrupts
    from sim.cli.main import main as command

    try:
        interrupts.listen()
        command.main(prog_name="detente")
    except KeyboardInterrupt:
        interrupts.ignore()
        interrupts.tell(interrupts.STOPPED)
        sys.exit(interrupts.INTERRUPTED)
