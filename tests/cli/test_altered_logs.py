"""A log altered anywhere is refused at once, with its place, by whatever reads logs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from sim.cli.as_json import run_json, then_json
from sim.cli.loaded import Cases, from_log
from sim.engine.verifying import verify
from sim.errors import DetenteError
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.studies.explain.study import explained
from sim.talks.log import FORMAT, NOTICE, Header, lines, whole
from sim.telling.moment import then
from sim.telling.tale import Tale
from sim.version import VERSION
from tests.altering import Altered, altered_lines, altered_order, compact, no_text_of_ours
from tests.cli.asking import ask, bare
from tests.engine.made import case_of, eventful, run_of
from tests.engine.test_seats import game, seats_of

COMMANDS = ["replay", "explain", "verify", "fork", "log", "debrief", "play"]
STRIDE = 97  # of the alterations, so many apart


def log_of(case: Case, number: int) -> bytes:
    header = Header(VERSION, FORMAT, NOTICE, "made", case.text)
    return whole(header, lines(run_of(case, number)[0]))


def game_of(name: str, seed: int) -> bytes:
    case = load(name)
    header = Header(VERSION, FORMAT, NOTICE, name, case.text)
    return whole(header, lines(game(case, tuple(seats_of(name)), seed)[0]))


LOG = log_of(case_of(eventful()), 109)  # a quota, a demand midway, a shock, suspensions, votes


def use(content: bytes, cases: Cases, folder: Path) -> None:
    """All that commands do with a log: tell it, explain it, play it again."""
    path = folder / "run.jsonl"
    path.write_bytes(content)
    source = from_log(str(path))
    case = cases.of(source)
    verify(case, source.events, source.rows)
    source.folds(case)
    tale = Tale(case, source.events, full=True)
    run_json(tale)
    for seq in {0, len(tale.events) // 2, len(tale.events) - 1}:
        then_json(tale, then(tale, seq))
        explained(tale, seq).document()


def tried(changes: Iterable[Altered], folder: Path) -> Counter[str]:
    """How many altered logs were refused with their place, and how many used as they stand."""
    seen, cases = Counter[str](), Cases()
    for change in changes:
        try:
            use(change.content, cases, folder)
        except DetenteError as error:
            placed = re.match(r".*run\.jsonl:\d+:\d+: ", str(error))
            seen["refused" if placed else f"refused without a place: {change.what}"] += 1
        except Exception as error:
            raise AssertionError(change.what) from error
        else:
            seen["used"] += 1
    assert set(seen) <= {"refused", "used"}, seen
    return seen


def test_a_field_changed_is_refused_with_its_place_or_does_no_harm(tmp_path: Path) -> None:
    seen = tried(islice(altered_lines(LOG), 0, None, STRIDE), tmp_path)
    assert seen["refused"] > 5 * seen["used"] > 0


@pytest.mark.parametrize(
    "what", ["SessionAdjourned: session = '../x'", "AssessmentFormed: without tilts.ada"]
)
def test_what_no_session_and_no_party_bears_is_refused(what: str, tmp_path: Path) -> None:
    changes = [change for change in altered_lines(LOG) if change.what.endswith(what)]
    assert changes
    assert tried(changes, tmp_path).keys() == {"refused"}


@pytest.mark.thorough
@pytest.mark.parametrize("content", [LOG, game_of("labour-dispute", 3)], ids=["run", "game"])
def test_every_field_changed_in_every_way(content: bytes, tmp_path: Path) -> None:
    seen = tried(altered_lines(content), tmp_path)
    assert seen["refused"] > 5 * seen["used"] > 0


def test_lines_in_another_order_are_refused(tmp_path: Path) -> None:
    last = LOG.count(b"\n")
    for change in altered_order(LOG):
        if change.what != f"without line {last}":
            assert tried([change], tmp_path) == {"refused": 1}, change.what


@pytest.mark.parametrize("name", no_text_of_ours(LOG))
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_log_is_refused_by_whatever_reads_logs(
    command: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(no_text_of_ours(LOG)[name])
    words = {
        "explain": ["explain", str(path), "3"],
        "fork": ["fork", str(path), "--at", "3", "--set", "x=1"],
        "log": ["log", "import", str(path), "--store", str(tmp_path / "s.db")],
        "play": ["play", "--resume", str(path)],
    }
    result = ask(*words.get(command, [command, str(path)]))
    assert result.exit_code == 2
    assert bare(f"{path}:") in bare(result.stderr)
    assert re.search(r":\d+:\d+:", bare(result.stderr))


def event(content: bytes, kind: str, **fields: object) -> bytes:
    """The log with fields of the last event of a type set anew."""
    rows = content.split(b"\n")
    number = max(n for n, row in enumerate(rows) if b'"type":"%b"' % kind.encode() in row)
    rows[number] = compact({**json.loads(rows[number]), **fields})
    return b"\n".join(rows)


WRONG: dict[str, tuple[str, dict[str, object], str]] = {
    "a label that is none": ("TextTabled", {"label": "deal"}, "label"),
    "a text of a number below 0": ("TextAccepted", {"text": -1}, "`int` >= 0"),
    "a text that is not on the table": ("TextAccepted", {"text": 2}, "is not on the table"),
    "a cause that comes later": ("TextAccepted", {"cause": 17_000_000}, "does not come before it"),
    "an option that is none": ("TextTabled", {"terms": {"price": "p1", "time": "no"}}, "no option"),
    "a variant that is none": ("TalksOpened", {"what_if": "nosuch"}, "no what_if 'nosuch'"),
    "an actor that is none": ("TextTabled", {"actor": "zoe"}, "no actor 'zoe'"),
    "a tick after the horizon": ("TextAccepted", {"tick": 55_440_000_000}, "after the horizon"),
    "a seed out of range": ("TalksOpened", {"seed": 2**63}, "`int` <= 9223372036854775807"),
    "a draw out of range": ("TalksOpened", {"draw": -1}, "`int` >= 0"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str, tmp_path: Path) -> None:
    kind, fields, said = WRONG[name]
    path = tmp_path / "run.jsonl"
    path.write_bytes(event(LOG, kind, **fields))
    for command in ("replay", "verify"):
        result = ask(command, str(path))
        assert result.exit_code == (1 if "on the table" in said and command == "verify" else 2)
        assert bare(said) in bare(result.stdout + result.stderr)


def test_a_fork_of_a_run_of_another_version_says_so(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_bytes(event(LOG, "TalksOpened", engine="0.0.9"))
    result = ask("fork", str(path), "--at", str(LOG.count(b"\n") - 4), "-n", "2", "--set", "x=1")
    assert f"played by detente 0.0.9, and this is {VERSION}" in " ".join(result.stderr.split())
