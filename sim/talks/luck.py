"""Addressable luck: every draw is a pure function of what it is for.

`u(seed, run, future, actor, purpose, index)` mixes hashed names through splitmix64
(Steele, Lea & Flood 2014) and gives `((x >> 12) + 0.5) * 2**-52`, strictly inside (0, 1).
The scalar and the NumPy form give the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

MASK = 0xFFFF_FFFF_FFFF_FFFF
GOLDEN = 0x9E37_79B9_7F4A_7C15
MAX_SEED = 2**63 - 1
_SCALE = 2.0**-52


def mix(x: int) -> int:
    """The splitmix64 finaliser of a 64-bit integer."""
    x = (x + GOLDEN) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
    return x ^ (x >> 31)


@lru_cache(maxsize=65536)
def name_key(*names: str) -> int:
    """A 64-bit hash of names, the same in every process."""
    digest = blake2b("\x1f".join(names).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def run_key(seed: int, run: int, future: int) -> int:
    """Where the draws of one run in one future start from."""
    return mix(mix(mix(seed) ^ run) ^ future)


@dataclass(slots=True)
class Luck:
    """The draws of one run (`seed` 0 to 2**63-1) in one future."""

    seed: int
    run: int
    future: int = 0
    _key: int = field(init=False)

    def __post_init__(self) -> None:
        assert 0 <= self.seed <= MAX_SEED, f"seed {self.seed} is not in 0..2**63-1"
        self._key = run_key(self.seed, self.run, self.future)

    @property
    def key(self) -> int:
        """Where its draws start from."""
        return self._key

    def u(self, actor: str, purpose: str, index: int = 0) -> float:
        """A uniform in (0, 1) for this actor, purpose and index (0 to 2**64-1)."""
        # `mix` twice, written out: every delay and taste passes here.
        x = ((self._key ^ name_key(actor, purpose)) + GOLDEN) & MASK
        x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
        x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
        x = ((x ^ (x >> 31) ^ index) + GOLDEN) & MASK
        x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
        x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
        x ^= x >> 31
        return ((x >> 12) + 0.5) * _SCALE

    def row(self, actor: str, purposes: tuple[str, ...], index: int = 0) -> list[float]:
        """`u` for many purposes at once: the same bits."""
        x = _mix_array(np.uint64(self._key) ^ _keys(actor, purposes)) ^ np.uint64(index)
        found: list[float] = _unit(_mix_array(x)).tolist()
        return found


@lru_cache(maxsize=256)
def _keys(actor: str, purposes: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    return np.array([name_key(actor, purpose) for purpose in purposes], dtype=np.uint64)


def _unit(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.float64]:
    return ((x >> np.uint64(12)).astype(np.float64) + 0.5) * _SCALE


def _mix_array(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    x = x + np.uint64(GOLDEN)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return x ^ (x >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class Address:
    """What a draw is for, apart from its run."""

    actor: str
    purpose: str
    index: int = 0


def uniforms(
    seed: int, runs: npt.NDArray[np.uint64], address: Address, future: int = 0
) -> npt.NDArray[np.float64]:
    """`Luck(seed, run, future).u(...)` for an array of runs: same shape, same bits."""
    keys = _mix_array(_mix_array(np.uint64(mix(seed)) ^ runs) ^ np.uint64(future))
    named = _mix_array(keys ^ np.uint64(name_key(address.actor, address.purpose)))
    return _unit(_mix_array(named ^ np.uint64(address.index)))
