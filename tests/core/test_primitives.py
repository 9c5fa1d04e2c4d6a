"""What is written twice, for Python and for C, is the same to the bit."""

from __future__ import annotations

import random

from sim.core import primitives


def test_decimals_are_rounded_as_python_rounds_them() -> None:
    rng = random.Random(5)
    for _ in range(3000):
        digits = rng.choice([0, 2, 9, 12, 17, 22, 23, 30])
        half = (rng.randint(0, 10**6) + 0.5) * 10.0**-digits
        for x in (rng.random(), -rng.random() * 1e-9, half, rng.randint(0, 4096) / 2**12):
            assert primitives.rounded(x, digits).hex() == round(x, digits).hex()
