"""Names of files: that of a domain, and one for each side."""

from __future__ import annotations

from collections.abc import Sequence

from sim.exports.held import Side

DOMAIN = "domain"


def names_of(sides: Sequence[Side], ending: str) -> tuple[str, list[str]]:
    """The name of the domain's file, and of each side's, which is its id."""
    domain = DOMAIN
    while domain in {side.id for side in sides}:
        domain = f"the-{domain}"
    return domain + ending, [side.id + ending for side in sides]
