"""NegMAS (Mohammad et al. 2021): an outcome space, and a linear function for each, in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from sim.exports.held import Held, Side, leave_out
from sim.exports.naming import names_of
from sim.imports.notes import Notes


class _NegMAS:
    """The format."""

    about = "a NegMAS scenario (a folder with an outcome space and utility functions)"

    def files(self, held: Held, notes: Notes) -> Mapping[str, str]:
        """An outcome space, and a function for each who is asked."""
        leave_out(held, notes)
        domain, names = names_of(held.asked, ".yml")
        issues = [
            {"name": one.title, "type": "CategoricalIssue", "values": [*one.options]}
            for one in held.issues
        ]
        kind = "DiscreteCartesianOutcomeSpace"
        found = {domain: _text({"issues": issues, "name": held.title, "type": kind})}
        for side, name in zip(held.asked, names, strict=True):
            found[name] = _text(_function(held, side))
            notes.carried(f"{side.id}: weights, values and reserved value, as {name}")
        return found


def _text(data: dict[str, Any]) -> str:
    stream, yaml = StringIO(), YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.dump(data, stream)
    return stream.getvalue()


def _function(held: Held, side: Side) -> dict[str, Any]:
    tables = [
        {"mapping": dict(zip(issue.options, row, strict=True)), "type": "TableFun"}
        for issue, row in zip(held.issues, side.worths, strict=True)
    ]
    return {
        "name": side.id,
        "reserved_outcome": None,
        "reserved_value": side.no_deal,
        "type": "LinearAdditiveUtilityFunction",
        "values": tables,
        "weights": [float(weight) for weight in side.weights],
    }


EXPORT = _NegMAS()
