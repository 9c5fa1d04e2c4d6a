"""How each part of a reported line is known, where that is less well than the line itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.scenario.language import REST
from sim.scenario.record_building import weakest

if TYPE_CHECKING:
    from sim.scenario.case import Case

ASSUMED = "assumed"


def marks(case: Case) -> dict[str, str]:
    """How the terms and labels of texts and the attendance of sessions are known, by path.

    `reported`, `claimed` or `anonymous` by the weakest fact that a field cites; `assumed` where
    it cites none, or where its value is drawn.
    """
    found = {
        one.path: ASSUMED if one.uncertain else _cited(case, one.evidence)
        for one in case.inputs
        if one.path.startswith("texts.")
    }
    drawn = {one.path for one in case.inputs if one.uncertain}
    for name, text in case.scenario.texts.items():
        rest = _cited(case, case.citations.get(f"texts.{name}.{REST}", ()))
        for issue in text.rest(case.names.issues):
            unsure = f"issues.{issue}.status_quo" in drawn
            found[f"texts.{name}.terms.{issue}"] = ASSUMED if unsure else rest
    for name in case.scenario.calendar.sessions:
        path = f"calendar.sessions.{name}.attend"
        found[path] = _cited(case, case.citations.get(path, ()))
    return found


def marked(words: str, known: str, line: str) -> str:
    """The words, with how they are known where the line they stand in is known otherwise."""
    return words if known in {line, "reported"} else f"{words} ({known})"


def dating(case: Case, evidence: tuple[str, ...]) -> str:
    """`?` where every fact that a dated line cites leaves its date to be inferred."""
    facts = [case.facts[name] for name in evidence if name in case.facts]
    unsure = facts and all(fact.when.precision == "none" for fact in facts)
    return "?" if unsure else ""


def _cited(case: Case, evidence: tuple[str, ...]) -> str:
    return weakest([case.facts[fact].attribution for fact in evidence])
