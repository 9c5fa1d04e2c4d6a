"""Permissions that hold for root too, for as long as a test asks."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

OVERRIDES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
VERSION_3 = 0x20080522


@contextmanager
def without_privilege() -> Iterator[None]:
    """This thread is held to permissions even where it runs as root, as CI does on Linux."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    kept = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then their upper halves
    assert libc.capget(header, kept) == 0, os.strerror(ctypes.get_errno())
    fewer = (ctypes.c_uint32 * 6)(kept[0] & ~OVERRIDES, *kept[1:])
    assert libc.capset(header, fewer) == 0, os.strerror(ctypes.get_errno())
    try:
        yield
    finally:
        assert libc.capset(header, kept) == 0, os.strerror(ctypes.get_errno())
