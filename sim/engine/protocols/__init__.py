"""Who tables what, and when: one file a protocol."""

from __future__ import annotations

from sim.engine.protocols.alternating_offers import AlternatingOffers
from sim.engine.protocols.mediated import Mediated
from sim.talks.protocol import PROTOCOLS


def register() -> None:
    """Make the built-in protocols known by name."""
    for protocol in (Mediated(), AlternatingOffers()):
        PROTOCOLS.add(protocol.name, protocol)
