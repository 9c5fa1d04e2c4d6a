"""What a file settles beside its inputs: packages that cannot be, pairs set together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.scenario.codebook import CodebookRow, cited
from sim.scenario.words import as_option

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.combinations import Excludes


def ground_rules(case: Case) -> list[CodebookRow]:
    """Rows as those of the codebook: what excludes packages and why, and the declared pairs."""
    scenario = case.scenario
    rows = [
        _row(case, f"infeasible.{place}", f"never {_told(one.options)}", one)
        for place, one in enumerate(scenario.infeasible)
    ]
    for place, needed in enumerate(scenario.requires):
        text = f"where {_told(needed.if_)}, only {_told(needed.then)}"
        rows.append(_row(case, f"requires.{place}", text, needed))
    for place, pair in enumerate(scenario.pairs):
        text = " with ".join(pair)
        why = "declared in the file"
        rows.append(CodebookRow(f"pairs.{place}", text, "", text, (), why, default=False))
    return rows


def _row(case: Case, path: str, rule: str, one: Excludes) -> CodebookRow:
    facts = cited(case, one.evidence)
    why = one.assumed or ("" if facts else one.why)
    text = f"{rule}: {one.why}"
    return CodebookRow(path, text, "", text, facts, why, default=False)


def _told(options: Mapping[str, tuple[str, ...]]) -> str:
    """Options by issue: `toll free with repairs west or shared`."""
    return " with ".join(
        f"{issue} {' or '.join(map(as_option, some))}" for issue, some in options.items()
    )
