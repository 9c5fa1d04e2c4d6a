"""The order in which findings are told: by size, and by name where sizes are not known apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Span = tuple[float, float]


def size_of(least: float, most: float) -> Span:
    """The interval of how large something is, whichever way, from its own."""
    small, large = sorted((abs(least), abs(most)))
    return (0.0 if least <= 0.0 <= most else small), large


def ranks(sizes: Sequence[Span]) -> list[tuple[int, int]]:
    """The first and the last place that each may have, the largest first.

    From intervals that hold all together (Klein, Wright & Wieczorek 2020).
    """
    return [
        (
            1 + sum(low > most for low, _ in sizes),
            len(sizes) - sum(high < least for _, high in sizes),
        )
        for least, most in sizes
    ]


def in_order(sizes: Mapping[str, Span], middles: Mapping[str, float]) -> list[str]:
    """Names, the largest first; by name those whose intervals overlap that of the largest left."""
    ordered: list[str] = []
    waiting = sorted(sizes, key=lambda name: (-middles[name], name))
    while waiting:
        least = sizes[waiting[0]][0]
        alike = [name for name in waiting if sizes[name][1] >= least]
        ordered += sorted(alike)
        waiting = [name for name in waiting if name not in alike]
    return ordered
