"""What `detente ensemble` was asked for, and whether it can go on from what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from sim.arithmetic import other_arithmetic
from sim.cli.loaded import loaded
from sim.ensemble.arguments import RUNS
from sim.ensemble.blocks import first_runs
from sim.ensemble.checking import played_again
from sim.ensemble.dataset import Dataset, create, opened
from sim.ensemble.driver import LARGEST, check
from sim.ensemble.fit import LIMIT
from sim.ensemble.growing import DRAWS as GROWING
from sim.ensemble.growing import LUCK
from sim.ensemble.inputs import pilot
from sim.ensemble.manifest import manifest_of
from sim.ensemble.parts import ALL
from sim.ensemble.places import Place, place_of
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.studies.ensemble.request import EnsembleRequest
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

AUTO = "auto"
WITHIN = 2.0
MOST = GROWING * LUCK  # runs of -n auto
IN_MEMORY = 100_000  # runs without a folder
SMALLEST = 100  # runs a part
ALL_EVENTS, FIRST_EVENTS = 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a call; None: left out."""

    name: str | None
    runs: int | str | None
    within: float | None
    draws: int | None
    seed: int | None
    tries: int | None
    sets: tuple[str, ...]
    what_if: str
    jobs: int
    out: str | None
    events: int | str | None
    chunk: int | None
    resume: str | None
    cluster: str | None
    shared_disk: bool
    kept: int | None
    outcome: str
    ranges: str | None

    @property
    def auto(self) -> bool:
        """Whether it grows until it is known well enough."""
        return self.runs == AUTO

    def consistent(self) -> None:
        """See that options do not contradict each other.

        Raises
        ------
        SettingError
            Where they do.
        """
        if self.resume is None and self.name is None:
            raise SettingError("no scenario: write its name or file, or --resume DIR")
        if self.resume is not None and self.out is not None:
            raise SettingError("-o: --resume goes on in its own folder: leave one of them out")
        if self.name is None and (self.sets or self.what_if):
            raise SettingError("--set and --what-if need the scenario's name")
        if self.auto and self.draws is not None:
            raise SettingError("--draws: -n auto says how many: leave one of them out")
        if self.within is not None and not self.auto and self.resume is None:
            raise SettingError("--within: is for -n auto: add that")
        if self.shared_disk and self.cluster is None:
            raise SettingError("--shared-disk: is for --cluster: add that")
        if self.out is None and self.resume is None:
            self._in_memory()

    def _in_memory(self) -> None:
        if isinstance(self.runs, int) and self.runs > IN_MEMORY:
            raise SettingError(
                f"-n {self.runs}: more than {IN_MEMORY:,} runs need a folder: add -o DIR"
            )
        for given, option in ((self.events, "--events"), (self.cluster, "--cluster")):
            if given is not None:
                raise SettingError(f"{option}: needs a folder: add -o DIR")

    def case(self) -> tuple[Case, str]:
        """The case to be played, and the moves a what-if adds from now on."""
        assert self.name is not None, "a scenario"
        return under(loaded(self.name, self.sets), self.what_if)

    @property
    def request(self) -> EnsembleRequest:
        """The ensemble that is asked for."""
        if self.auto:
            runs = IN_MEMORY if self.out is None else MOST
            within = WITHIN if self.within is None else self.within
        else:
            runs, within = RUNS if self.runs is None else int(self.runs), 0.0
        return EnsembleRequest(
            runs,
            GROWING if self.auto else self.draws,
            self.seed or 0,
            self.jobs,
            self.what_if,
            within,
            self.kept,
            self.outcome,
            self.tries or 0,
            self.ranges or "",
        )

    def events_of(self, runs: int) -> int:
        """How many runs keep their events."""
        if self.events == "all":
            return ALL
        if self.events is None:
            return ALL_EVENTS if runs <= ALL_EVENTS else FIRST_EVENTS
        return 0 if self.events == "none" else int(self.events)

    @property
    def events_rule(self) -> int | str | None:
        """The same as it is told; None: left out."""
        return None if self.events is None else _rule(self.events_of(0))


