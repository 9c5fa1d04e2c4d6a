"""The static picture of a scenario, asked for and gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.analysis.bargain import Inverse, Static, inverse, static
from sim.analysis.bargaining_space import SOLUTIONS
from sim.analysis.putting import TextAsked
from sim.analysis.wording import NOTICE
from sim.cli.loaded import loaded
from sim.cli.progress import watched
from sim.engine.choices import known
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.scenario.words import option_id
from sim.telling.labels import Labels
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """Which scenario, how many draws of its inputs, and which text is to be accepted."""

    name: str
    text: str
    chance: float
    after: float
    draws: int
    seed: int
    jobs: int
    sets: tuple[str, ...]
    what_if: str


@dataclass(frozen=True, slots=True)
class Bargained:
    """What could be agreed, and what a text would need.

    `from_now` is the what-if from now, if it is one; `text_told` says which text is put.
    """

    asked: Asked
    case: Case
    from_now: str
    static: Static
    inverse: Inverse
    text_told: str

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return Labels.of(self.case, self.from_now).title

    @property
    def put(self) -> str:
        """Which text is put, its terms, and when it is answered."""
        pairs = zip(self.case.names.issues, self.inverse.terms, strict=True)
        told = self.case.names.told
        terms = ", ".join(
            f"{issue} {told(issue, option) if option else '(as drawn)'}" for issue, option in pairs
        )
        day = self.asked.after
        when = "as the record ends" if day == 0 else f"{many(day, 'day')} after the record"
        return f"{self.text_told[:1].upper()}{self.text_told[1:]}: {terms}. Answered {when}."


def bargained(asked: Asked) -> Bargained:
    """Look at a scenario where its record ends, and put one text to everyone.

    Raises
    ------
    SettingError
        Where the text names something that there is not, or that nobody can have, or is put
        after the horizon.
    DetenteError
        Where the scenario does not validate, or no try gives its record.
    """
    case, from_now = under(loaded(asked.name, asked.sets), asked.what_if)
    text = replace(text_of(case, asked.text), after=asked.after)
    if asked.after > case.horizon_days:
        raise SettingError(
            f"--after {asked.after:g}: the talks end {many(case.horizon_days, 'day')} after the "
            "record: write fewer"
        )
    with watched(asked.draws, what="draws") as progress:
        found = static(case, asked.seed, asked.draws, from_now, asked.jobs, progress)
    _possible(found, text, asked.text)
    text, told = _put(found, case, text)
    with watched(len(case.inputs), what="inputs") as progress:
        needs = inverse(found, text, asked.chance, asked.jobs, progress)
    return Bargained(asked, case, from_now, found, needs, told)


def text_of(case: Case, written: str) -> TextAsked:
    """The text that is written: one of the scenario's own, terms, or nothing.

    Raises
    ------
    SettingError
        Where it names something that there is not.
    """
    if not written:
        return TextAsked()
    texts = tuple(case.labels.texts)
    if "=" not in written:
        if written in texts:
            return TextAsked(text=written)
        own = f"a text of this scenario ({', '.join(texts)}), or " if texts else ""
        raise SettingError(f"--text {written}: no text: write {own}issue=option,issue=option")
    return TextAsked(terms=tuple(_terms(case, written).items()))


def _terms(case: Case, written: str) -> Mapping[str, str]:
    names = case.names
    found: dict[str, str] = {}
    for one in written.split(","):
        issue, equals, option = (part.strip() for part in one.partition("="))
        if not (issue and equals and option):
            raise SettingError(
                f"--text {written}: {one.strip()!r} is no issue=option: write them as "
                "--text issue=option,issue=option"
            )
        known("issue", issue, names.issues)
        known(f"option of {issue}", option_id(option), names.options[names.issues.index(issue)])
        if issue in found:
            raise SettingError(f"--text {written}: {issue} is given twice: give it once")
        found[issue] = option_id(option)
    return found


def _possible(found: Static, text: TextAsked, written: str) -> None:
    """Refuse terms that nobody can have in any draw."""
    states = [one.moment.state for one in found.drawn] if text.terms else []
    put = [(state, text.of(state)) for state in states]
    why = [
        None if asked is None else state.tables.names.excluded.get(asked.package)
        for state, asked in put
    ]
    if why and why[0] is not None and None not in why:
        raise SettingError(
            f"--text {written}: nobody can have these terms together ({why[0]}): change one of them"
        )


def _put(found: Static, case: Case, text: TextAsked) -> tuple[TextAsked, str]:
    """The text that is put in every draw, and which it is."""
    if text.text:
        return text, case.labels.texts[text.text]
    if text.terms:
        return text, "the terms asked for"
    if all(one.moment.state.live is not None for one in found.drawn):
        return text, "the text on the table"
    terms = tuple(zip(case.names.issues, found.likeliest, strict=True))
    which = "most often the Nash solution" if found.space.solved else "the least bad most often"
    names = case.names
    tied = "; ".join(" / ".join(map(names.told, names.issues, one)) for one in found.as_often)
    first = f", the first of those that tie ({tied})" if tied else ""
    return replace(
        text, terms=terms
    ), f"no text is on the table; the package that is {which}{first}"


def as_data(found: Bargained) -> dict[str, Any]:
    """What the page tells, for programs."""
    static = found.static
    return {
        "notice": NOTICE,
        "scenario": found.title,
        "digest": found.case.digest,
        "settings": asdict(found.asked),
        "weighted": static.weighted,
        "issues": found.case.names.issues,
        "solutions": SOLUTIONS,
        "space": asdict(static.space),
        "missing": asdict(static.missing),
        "openings": asdict(static.openings),
        "text": found.text_told,
        "needs": asdict(found.inverse),
    }
