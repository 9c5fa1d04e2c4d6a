"""What people write: a scenario as frozen models. Numbers come later (`building`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from sim.scenario.calendar import Calendar
from sim.scenario.changing import Hypothesis, WhatIf
from sim.scenario.combinations import Combination, Requirement
from sim.scenario.control import ControlField, LevelField
from sim.scenario.defaults import rows
from sim.scenario.fields import (
    Block,
    Choice,
    Cited,
    DaysOrDate,
    Either,
    Facts,
    Id,
    Line,
    MaybeChoice,
    MaybeSteps,
    MaybeWhen,
    PairOf,
    Percent,
    Prose,
    Title,
    Weight,
    When,
    measure,
    numbers,
    said,
)
from sim.scenario.interacting import Interaction
from sim.scenario.limits import longest
from sim.scenario.numeric import OptionId, OptionName, Options, Scale
from sim.scenario.rows import Row
from sim.scenario.words import Pick, Quantity, mistake

Q = Quantity
REST, STATUS_QUO = "rest", "status quo"
LABELS = ("draft", "bridging", "final")
EXPIRES = ("yes", "no")  # whether texts have an end
VERBS = {
    "raise": "raise",
    "withdraw": "withdraw",
    "table": "table",
    "accept": "accept",
    "criticise": "criticise",
    "reject": "reject",
    "doubt": "doubt",
    "claim progress": "progress",
    "doubt progress": "pessimism",
    "give no sign": "silence",
    "report collapse": "collapse",
    "state red line": "statement",
}
Verb = Literal[
    "raise", "withdraw", "table", "accept", "criticise", "reject", "doubt",
    "claim progress", "doubt progress", "give no sign",
    "report collapse", "state red line",
]  # fmt: skip


class Issue(Cited):
    """Options in order from one end to the other, and what holds without a deal."""

    title: Title = ""
    options: Options
    status_quo: MaybeChoice = None

    @property
    def titles(self) -> dict[str, str]:
        """The options by id, in order."""
        return self.options.titles if isinstance(self.options, Scale) else self.options


@numbers(rows("actor", "no_deal"))
class NoDeal(Cited):
    """What having no deal is worth, or the package that it comes to, and what waiting costs."""

    package: dict[Id, Choice] = {}  # by issue, as the terms of a text


@numbers(row for row in rows("actor", "") if "party" in row.roles)
class Holds(Cited):
    """What any actor may hold; the parties' shared inputs are these too."""

    no_deal: NoDeal = NoDeal()
    planning_horizon: DaysOrDate = None
    counters: MaybeChoice = None
    tactic: Annotated[str, Field(pattern=r"^[a-z0-9_-]*$")] = ""


class Parties(Holds):
    """Inputs shared by all parties; each party is still drawn on its own."""

    salience: dict[Id, Annotated[Q, measure("salience")]] = {}


@numbers(rows("stance"))
class Stance(Cited):
    """What an actor wants or opposes on one issue, or what its options are worth to it."""

    wants: MaybeChoice = None
    opposes: MaybeChoice = None
    points: dict[OptionId, Annotated[Q, measure("points")]] = {}
    curve: dict[OptionId, Annotated[Q, measure("points")]] = {}
    firmness: Annotated[Q | None, measure("firmness")] = None
    red_line: MaybeChoice = None
    red_line_from: MaybeSteps = None
    red_line_at: tuple[OptionName, ...] = ()
    raised: MaybeWhen = None
    before: MaybeChoice = None
    withdrawn: MaybeWhen = None
    purpose: Prose = ""
    also_served_by: dict[OptionId, Annotated[Q, measure("also_served_by")]] = {}

    @property
    def worths(self) -> dict[str, Q]:
        """What options are worth where that is given: all of them, or those that a curve joins."""
        return self.points or self.curve


@numbers(row for row in rows("actor", "") if "party" not in row.roles)
class Actor(Holds):
    """One actor; a key that names an issue holds its stance there."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Stance]

    title: Title = ""
    interactions: dict[Id, Interaction] = {}
    roles: tuple[Literal["party", "stakeholder", "mediator", "observer"], ...]
    reaches: tuple[str, ...] = ()
    needed: MaybeChoice = None
    leans: MaybeChoice = None
    control: ControlField = {}
    ranking: Annotated[tuple[LevelField, ...], Field(max_length=longest("ranking"))] = ()

    @property
    def answers(self) -> bool:
        """Whether its role is one of those that answer texts."""
        return bool({"party", "stakeholder"} & set(self.roles))

    @property
    def stances(self) -> dict[str, Stance]:
        """What the actor's own lines say, by issue."""
        return dict(self.__pydantic_extra__)


