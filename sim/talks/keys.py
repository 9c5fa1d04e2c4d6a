"""What luck is keyed to, by the places that actors, issues and the rest have in arrays."""

from __future__ import annotations

from typing import Any

from sim.core.tables import Names
from sim.scenario.names import Names as Called
from sim.talks import timers
from sim.talks.luck import name_key

MOST_NAMES = 8  # sets of names that a process remembers
_NAMES: dict[Any, Names] = {}


def names_of(
    names: Called,
    sessions: tuple[str, ...],
    items: tuple[str, ...],
    shocks: tuple[str, ...],
    texts: int,
) -> Names:
    """What luck is keyed to, with names for so many texts; made once for each set of names."""
    key = texts, names.actors, names.issues, names.package_keys, sessions, items, shocks
    found = _NAMES.get(key)
    if found is None:
        if len(_NAMES) == MOST_NAMES:
            _NAMES.clear()
        found = _NAMES[key] = _named(names, sessions, items, shocks, texts)
    return found


def _named(
    names: Called,
    sessions: tuple[str, ...],
    items: tuple[str, ...],
    shocks: tuple[str, ...],
    texts: int,
) -> Names:
    n, issues = len(names.actors), len(names.issues)
    sizes = n, issues, len(names.package_keys)
    found = Names(sizes, len(sessions), len(items), len(shocks), texts)
    for p, key in enumerate(names.package_keys):
        found.package[p] = key
    for i, name in enumerate(names.actors):
        found.taste[i] = name_key(name, "taste")
        found.coin[i] = name_key(name, "coin")
        found.chosen_taste[i] = name_key(name, "chosen taste")
        found.disposition[i] = name_key(name, "disposition")
        found.tabling[i] = name_key(name, "tabling")
        found.offer[i] = name_key(name, "offer")
        found.deliberation[i] = name_key(name, "deliberation")
        found.suspension[i] = name_key(name, "suspension")
        found.ratification[i] = name_key(name, "ratification")
        found.vote[i] = name_key(name, "vote")
        found.statement[i] = name_key(name, "statement")
        found.passed[i] = name_key(name, "statement/passed")
        found.pending_state[i] = name_key(name, f"pending/{timers.STATE}")
        for j, issue in enumerate(names.issues):
            found.statement_on[i * issues + j] = name_key(name, f"statement/{issue}")
        for k, other in enumerate(names.actors):
            found.channel[i * n + k] = name_key(name, f"channel/{other}")
            found.reply[i * n + k] = name_key(name, f"reply/{other}")
            found.misreport[i * n + k] = name_key(name, f"misreport/{other}")
            found.belief_error[i * n + k] = name_key(name, f"belief_error/{other}")
        for text in range(texts):
            found.revise[i * texts + text] = name_key(name, f"{timers.REVISE}/{text}")
            found.counter[i * texts + text] = name_key(name, f"{timers.COUNTER}/{text}")
            found.choice[i * texts + text] = name_key(name, f"choice/{text}")
    for k, session in enumerate(sessions):
        found.slip[k] = name_key("", f"slip/{session}")
    for k, item in enumerate(items):
        found.settles[k] = name_key("", f"settles/{item}")
        found.pending_settles[k] = name_key("", f"pending/settles/{item}")
    for k, shock in enumerate(shocks):
        found.shock[k] = name_key("", f"shock/{shock}")
        found.pending_shock[k] = name_key("", f"pending/shock/{shock}")
    found.kept = name_key("", "kept")
    found.later = name_key("", "session")
    found.resumption = name_key("", "resumption")
    found.collapse = name_key("", "collapse")
    found.breakdown = name_key("", "breakdown")
    found.pending_resume = name_key("", f"pending/{timers.RESUME}")
    found.pending_collapse = name_key("", f"pending/{timers.COLLAPSE}")
    found.pending_break = name_key("", f"pending/{timers.BREAK}")
    return found
