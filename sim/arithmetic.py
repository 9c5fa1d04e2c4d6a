"""What this machine makes of exp, log and the like: their last bits differ between processors.

glibc has versions with and without fused multiplication, and takes what the processor has; their
exp differs in about one in a thousand numbers. So runs are the same to the bit where the arithmetic
is, and logs and data sets say which it was.
"""

from __future__ import annotations

import math
import struct
from functools import lru_cache
from hashlib import sha256

PROBES = 2000  # of each function: they differ in one of a thousand
_MASK = 0xFFFF_FFFF_FFFF_FFFF


@lru_cache(maxsize=1)
def arithmetic() -> str:
    """The fingerprint of this machine's arithmetic: 12 hex digits."""
    found = sha256()
    for probe in (_exp, _log, _log1p, _expm1, _pow):
        pairs = ((_uniform(2 * k), _uniform(2 * k + 1)) for k in range(PROBES))
        found.update(b"".join(struct.pack("<d", probe(u, v)) for u, v in pairs))
    return found.hexdigest()[:12]


def other_arithmetic(kept: str) -> str:
    """That something was worked out with another arithmetic; "" where it was not, or is unknown."""
    if kept in ("", arithmetic()):
        return ""
    return (
        f"was worked out with arithmetic {kept}, and this machine's is {arithmetic()} (last digits "
        "of exp and log differ between processors)"
    )


def _uniform(k: int) -> float:
    """A number in (0, 1), always the same (splitmix64; Steele, Lea & Flood 2014)."""
    x = (k + 0x9E37_79B9_7F4A_7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & _MASK
    return (((x ^ (x >> 31)) >> 12) + 0.5) * 2.0**-52


def _exp(u: float, _: float) -> float:
    return math.exp(80.0 * u - 40.0)


def _log(u: float, v: float) -> float:
    return math.log(math.ldexp(u, int(60.0 * v) - 30))


def _log1p(u: float, v: float) -> float:
    return math.log1p(math.ldexp(u, int(40.0 * v) - 30) - 0.5 * v)


def _expm1(u: float, _: float) -> float:
    return math.expm1(16.0 * u - 8.0)


def _pow(u: float, v: float) -> float:
    return math.pow(4.0 * u, 12.0 * v - 6.0)
