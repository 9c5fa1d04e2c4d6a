"""Alternating offers: the party that did not table last tables next (Rubinstein 1982).

Among the packages worth its aspiration it tables the one it believes best for the others
(their mean worth; with two parties the other's), else its own best; tabling is accepting.
Everyone is in one room. Whose turn it is: `sim.core.turning`; what is offered:
`sim.core.answering.offer`.
"""

from __future__ import annotations

from sim.talks.built_in import BuiltIn

PROTOCOL = BuiltIn(direct=True)
