"""From a checked scenario to the template of its tables: the talks around the actors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import blake2b
from itertools import product

from sim import plugins
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.attending import IN, OUT, PRESENCE, UNSURE, surely_in
from sim.scenario.building import Builder
from sim.scenario.calendar import Session
from sim.scenario.collecting import Backing
from sim.scenario.combinations import excluded, exclusions
from sim.scenario.dates import Day
from sim.scenario.defaults import DEFAULTS, rows
from sim.scenario.fields import Cited
from sim.scenario.language import EXPIRES, LABELS, Scenario, TextBlock
from sim.scenario.names import Names
from sim.scenario.numeric import Scale
from sim.scenario.plan import SessionPlan, TextPlan
from sim.scenario.record_building import recorded, weakest
from sim.scenario.rows import AS_WRITTEN
from sim.scenario.rules import STANDARDS, Attribution, Consent
from sim.scenario.slots import Named, Number
from sim.scenario.template import ShockPlan, Template, VotePlan

NONE = Number("", AS_WRITTEN, 0.0)


def template(scenario: Scenario, attributions: Mapping[str, Attribution]) -> Template:
    """Compile a checked scenario; `attributions` are those of the facts it cites."""
    return _TemplateBuilder(scenario, attributions).build()


class _TemplateBuilder(Builder):
    def __init__(self, scenario: Scenario, attributions: Mapping[str, Attribution]) -> None:
        super().__init__(scenario)
        self.attributions = attributions

    def build(self) -> Template:
        scenario = self.scenario
        return Template(
            actors=tuple(self.actor(name) for name in self.actors),
            status_quo=self.status_quo,
            texts=self._texts(),
            sessions=self._sessions(),
            record=recorded(self, self.attributions),
            rates=self._talks("after_yes"),
            votes=self._votes(),
            shocks=self._shocks(),
            rules=self._talks("calendar", "calendar.slips", "suspension", "press", "delays"),
            mediation=self._mediation(),
            answers=self._answers_by(),
            recurring=self._recurring(),
            names=self._names(),
            index={name: i for i, name in enumerate(self.actors)},
            option_index=tuple({o: i for i, o in enumerate(options)} for options in self.options),
            consent=self._consent(),
            items=scenario.after_yes.items,
            protocol=scenario.protocol,
            deadline=self._deadline(),
            standard=self._standard(),
            now=self.now,
            horizon=self.now + round(scenario.calendar.horizon * MINUTES_A_DAY),
            inputs=self.inputs.in_order(),  # last: all of the above collects them
        )

    def _names(self) -> Names:
        roles = self.scenario.actors
        order = sorted(range(len(self.issues)), key=self.issues.__getitem__)
        packages = tuple(product(*(range(len(options)) for options in self.options)))
        named = [
            "\x1f".join(f"{self.issues[j]}\x1e{self.options[j][package[j]]}" for j in order)
            for package in packages
        ]
        rules = exclusions(self.scenario.infeasible, self.scenario.requires)
        return Names(
            actors=self.actors,
            issues=self.issues,
            options=self.options,
            mediators=tuple(self.index(name) for name in roles if "mediator" in roles[name].roles),
            package_keys=tuple(
                int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
                for name in named
            ),
            package_options=packages,
            exclusions=rules,
            excluded=excluded(rules, self.issues, self.options, packages),
            numbers={
                name: issue.titles
                for name, issue in self.scenario.issues.items()
                if isinstance(issue.options, Scale)
            },
        )

    def _texts(self) -> tuple[TextPlan, ...]:
        plans = []
        for name, text in self.scenario.texts.items():
            path = f"texts.{name}"
            label = self.inputs.name(
                (f"{path}.label", "choice"), text.label, LABELS, Backing.of(text, "label")
            )
            terms = tuple(
                quo if text.rest((issue,)) else self._term(name, text, issue)
                for issue, quo in zip(self.issues, self.status_quo, strict=True)
            )
            answer_by = None
            if text.answer_by is not None:
                answer_by = self.inputs.number(
                    f"{path}.answer_by", "answer_by", text.answer_by, Backing.of(text, "answer_by")
                )
            plans.append(TextPlan(name, self.index(text.by), label, terms, answer_by))
        return tuple(plans)

    def _term(self, name: str, text: TextBlock, issue: str) -> Named:
        backing = Backing(text.evidence.get(issue, text.evidence.get("terms", ())), text.assumed)
        at = (f"texts.{name}.terms.{issue}", "option")
        options = self.options[self.issues.index(issue)]
        return self.inputs.name(at, text.terms.get(issue), options, backing)

    def _sessions(self) -> tuple[SessionPlan, ...]:
        return tuple(
            self._session(name, session)
            for name, session in self.scenario.calendar.sessions.items()
            if session.every is None
        )

    def _session(self, name: str, session: Session) -> SessionPlan:
        path = f"calendar.sessions.{name}"
        evidence = tuple(dict.fromkeys(f for facts in session.evidence.values() for f in facts))
        if session.when is not None:
            first = last = self._date(path, "when", session, session.when)
        else:
            assert session.from_ is not None
            assert session.to is not None
            first = self._date(path, "from", session, session.from_)
            last = self._date(path, "to", session, session.to)
        return SessionPlan(
            name,
            first,
            last,
            self._attend(path, session),
            self._level(path, session),
            evidence,
            self._attribution(evidence),
        )

    def _attend(self, path: str, session: Session) -> tuple[Named, ...]:
        """Whether each actor takes part, in their order."""
        backing = Backing.of(session, "attend")
        if isinstance(session.attend, dict):
            return tuple(
                self.inputs.name(
                    (f"{path}.attend.{name}", "choice"),
                    session.attend.get(name, UNSURE),
                    PRESENCE,
                    backing,
                )
                for name in self.actors
            )
        here = surely_in(session.attend, self.actors)
        return tuple(Named("", IN if name in here else OUT) for name in self.actors)

    def _date(self, path: str, name: str, block: Cited, day: Day) -> Number:
        backing = Backing.of(block, name)
        return self.inputs.date(f"{path}.{name}", day.dist(self.start), day.words, backing)

    def _level(self, path: str, session: Session) -> Number:
        return self.inputs.row(path, session, DEFAULTS["level"])

    def _attribution(self, evidence: tuple[str, ...]) -> Attribution:
        return weakest([self.attributions[fact] for fact in evidence])

    def _recurring(self) -> tuple[tuple[float, float] | None, frozenset[int], Number]:
        for name, session in self.scenario.calendar.sessions.items():
            if session.every is not None:
                level = self._level(f"calendar.sessions.{name}", session)
                assert not isinstance(session.attend, dict), "nothing is reported of it"
                return session.every, self.indices(session.attend), level
        return None, frozenset(), NONE

    def _standard(self) -> Named:
        answers = self.scenario.answers
        at = ("answers.standard", "choice")
        return self.inputs.name(at, answers.standard, STANDARDS, Backing.of(answers, "standard"))

    def _deadline(self) -> tuple[Number, Number] | None:
        """When the talks must be over as announced to all, and when that is announced."""
        calendar = self.scenario.calendar
        if calendar.deadline is None:
            return None
        ends, announced = calendar.deadline.end(self.start), NONE
        told = calendar.deadline_announced
        if told is not None:
            announced = self._date("calendar", "deadline_announced", calendar, told)
        backing, words = Backing.of(calendar, "deadline"), calendar.deadline.words
        return self.inputs.date("calendar.deadline", ends, words, backing), announced

    def _consent(self) -> Consent:
        consent = self.scenario.consent
        weights = tuple(
            consent.weights.get(name, 1.0 if name in self.parties else 0.0) for name in self.actors
        )
        above = self.scenario.accepts == "above"
        return Consent(consent.quota, weights, self.indices(consent.vetoes), above)

    def _talks(self, *blocks: str) -> dict[str, Number]:
        """The numbers of the talks that stand in these blocks, by their names in the tables."""
        found = (row for block in blocks for row in rows("talks", block))
        return {row.name: self.inputs.row("", self.scenario, row) for row in found}

    def _answers_by(self) -> tuple[Named, Number]:
        """Whether texts have an end, and the days to answer them then."""
        block = self.scenario.answers
        backing = Backing.of(block, "expires")
        expires = self.inputs.name(("answers.expires", "choice"), block.expires, EXPIRES, backing)
        if expires.fixed == "no":
            return expires, NONE
        return expires, self.inputs.row("", self.scenario, DEFAULTS["answer_by"])

    def _mediation(self) -> Named:
        """The rule of mediators, where there are any."""
        names = plugins.RULES.built_in
        if not any("mediator" in actor.roles for actor in self.scenario.actors.values()):
            return Named("", names[0])
        block = self.scenario.mediation
        at = ("mediation.rule", "choice")
        return self.inputs.name(at, block.rule, names, Backing.of(block, "rule"))

    def _votes(self) -> tuple[VotePlan, ...]:
        plans = []
        for name, vote in self.scenario.after_yes.ratification.items():
            path = f"after_yes.ratification.{name}"
            of = partial(self.inputs.row, path, vote)
            delay = of(DEFAULTS["ratify_delay"])
            by_seats = vote.seats is not None
            k = NONE if by_seats else of(DEFAULTS["k_ratify"])
            support = of(DEFAULTS["support"]) if by_seats else NONE
            seats = vote.seats or 0
            majority = seats // 2 + 1 if vote.majority is None else vote.majority
            plans.append(
                VotePlan(self.index(name), delay, k, seats, majority if seats else 0, support)
            )
        return tuple(plans)

    def _shocks(self) -> tuple[ShockPlan, ...]:
        plans = []
        for name, shock in self.scenario.shocks.items():
            path, backing = f"shocks.{name}", Backing.of(shock, "shift")
            rate = self.inputs.row(path, shock, DEFAULTS["shock_hazard"])
            shift = tuple(
                self.inputs.number(f"{path}.shift.{actor}", "shift", shock.shift[actor], backing)
                if actor in shock.shift
                else NONE
                for actor in self.actors
            )
            plans.append(ShockPlan(name, shock.title, rate, shift))
        return tuple(plans)
