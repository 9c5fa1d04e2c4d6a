"""A change from now that no file names, and its mirror: what one party does, done by another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.errors import ScenarioError, SettingError
from sim.scenario.checks import from_now
from sim.scenario.checks.review import Review
from sim.scenario.positions import WANTED
from sim.scenario.settings import Setting, parse_setting
from sim.scenario.whatif import Variant, moves_of
from sim.scenario.words import as_option, option_id

if TYPE_CHECKING:
    from sim.scenario.case import Case

NOW = "now"


def with_change(case: Case, sets: Sequence[str]) -> tuple[Case, tuple[str, ...]]:
    """A case with a what-if that sets some fields at once from now, and with its mirrors.

    Where they are all of one party, each other party's mirror does the same to its own; what is
    wanted, and what is said of an option, is mirrored in their declared order. No mirror is made
    that the scenario cannot have.

    Parameters
    ----------
    sets
        Such as `hamas.corridor.red_line=none`.

    Returns
    -------
    The case, and the names of the what-ifs, the change's own first.

    Raises
    ------
    SettingError
        Where a field is none, cannot have this value, or cannot change from now on.
    """
    settings = tuple(_parsed(text) for text in sets)
    _refuse(case, settings)
    name = _unused(case, NOW)
    found = {name: _variant(case, name, settings)}
    for party, mirrored in _mirrors(case, settings).items():
        other = _unused(case, f"{NOW}-{party}")
        try:
            _refuse(case, mirrored)
        except SettingError:
            continue
        found[other] = _variant(case, other, mirrored)
    return case.with_what_ifs(found), tuple(found)


def _parsed(text: str) -> Setting:
    try:
        return parse_setting(text)
    except SettingError as error:
        raise SettingError(str(error).replace("--set", "--now")) from error


def _refuse(case: Case, settings: Sequence[Setting]) -> None:
    """See that the scenario may say so, and that it is still to come."""
    asked = "--now " + " --now ".join(f"{path}={value}" for path, value in settings)
    try:
        case.variant(tuple(settings))
    except ScenarioError as error:
        fault = error.faults[0]
        raise SettingError(f"{asked}: {fault.wrong}: {fault.cure}") from error
    review = Review(case.scenario, case.written.root, case.written.evidence)
    for path, value in settings:
        withdrawal = path.endswith(".withdrawn") and value != "null"  # the scenario saw its day
        if not withdrawal and not from_now.acts(review, path):
            raise SettingError(
                f"--now {path}={value}: cannot change from now on, it is settled by then: write it "
                "in a what_if with from: start"
            )


def _variant(case: Case, name: str, settings: tuple[Setting, ...]) -> Variant:
    title = ", ".join(f"{path}={value}" for path, value in settings)
    return Variant(name, title, "now", settings, moves_of(case.scenario, name, settings))


def _unused(case: Case, name: str) -> str:
    while name in case.what_if:
        name += "-2"
    return name


def _mirrors(case: Case, settings: Sequence[Setting]) -> Mapping[str, tuple[Setting, ...]]:
    """By other party, the same done to it; none where more than one is touched, or none is."""
    actors = case.scenario.actors
    parties = [name for name in case.names.actors if "party" in actors[name].roles]
    touched = {path.partition(".")[0] for path, _ in settings}
    if len(touched) != 1 or not touched <= set(parties):
        return {}
    return {
        party: tuple(_mirrored(case, party, setting) for setting in settings)
        for party in parties
        if party not in touched
    }


def _mirrored(case: Case, party: str, setting: Setting) -> Setting:
    path, value = setting
    _, _, field = path.partition(".")
    issue, *below = field.split(".")
    if issue in case.names.issues:
        options = case.names.options[case.names.issues.index(issue)]
        across = dict(zip(options, reversed(options), strict=True))
        if below[0] in WANTED and option_id(value) in across:
            value = as_option(across[option_id(value)])
        field = ".".join([issue, *(across.get(part, part) for part in below)])
    return f"{party}.{field}", value
