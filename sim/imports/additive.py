"""Parties with weights and worths of options, from whatever file, as a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from sim.errors import Place
from sim.imports.convening import calendar, convened
from sim.imports.draft import Draft, DraftActor, DraftIssue, Ids, titled
from sim.imports.grid import plain_number
from sim.imports.importing import ImportRequest
from sim.imports.notes import Notes, refuse
from sim.scenario.tree import Data

CLOSE = Fraction(1, 10**6)  # weights that sum to one within this are shares of it


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue and its options, in order, as the source calls them."""

    title: str
    options: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Profile:
    """One party.

    `weights` are by issue, on any scale; `worths` by issue and option, 0 to 1. `reservation` is
    what no deal is worth, 0 to 1, or the option of each issue that it comes to.
    """

    name: str
    place: Place
    weights: Sequence[Fraction]
    worths: Sequence[Sequence[Fraction]]
    reservation: Fraction | Sequence[str]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Additive:
    """A whole negotiation; `consent` writes who must agree, given the actors' ids."""

    title: str
    place: Place
    subjects: Sequence[Subject]
    profiles: Sequence[Profile]
    consent: Callable[[Sequence[str]], dict[str, Data]] | None = None
    more: dict[str, Data] = field(default_factory=dict)


def fraction(value: Decimal) -> Fraction:
    """A number without the rounding of its bits."""
    return Fraction(value)


def drafted(additive: Additive, request: ImportRequest, notes: Notes) -> Draft:
    """The scenario.

    Raises
    ------
    ForeignError
        Where a weight or a worth is none that a scenario holds.
    """
    issue_ids, actor_ids = Ids("issue"), Ids("actor")
    names = [issue_ids.of(subject.title) for subject in additive.subjects]
    options = [_option_ids(subject) for subject in additive.subjects]
    issues = tuple(
        DraftIssue(
            name,
            {"title": titled(subject.title, subject.place), "options": dict(ids)},
            len(ids),
            subject.place,
        )
        for name, subject, ids in zip(names, additive.subjects, options, strict=True)
    )
    writer = _Writer(names, options, additive.subjects)
    actors = [
        DraftActor(actor_ids.of(profile.name), writer.block(profile), profile.place)
        for profile in additive.profiles
    ]
    more: dict[str, Data] = {"calendar": calendar(notes)}
    if additive.consent is not None:
        more["consent"] = additive.consent([actor.id for actor in actors])
    else:
        notes.assumed("a deal needs everyone (consent: all)")
    protocol, actors = convened(actors, actor_ids, additive.place, notes)
    return Draft(
        request.title or titled(additive.title, additive.place),
        additive.place,
        issues,
        tuple(actors),
        notes.all(),
        more={"protocol": protocol, **more, **additive.more},
    )


def _option_ids(subject: Subject) -> dict[str, str]:
    """Titles of the options by id."""
    ids = Ids("option")
    if len(subject.options) < 2:
        wrong = f"{subject.title!r:.60} has fewer than 2 options"
        refuse(subject.place, wrong, "leave it out: there is nothing to settle")
    return {ids.of(option): titled(option, subject.place) for option in subject.options}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the blocks of actors."""

    issues: Sequence[str]
    options: Sequence[dict[str, str]]
    subjects: Sequence[Subject]

    def block(self, profile: Profile) -> dict[str, Data]:
        """What a scenario says of a party."""
        block: dict[str, Data] = {
            "title": titled(profile.title or profile.name, profile.place),
            "roles": ["party"],
            "no_deal": self._no_deal(profile),
        }
        most = max(profile.weights)
        if most <= 0:
            refuse(profile.place, "no issue has a weight above 0", "give one")
        scale = 100 if most <= 1 else Fraction(1) if most <= 100 else 100 / most
        for issue, ids, weight, worths in zip(
            self.issues, self.options, profile.weights, profile.worths, strict=True
        ):
            points: dict[str, Data] = {
                option: plain_number(100 * worth) for option, worth in zip(ids, worths, strict=True)
            }
            block[issue] = {"salience": plain_number(weight * scale), "points": points}
        return block

    def _no_deal(self, profile: Profile) -> dict[str, Data]:
        if isinstance(profile.reservation, Fraction):
            if not 0 <= profile.reservation <= 1:
                wrong = f"a reservation of {float(profile.reservation):g} of the best deal"
                refuse(profile.place, wrong, "give one of 0 to 1 times the best")
            return {"worth": plain_number(100 * profile.reservation)}
        package: dict[str, Data] = {}
        for issue, ids, subject, option in zip(
            self.issues, self.options, self.subjects, profile.reservation, strict=True
        ):
            package[issue] = list(ids)[subject.options.index(option)]
        return {"package": package}
