"""Which case, and which later moves, a what-if of a scenario comes to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sim.errors import SettingError
from sim.scenario.whatif import titled

if TYPE_CHECKING:
    from sim.scenario.case import Case


def under(case: Case, name: str, *, titled_so: bool = True) -> tuple[Case, str]:
    """The case to play under a what-if, and the name of the moves it adds from now on.

    One from the start is a case of its own; one from now keeps the case, and with it the
    past and its latents. No name is the case as it is. `titled_so`: the title says so, which a
    seat must not read: it may tell what somebody else can do without.

    Raises
    ------
    SettingError
        Where the scenario has no such what-if.
    """
    if not name:
        return case, ""
    variant = case.what_if.get(name)
    if variant is None:
        known = ", ".join(case.what_if) or "none"
        raise SettingError(f"no what-if is called {name!r} here: write one of {known}")
    if variant.from_ == "now":
        return case, name
    if not titled_so:
        return case.variant(variant.sets), ""
    title = json.dumps(titled(case.title, variant.title))
    return case.variant((*variant.sets, ("title", title))), ""
