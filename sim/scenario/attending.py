"""Who takes part in a session: everyone, those listed, or what no source reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from sim.scenario.fields import Reader
from sim.scenario.tree import Data
from sim.scenario.words import UNKNOWN, Pick, mistake, pick

NOT_REPORTED = "not reported"
IN, OUT = PRESENCE = ("in", "out")
UNSURE = Pick(None, NOT_REPORTED)


def _attend(data: Data) -> tuple[str, ...] | dict[str, Pick] | None:
    if data == NOT_REPORTED:
        return {}
    if isinstance(data, dict):
        return {name: pick(value, IN) for name, value in data.items()}
    if isinstance(data, list) and all(isinstance(name, str) and name for name in data):
        return tuple(str(name) for name in data)
    wrong = "nothing is given" if data is None else "not a list"
    if data == UNKNOWN:
        raise mistake(wrong, data, f"write {NOT_REPORTED}: each actor is drawn, in or out")
    cure = f"write [{data}]" if isinstance(data, str) and data else "write [one, two]"
    raise mistake(wrong, data, f"{cure}, or {NOT_REPORTED}")


_SCHEMA = {
    "description": "left out: everyone; not reported: each drawn, in or out equally likely",
    "anyOf": [
        {"const": NOT_REPORTED},
        {"type": "array", "items": {"type": "string"}},
        {
            "type": "object",
            "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "object"}]},
        },
    ],
}
# None: everyone. A list: those, and nobody else. A mapping: each in or out; of whoever is left
# out of it no source reports whether it took part.
Attend = Annotated[tuple[str, ...] | dict[str, Pick] | None, Reader(_attend, _SCHEMA)]


def surely_in(attend: tuple[str, ...] | dict[str, Pick] | None, actors: Sequence[str]) -> set[str]:
    """Those who take part whatever is drawn."""
    if attend is None:
        return set(actors)
    if isinstance(attend, dict):
        return {name for name, presence in attend.items() if presence.sure == IN}
    return set(attend)