class TextBlock(Cited):
    """A text: whose, called what, with which terms (left out: unknown)."""

    title: Title = ""
    by: str
    label: MaybeChoice = None
    terms: dict[Id, Choice] = {}  # by issue; `rest` stands for all that are not named
    answer_by: Annotated[Q | None, measure("answer_by")] = None

    def term(self, issue: str, issues: Mapping[str, Issue]) -> Pick | None:
        """What it says of an issue; None: nothing, so that any option is as likely."""
        return issues[issue].status_quo if self.rest((issue,)) else self.terms.get(issue)

    def rest(self, issues: Sequence[str]) -> list[str]:
        """The issues on which it leaves all as it is."""
        return [one for one in issues if REST in self.terms and one not in self.terms]


class Entry(Block):
    """One reported event."""

    when: When
    who: Either
    does: Verb
    what: Title = ""
    evidence: Facts = ()
    assumed: Prose = ""


class Consent(Cited):
    """Everyone needed (`all`), or a quota of weight and every veto-holder that is needed."""

    quota: Percent = None
    weights: dict[Id, Weight] = {}
    vetoes: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _all(cls, data: Any) -> Any:
        if data == "all":
            return {}
        if not isinstance(data, dict) or "quota" not in data:
            share = data if isinstance(data, str) and data.endswith("%") else "60%"
            raise mistake("neither all nor a quota", data, f"write all, or {{quota: {share}}}")
        return data


@numbers(rows("vote"))
class Vote(Cited):
    """A vote at home: by surplus, or `majority` of `seats`, each a yes by `support`."""

    seats: Annotated[int | None, Field(ge=1, le=longest("seats"))] = None
    majority: Annotated[int | None, Field(ge=1, le=longest("seats"))] = None


@numbers(rows("talks", "after_yes"))
class AfterYes(Cited):
    """From framework to deal."""

    items: Annotated[tuple[Line, ...], Field(min_length=1, max_length=longest("items"))] = (
        "implementation",
    )
    ratification: dict[Id, Vote] = {}


@numbers(rows("shock"))
class Shock(Cited):
    """Something from outside that may strike once and shift worths of no deal."""

    title: Line
    shift: dict[Id, Annotated[Q, measure("shift")]] = {}


@numbers(rows("talks", "answers"))
class Answers(Cited):
    """What texts are compared with, and how long they wait for answers from when all have heard."""

    standard: MaybeChoice = None
    expires: MaybeChoice = None


@numbers(rows("talks", "suspension"))
class Suspension(Cited):
    """What a formal no may set off."""


@numbers(rows("talks", "delays"))
class Delays(Cited):
    """How everything that takes its time is spread about its mean."""


class Mediation(Cited):
    """The rule by which mediators choose what they table."""

    rule: MaybeChoice = None


@numbers(rows("talks", "press"))
class Press(Cited):
    """How much reports move beliefs."""


class Scenario(Block):
    """A whole scenario file."""

    title: Line
    question: Prose = ""
    limits: Prose = ""
    seeds: Annotated[tuple[Id, ...], Field(max_length=longest("seeds"))] = ()
    protocol: Id = "mediated"
    calendar: Calendar
    issues: Annotated[dict[Id, Issue], Field(min_length=1, max_length=longest("issues"))]
    infeasible: Annotated[tuple[Combination, ...], Field(max_length=longest("infeasible"))] = ()
    requires: Annotated[tuple[Requirement, ...], Field(max_length=longest("requires"))] = ()
    merged: Annotated[tuple[Combination, ...], Field(max_length=longest("merged"))] = ()
    parties: Parties = Parties()
    actors: Annotated[dict[Id, Actor], Field(min_length=2)]
    texts: Annotated[dict[Id, TextBlock], Field(max_length=longest("texts"))] = {}
    record: Annotated[dict[Id, Entry], Field(max_length=longest("record"))] = {}
    consent: Consent = Field(default="all", validate_default=True)
    accepts: Literal["at least", "above"] = "at least"
    answers: Answers = Answers()
    after_yes: AfterYes = AfterYes()
    suspension: Suspension = Suspension()
    press: Press = Press()
    delays: Delays = Delays()
    mediation: Mediation = Mediation()
    shocks: Annotated[dict[Id, Shock], Field(max_length=longest("shocks"))] = {}
    what_if: Annotated[dict[Id, WhatIf], Field(max_length=longest("what_if"))] = {}
    hypotheses: Annotated[dict[Id, Hypothesis], Field(max_length=longest("hypotheses"))] = {}
    pairs: Annotated[tuple[PairOf, ...], Field(max_length=longest("pairs"))] = ()

    @property
    def ranked(self) -> tuple[str, ...]:
        """The actors of whom an order over states is known, and no number."""
        return tuple(name for name, actor in self.actors.items() if actor.ranking)

    def holder(self, actor: Actor, row: Row) -> Holds:
        """Whose lines give a number of an actor: a party's own, else those of all parties."""
        shared = "party" in row.roles.intersection(actor.roles) and said(actor, row) is None
        return self.parties if shared else actor
