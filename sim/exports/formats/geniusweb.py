"""GeniusWeb (Jonker et al. 2020): a domain and linear additive profiles in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from sim.exports.held import Held, Side, leave_out
from sim.exports.naming import names_of
from sim.imports.notes import Notes


class _GeniusWeb:
    """The format."""

    about = "a GeniusWeb domain and its profiles (JSON)"

    def files(self, held: Held, notes: Notes) -> Mapping[str, str]:
        """A domain, and a profile for each who is asked."""
        leave_out(held, notes)
        domain_name, names = names_of(held.asked, ".json")
        domain = {
            "name": held.title,
            "issuesValues": {one.title: {"values": [*one.options]} for one in held.issues},
        }
        found = {domain_name: _text(domain)}
        for side, name in zip(held.asked, names, strict=True):
            found[name] = _text({"LinearAdditiveUtilitySpace": _space(held, side, domain, notes)})
            notes.carried(f"{side.id}: weights and utilities, as {name}")
        return found


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _space(held: Held, side: Side, domain: dict[str, Any], notes: Notes) -> dict[str, Any]:
    titles = [issue.title for issue in held.issues]
    bid = _reservation(held, side, notes)
    return {
        "name": side.id,
        "issueUtilities": {
            issue.title: {"discreteutils": {
                "valueUtilities": dict(zip(issue.options, row, strict=True))
            }}
            for issue, row in zip(held.issues, side.worths, strict=True)
        },
        "issueWeights": dict(zip(titles, map(float, side.weights), strict=True)),
        "domain": domain,
        "reservationBid": {"issuevalues": {
            issue.title: issue.options[o] for issue, o in zip(held.issues, bid, strict=True)
        }},
    }  # fmt: skip


def _reservation(held: Held, side: Side, notes: Notes) -> Sequence[int]:
    """No deal is a bid there: the least that is worth as much, so that the same are acceptable."""
    packages = product(*(range(len(issue.options)) for issue in held.issues))
    worths = [(side.worth(package), package) for package in packages]
    enough = [one for one in worths if one[0] >= side.no_deal - _SAME]
    if not enough:
        notes.lost(f"{side.id}: no deal is worth more to it than any; its reservation is its best")
        return max(worths)[1]
    worth, bid = min(enough)
    if abs(worth - side.no_deal) > _SAME:
        notes.assumed(
            f"{side.id}: no deal ({side.no_deal:.4g}) is the least bid that is worth as much "
            f"({worth:.4g})"
        )
    return bid


_SAME = 1e-12

EXPORT = _GeniusWeb()
