"""A case: a scenario ready to be played, as numbers that wait for a draw."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sim.errors import Fault, ScenarioError, SettingError
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.compiling import template
from sim.scenario.distributions import Point
from sim.scenario.evidence import citations
from sim.scenario.hypotheses import Explanation, explanations
from sim.scenario.inputs import Input, Uniforms
from sim.scenario.language import Scenario
from sim.scenario.moves import Move
from sim.scenario.names import Names
from sim.scenario.revising import Written, revised
from sim.scenario.seeds import Fact, SeedFile
from sim.scenario.settings import Setting
from sim.scenario.slots import Values
from sim.scenario.tables import Actor, Tables
from sim.scenario.validation import Finder
from sim.scenario.whatif import Variant, variants
from sim.scenario.words import UNKNOWN

Sampler = Callable[[float], float | str]
_ORDERED = {  # where order counts
    "options", "issues", "actors", "record", "texts", "what_if", "hypotheses",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """What people call what the ids name."""

    actors: Mapping[str, str]
    issues: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]  # by issue
    texts: Mapping[str, str]
    sessions: Mapping[str, str]


class Case:
    """A checked scenario, compiled once.

    Parameters
    ----------
    written
        The scenario, its tree, its facts and its text.
    """

    def __init__(self, written: Written) -> None:
        scenario = written.scenario
        self.written = written
        self.scenario = scenario
        self.title = scenario.title
        self.question = scenario.question.strip()
        self.limits = scenario.limits.strip()
        self.protocol = scenario.protocol
        self.start: dt.date = scenario.calendar.start
        self.now: dt.date = scenario.calendar.now
        self.horizon_days: float = scenario.calendar.horizon
        self.citations: Mapping[str, tuple[str, ...]] = citations(written.root)
        cited = {fact for facts in self.citations.values() for fact in facts}
        self.facts: Mapping[str, Fact] = {
            name: fact for name, fact in written.evidence.facts.items() if name in cited
        }
        self.template = template(
            scenario, {name: fact.attribution for name, fact in self.facts.items()}
        )
        self.inputs: tuple[Input, ...] = self.template.inputs
        self.names: Names = self.template.names
        self.labels = _labels(scenario)
        self.what_if: Mapping[str, Variant] = variants(scenario, written.root)
        self.hypotheses: Mapping[str, Explanation] = explanations(scenario, written.root)
        self._variants: dict[tuple[Setting, ...], Case] = {}
        self._held: Mapping[str, float | str] = {}
        self._unheld = self
        self.paths: tuple[str, ...] = tuple(one.path for one in self.inputs)
        self._samplers = _samplers(self.inputs)
        self._sure = {one.path: one.dist for one in self.inputs if not one.uncertain}

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state["_variants"] = {}
        return state

    @property
    def seeds(self) -> Mapping[str, SeedFile]:
        """The seed files the scenario lists, by name."""
        return self.written.evidence.seeds

    @property
    def seed_texts(self) -> Mapping[str, str]:
        """The whole texts of those files, by name: what a log carries beside the scenario's."""
        return self.written.evidence.texts

    def draw(self, u: Uniforms) -> dict[str, float | str]:
        """The effective value of every input, one uniform each, in the order of paths."""
        return {path: sample(u(path)) for path, sample in self._samplers}

    def at(self, values: Values) -> Tables:
        """The tables at these values; what is certain needs none.

        Raises
        ------
        ScenarioError
            Where of some actors an order over states is known, and no number.
        """
        if self.scenario.ranked:
            raise ScenarioError([self._without_numbers(name) for name in self.scenario.ranked])
        return self.template.at(self, values)

    def beside_rankings(self, values: Values) -> Tables:
        """The tables at these values, where nothing is played on them: rankings may stand."""
        return self.template.at(self, values)

    def _without_numbers(self, name: str) -> Fault:
        path, finder = ("actors", name, "ranking"), Finder(self.written.root)
        wrong = f"an order over states, and this needs numbers of {name}"
        cure = "use detente stability or detente map, or write what it wants on each issue instead"
        return finder.fault(path, wrong, cure, key=True)

    def actor_at(self, place: int, values: Values, record: Sequence[Move]) -> Actor:
        """One actor alone at these values, beside a record already made."""
        return self.template.actor(place, values, record)

    def differs_in(self, other: Case, paths: Sequence[str]) -> tuple[int, ...] | None:
        """Whose numbers alone may differ from those of another case; None: anybody's may.

        Parameters
        ----------
        paths
            The inputs that may have other values than in the other case.
        """
        whose = self.template.differs_in(other.template)
        if whose is None:
            return None
        actors = {name: i for i, name in enumerate(self.names.actors)}
        moved = [actors.get(path.partition(".")[0], -1) for path in paths]
        return None if -1 in moved else tuple(sorted({*whose, *moved}))

    def holding(self, values: Values) -> Case:
        """The same case with some inputs certain; all others are drawn as they were.

        Parameters
        ----------
        values
            By path of an input, in the unit of the file; what a scenario may say there.

        Raises
        ------
        ScenarioError
            If one that was certain cannot be anything else.
        """
        assert set(values) <= set(self.paths), "only inputs can be held"
        if not values:
            return self
        fixed = {**self._held, **values}
        # What was certain is part of the template: another word may bring inputs of its own (a red
        # line, where it lies), so it is set; a number left open is taken from the values.
        sure = tuple(
            (path, value if isinstance(value, str) else UNKNOWN)
            for path, value in fixed.items()
            if path in self._sure and Point(value) != self._sure[path]
        )
        base = self._unheld.variant(sure) if sure else self._unheld
        held = copy.copy(self)
        held._held = fixed  # noqa: SLF001  (a case of its own)
        held.template = base.template
        held.inputs = tuple(
            replace(one, dist=Point(fixed[one.path])) if one.path in fixed else one
            for one in base.inputs
        )
        held.paths = tuple(one.path for one in held.inputs)
        held._samplers = _samplers(held.inputs)  # noqa: SLF001
        return held

    def variant(self, sets: tuple[Setting, ...]) -> Case:
        """The same case with fields set anew; remembered.

        Inputs that are held stay so, but for those that the fields say something else of.

        Raises
        ------
        ScenarioError
            If the result does not validate.
        """
        known = self._variants.get(sets)
        if known is None and self._held:
            plain = self._unheld.variant(sets)
            before = {one.path: one.dist for one in self._unheld.inputs}
            same = {one.path for one in plain.inputs if before.get(one.path) == one.dist}
            known = plain.holding({p: value for p, value in self._held.items() if p in same})
        elif known is None:
            known = Case(revised(self.written, sets))
        self._variants[sets] = known
        return known

    def __repr__(self) -> str:
        held = f", {len(self._held)} of them given" if self._held else ""
        return (
            f"Case({self.title!r}: {len(self.names.actors)} actors, {len(self.paths)} inputs{held})"
        )

    def with_what_ifs(self, more: Mapping[str, Variant]) -> Case:
        """The same case with what-ifs that its file does not name; they were checked."""
        found = copy.copy(self)
        found.what_if = {**self.what_if, **more}
        return found

    def start_variant(self, name: str) -> Case:
        """The case of a what-if that changes the past.

        Raises
        ------
        SettingError
            If there is no such variant, or it changes only what follows.
        """
        variant = self._what_if(name, "start", "now_moves")
        return self.variant(variant.sets)

    def now_moves(self, name: str) -> tuple[Move, ...]:
        """The moves that a what-if from now forces.

        Raises
        ------
        SettingError
            If there is no such variant, or it changes the past.
        """
        return self._what_if(name, "now", "start_variant").moves

    def _what_if(self, name: str, when: str, other: str) -> Variant:
        if name not in self.what_if:
            known = ", ".join(self.what_if) or "none"
            raise SettingError(f"no what_if {name!r} in this scenario: it has {known}")
        variant = self.what_if[name]
        if variant.from_ != when:
            raise SettingError(f"what_if {name!r} is from {variant.from_}: use {other}")
        return variant

    def day_tick(self, date: dt.date) -> int:
        """The minute a day begins, from the scenario's start."""
        return (date - self.start).days * MINUTES_A_DAY

    @cached_property
    def text(self) -> str:
        """The whole text of the scenario, settings applied."""
        return self.written.text

    @cached_property
    def digest(self) -> str:
        """Of what the scenario says, and of the facts that it cites."""
        facts = {name: fact.model_dump(mode="json") for name, fact in self.facts.items()}
        content = [_canonical(self.written.root.data(), ""), _canonical(facts, "")]
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _samplers(inputs: tuple[Input, ...]) -> tuple[tuple[str, Sampler], ...]:
    return tuple((one.path, one.dist.sample) for one in inputs)


def _canonical(data: Any, key: str) -> Any:
    """Data without what formatting may change: key order where it says nothing, 70 for 70.0."""
    if isinstance(data, dict):
        keys = list(data) if key in _ORDERED else sorted(data)
        return {"": [[k, _canonical(data[k], k)] for k in keys]}
    if isinstance(data, list):
        return [_canonical(value, "") for value in data]
    return float(data) if isinstance(data, int) and not isinstance(data, bool) else data


def _labels(scenario: Scenario) -> Labels:
    def titles(blocks: Mapping[str, Any]) -> dict[str, str]:
        return {name: block.title or _titled(name) for name, block in blocks.items()}

    return Labels(
        actors=titles(scenario.actors),
        issues=titles(scenario.issues),
        options={name: issue.titles for name, issue in scenario.issues.items()},
        texts=titles(scenario.texts),
        sessions=titles(scenario.calendar.sessions),
    )


def _titled(name: str) -> str:
    words = re.sub("[_-]+", " ", name)
    return words[:1].upper() + words[1:]
