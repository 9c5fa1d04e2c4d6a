"""A killed worker, a killed driver, a signal and a full disk: nothing is lost, nobody is left.

`python -m tests.ensemble.faults` shows more of the same on a larger ensemble.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.ensemble.blocks import first_runs
from sim.ensemble.cluster import Cluster
from sim.ensemble.crews import Here
from sim.ensemble.driver import caller
from sim.ensemble.driving import Drive
from sim.ensemble.parts import Task
from sim.plugins import TACTICS
from sim.scenario.loading import load
from tests.ensemble import faults
from tests.ensemble.faults import Shown, Stage

RUNS = 600


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("stage"), RUNS, chunk=25)


@pytest.fixture(scope="module")
def undisturbed(stage: Stage) -> Shown:
    return faults.plain(stage, "undisturbed", "--jobs", "1", "--chunk", "1000")


def held_up(found: Shown, undisturbed: Shown) -> None:
    assert found.digest == undisturbed.digest
    assert (found.runs, found.left) == (RUNS, [])


@pytest.mark.parametrize(
    ("fault", "exits"),
    [
        (faults.kill_a_worker, [0]),
        pytest.param(faults.kill_the_fork_server, [0], marks=pytest.mark.thorough),
        (faults.kill, [-9, 0]),
        (faults.interrupt, [130, 0]),
        pytest.param(faults.terminate, [130, 0], marks=pytest.mark.thorough),
        pytest.param(faults.terminate_all, [130, 0], marks=pytest.mark.thorough),
    ],
)
def test_a_fault_changes_nothing(
    fault: faults.Fault, exits: list[int], stage: Stage, undisturbed: Shown
) -> None:
    found = faults.faulty(stage, fault.__name__, fault, "--jobs", "2")
    held_up(found, undisturbed)
    assert found.exits == exits
    assert found.kept < RUNS or exits == [0]


@pytest.mark.parametrize("mounted", [pytest.param(True, marks=pytest.mark.thorough), False])
def test_a_full_disk_keeps_what_was_kept(mounted: bool, stage: Stage, undisturbed: Shown) -> None:
    found = faults.full_disk(stage, f"full-{mounted}", mounted=mounted)
    held_up(found, undisturbed)
    assert found.exits == [2, 0]
    assert 0 < found.kept < RUNS


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, list[int]]]:
    with faults.local_cluster() as found:
        yield found


@pytest.mark.cluster
def test_a_cluster_gives_the_same(
    stage: Stage, undisturbed: Shown, cluster: tuple[str, list[int]]
) -> None:
    held_up(faults.plain(stage, "cluster", "--cluster", cluster[0]), undisturbed)
    shared = faults.plain(stage, "shared", "--cluster", cluster[0], "--shared-disk")
    held_up(shared, undisturbed)


@pytest.mark.cluster
def test_a_tactic_that_a_script_defines_is_played_on_a_cluster(
    cluster: tuple[str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    script: dict[str, Any] = {"__name__": "__main__"}
    exec("class Half:\n    def conceded(self, view): return 0.5\n", script)
    monkeypatch.setattr(TACTICS, "_added", {})
    TACTICS.add("half", script["Half"]())
    task = Task(load(faults.NAME, ["seller.tactic=half"]), 1, "", ceiling=1.0, in_memory=True)
    played = {}
    for crew in (Here(), Cluster(cluster[0])):
        done = Drive(crew, caller(crew, task)).results(first_runs(40, 20).cut(20))
        played[type(crew)] = {one.block: one.hashes.tobytes() for one in done}
        crew.close(at_once=False)
    assert played[Here] == played[Cluster]


@pytest.mark.cluster
def test_a_folder_behind_a_url_is_the_same(
    stage: Stage, undisturbed: Shown, cluster: tuple[str, list[int]]
) -> None:
    at = replace(stage, url=True)
    held_up(faults.faulty(at, "url-killed", faults.kill, "--cluster", cluster[0]), undisturbed)


@pytest.mark.cluster
@pytest.mark.parametrize(
    "fault", [pytest.param(faults.kill, marks=pytest.mark.thorough), faults.interrupt]
)
def test_a_fault_of_its_driver_changes_nothing(
    fault: faults.Fault, stage: Stage, undisturbed: Shown, cluster: tuple[str, list[int]]
) -> None:
    found = faults.faulty(stage, f"cluster-{fault.__name__}", fault, "--cluster", cluster[0])
    held_up(found, undisturbed)


@pytest.mark.cluster
def test_a_killed_worker_of_a_cluster_changes_nothing(
    stage: Stage, undisturbed: Shown, cluster: tuple[str, list[int]]
) -> None:
    found = faults.faulty(stage, "worker", faults.killing(cluster[1][0]), "--cluster", cluster[0])
    held_up(found, undisturbed)
    assert found.exits == [0]


@pytest.mark.cluster
def test_a_scheduler_that_does_not_answer_is_said_at_once(tmp_path: Path) -> None:
    process = faults.started(
        ["ensemble", "flat-sale", "-o", str(tmp_path / "x"), "--cluster", "tcp://127.0.0.1:1"]
    )
    _, told = process.communicate(timeout=faults.PATIENCE)
    assert process.returncode == 2
    assert "no scheduler answers there" in told
    assert not (tmp_path / "x").exists()