def begun(asked: Asked, place: Place) -> Dataset:
    """A new data set, with nothing played."""
    case, added = asked.case()
    settings = asked.request.settings(added)
    check(settings)
    fit = pilot(case, settings.seed, settings.tries)
    chunk = asked.chunk or max(SMALLEST, min(LARGEST, settings.runs // 20))
    assert asked.name is not None, "a scenario"
    events_of = asked.events_of(settings.runs)
    manifest = manifest_of(asked.name, case, settings, fit, events_of, chunk)
    stretches = () if settings.within else (settings.whole,)
    manifest = msgspec.structs.replace(
        manifest, sets=asked.sets, variant=asked.what_if, stretches=stretches
    )
    return create(place, case, manifest)


def gone_on(asked: Asked, place: Place) -> tuple[Dataset, int]:
    """A data set that is there, seen to be the one that is asked for, and made longer.

    Parts that are not as they were noted are dropped; how many comes with it.

    Raises
    ------
    DetenteError
        Where anything that changes results is not as it was.
    """
    found = opened(place)
    _refuse(place, _differences(asked, found))
    dropped = found.verify()
    _refuse(place, _otherwise(found))
    runs = found.manifest.runs
    if isinstance(asked.runs, int) and asked.runs > runs:
        more = first_runs(asked.runs, found.manifest.draws, after=runs)
        found.reopen(runs=asked.runs, stretches=(*found.manifest.stretches, more))
    elif dropped:
        found.reopen()
    found.sweep()
    return found, dropped


def _refuse(place: Place, wrong: list[str]) -> None:
    if wrong:
        raise SettingError(
            f"{place.url}: cannot be gone on with: {'; '.join(wrong)}: "
            "leave that as it was, or play into another folder with -o"
        )


def _differences(asked: Asked, found: Dataset) -> list[str]:
    """What was asked for that is not what was played."""
    m = found.manifest
    told = []
    if m.detente != VERSION:
        told.append(f"it was played by detente {m.detente}, and this is {VERSION}")
    if other_arithmetic(m.arithmetic):
        told.append(f"it {other_arithmetic(m.arithmetic)}")
    if asked.name is not None:
        case, added = asked.case()
        if case.digest != m.scenario_digest:
            told.append(f"its scenario is {m.scenario_digest[:8]}, and this is {case.digest[:8]}")
        if added != m.what_if:
            told.append(f"its what-if is {m.what_if or 'none'}, and this is {added or 'none'}")
    given: list[tuple[str, Any, Any]] = [
        ("--seed", asked.seed, m.seed),
        ("--draws", asked.draws, m.draws),
        ("--tries", asked.tries, m.tries or LIMIT),
        ("--within", asked.within, m.within or None),
        ("--events", asked.events_rule, _rule(m.events_of)),
        ("--chunk", asked.chunk, m.chunk),
        ("-n", asked.runs, AUTO if m.within else m.runs),
    ]
    for option, now, then in given:
        longer = option == "-n" and isinstance(now, int) and isinstance(then, int) and now > then
        if now is not None and now != then and not longer:
            told.append(f"its {option} is {then}, and {now} is asked for")
    return told


def _rule(events_of: int) -> int | str:
    return {0: "none", ALL: "all"}.get(events_of, events_of)


def _otherwise(found: Dataset) -> list[str]:
    """Whether this code plays otherwise, whatever its version says: one run tells."""
    first = next(iter(found.parts), None)
    if first is None:
        return []
    told = played_again(found, int(first.numbers()[0])).differences
    return [f"its first run is played otherwise by this code ({told[0]})"] if told else []


def place_asked(asked: Asked) -> Place | None:
    """Where a data set is, or goes."""
    where = asked.out if asked.resume is None else asked.resume
    return None if where is None else place_of(where)
