"""Hashes of rows as chunks come in, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.ensemble.blocks import Ints
from sim.ensemble.frame import HASH_SIZE, Hashes, digest_of

NO_HASHES: Hashes = np.empty((0, HASH_SIZE), np.uint8)


@dataclass
class Hashbook:
    """Hashes of rows as chunks come in, put in run order at the end: 24 bytes a run."""

    numbers: list[Ints] = field(default_factory=list)
    hashes: list[Hashes] = field(default_factory=list)

    def add(self, numbers: Ints, hashes: Hashes) -> None:
        """Add the hashes of these runs."""
        assert len(numbers) == len(hashes), "a hash a run"
        self.numbers.append(numbers)
        self.hashes.append(hashes)

    def digest(self, columns: Sequence[str]) -> str:
        """Of all, in run order."""
        if not self.numbers:
            return digest_of(columns, NO_HASHES)
        numbers = np.concatenate(self.numbers)
        assert len(np.unique(numbers)) == len(numbers), "a run is there twice"
        return digest_of(columns, np.concatenate(self.hashes)[np.argsort(numbers)])
