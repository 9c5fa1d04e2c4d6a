"""From a checked scenario to the template of its tables: the talks around the actors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from itertools import product

from sim import plugins
from sim.scenario.attending import IN, OUT, PRESENCE, UNSURE, surely_in
from sim.scenario.building import Builder
from sim.scenario.checks.record import order
from sim.scenario.collecting import Backing
from sim.scenario.combinations import excluded, exclusions
from sim.scenario.dates import Day
from sim.scenario.defaults import AS_WRITTEN
from sim.scenario.distributions import Point, Uniform
from sim.scenario.fields import Cited
from sim.scenario.language import EXPIRES, LABELS, VERBS, Scenario, Session, TextBlock
from sim.scenario.plan import EntryPlan, Named, Number, SessionPlan, TextPlan
from sim.scenario.rules import STANDARDS, Consent
from sim.scenario.tables import MINUTES_A_DAY, Attribution, Move, Names
from sim.scenario.template import ShockPlan, Template, VotePlan

WEAKEST: tuple[Attribution, ...] = ("anonymous", "claimed", "reported")
NONE = Number("", AS_WRITTEN, 0.0)
RULES = {  # field of the tables: (block, field)
    "slip_chance": ("calendar.slips", "chance"),
    "slip_days": ("calendar.slips", "by"),
    "suspend_chance": ("suspension", "chance"),
    "resumes": ("suspension", "resumes"),
    "collapses": ("suspension", "collapses"),
    "press_credibility": ("press", "credibility"),
    "report_weight": ("press", "report_weight"),
    "rethink": ("calendar", "rethink"),
    "delay_shape": ("delays", "shape"),
}


def weakest(attributions: list[Attribution]) -> Attribution:
    """How well something is known: as its weakest source; with none it is assumed."""
    return min(attributions, key=WEAKEST.index, default="assumed")


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
            record=self._record(),
            rates=self._rates(),
            votes=self._votes(),
            shocks=self._shocks(),
            rules={name: self._rule(name, *where) for name, where in RULES.items()},
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
        )

    @cached_property
    def status_quo(self) -> tuple[Named, ...]:
        """By issue."""
        return tuple(
            self.inputs.name(
                (f"issues.{name}.status_quo", "option"),
                issue.status_quo,
                tuple(issue.titles),
                Backing.of(issue, "status_quo"),
            )
            for name, issue in self.scenario.issues.items()
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
        backing = Backing.of(session, "level")
        return self.inputs.number(f"{path}.level", "level", session.level, backing)

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

    def _record(self) -> tuple[EntryPlan, ...]:
        entries = self.scenario.record
        spans = [entry.when.span(self.start) for entry in entries.values()]
        after = order(tuple(entries.values()))
        for place, above in enumerate(after):
            low, high = spans[place]
            spans[place] = max([low, *(spans[one][0] for one in above)]), high
        for place in reversed(range(len(spans))):
            for one in after[place]:
                low, high = spans[one]
                spans[one] = low, min(high, spans[place][1])
        return tuple(
            self._entry(name, span, above)
            for name, span, above in zip(entries, spans, after, strict=True)
        )

    def _entry(self, name: str, span: tuple[float, float], after: tuple[int, ...]) -> EntryPlan:
        entry, (earliest, latest) = self.scenario.record[name], span
        assert earliest <= latest, f"record.{name} out of order"
        backing = Backing(entry.evidence, entry.assumed)
        dist = Point(earliest) if earliest == latest else Uniform(earliest, latest)
        when = self.inputs.date(f"record.{name}.when", dist, entry.when.words, backing)
        who = Named("", entry.who.sure)
        if who.fixed is None:
            at = (f"record.{name}.who", "actor")
            who = self.inputs.name(at, entry.who, entry.who.names, backing)
        verb = VERBS[entry.does]
        issue = entry.what.partition(".")[2]
        move = Move(
            id=name,
            tick=0,
            actor=-1,
            verb=verb,
            what=self.issues.index(issue) if issue else -1,
            text="" if issue else entry.what,
            when=entry.when.words,
            provenance=self._attribution(entry.evidence),
            evidence=entry.evidence,
            who=entry.who.words if entry.who.sure is None else "",
        )
        return EntryPlan(move, when, earliest, latest, who, after)

    def _consent(self) -> Consent:
        consent = self.scenario.consent
        weights = tuple(
            consent.weights.get(name, 1.0 if name in self.parties else 0.0) for name in self.actors
        )
        above = self.scenario.accepts == "above"
        return Consent(consent.quota, weights, self.indices(consent.vetoes), above)

    def _rule(self, row: str, block: str, name: str) -> Number:
        holder: object = self.scenario
        for step in block.split("."):
            holder = getattr(holder, step)
        assert isinstance(holder, Cited)
        written = getattr(holder, name)
        backing = Backing.of(holder, name)
        return self.inputs.number(f"{block}.{name}", row, written, backing)

    def _answers_by(self) -> tuple[Named, Number]:
        """Whether texts have an end, and the days to answer them then."""
        block = self.scenario.answers
        backing = Backing.of(block, "expires")
        expires = self.inputs.name(("answers.expires", "choice"), block.expires, EXPIRES, backing)
        if expires.fixed == "no":
            return expires, NONE
        return expires, self._rule("answer_by", "answers", "answer_by")

    def _mediation(self) -> Named:
        """The rule of mediators, where there are any."""
        names = plugins.RULES.built_in
        if not any("mediator" in actor.roles for actor in self.scenario.actors.values()):
            return Named("", names[0])
        block = self.scenario.mediation
        at = ("mediation.rule", "choice")
        return self.inputs.name(at, block.rule, names, Backing.of(block, "rule"))

    def _rates(self) -> dict[str, Number]:
        after = self.scenario.after_yes
        return {
            name: self.inputs.number(
                f"after_yes.{name}", name, getattr(after, name), Backing.of(after, name)
            )
            for name in ("settles", "breaks_down", "slope")
        }

    def _votes(self) -> tuple[VotePlan, ...]:
        plans = []
        for name, vote in self.scenario.after_yes.ratification.items():
            path, number = f"after_yes.ratification.{name}", self.inputs.number
            by_seats = vote.seats is not None
            delay = number(f"{path}.delay", "ratify_delay", vote.delay, Backing.of(vote, "delay"))
            k = support = NONE
            if by_seats:
                backing = Backing.of(vote, "support")
                support = number(f"{path}.support", "support", vote.support, backing)
            else:
                k = number(f"{path}.k", "k_ratify", vote.k, Backing.of(vote, "k"))
            seats = vote.seats or 0
            majority = seats // 2 + 1 if vote.majority is None else vote.majority
            plans.append(
                VotePlan(self.index(name), delay, k, seats, majority if seats else 0, support)
            )
        return tuple(plans)

    def _shocks(self) -> tuple[ShockPlan, ...]:
        plans = []
        for name, shock in self.scenario.shocks.items():
            path, number = f"shocks.{name}", self.inputs.number
            rate = number(
                f"{path}.hazard", "shock_hazard", shock.hazard, Backing.of(shock, "hazard")
            )
            backing = Backing.of(shock, "shift")
            shift = tuple(
                number(f"{path}.shift.{actor}", "shift", shock.shift[actor], backing)
                if actor in shock.shift
                else NONE
                for actor in self.actors
            )
            plans.append(ShockPlan(name, shock.title, rate, shift))
        return tuple(plans)
