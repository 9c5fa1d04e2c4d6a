"""Mediated talks: the first mediator whose delay ends tables a text; a refusal is answered.

With no text on the table every mediator's delay to table runs; once consent to the live text is
lacking, its delay to revise it; and a party that refused it may counter. Whose turn it is:
`sim.core.turning`; what mediators table is for their rule to say (`sim.core.mediating`).
"""

from __future__ import annotations

from sim.talks.built_in import BuiltIn

PROTOCOL = BuiltIn(direct=False)
