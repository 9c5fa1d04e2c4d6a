"""`detente fork`: every kind of change on the shipped scenarios, and what cannot be."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sim.analysis.wording import NOTICE
from sim.scenario.loading import load
from sim.scenario.stances import RAISED
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import OUTCOMES, RecordClosed, TextTabled
from sim.telling.tale import Tale
from tests.cli.asking import SCENARIOS, ask, bare, copied, misfits, tale, told
from tests.engine.made import plain

FEW = ("-n", "5", "--jobs", "1")
TWO = ("-n", "2", "--jobs", "1")
SEEDS = {
    "cairo-2024": 56, "council-quota": 7, "emission-standards": 1, "flat-sale": 3,
    "labour-dispute": 4,
}  # fmt: skip
SHIPPED = [
    pytest.param(name, marks=pytest.mark.thorough if len(load(name).names.actors) > 9 else ())
    for name in SCENARIOS
]
CHANGES = ("answer", "answer of", "withdraw", "set", "table", "table after")


@cache
def run(name: str) -> Tale:
    return tale(name, SEEDS[name])


def later(name: str, kind: type) -> list[Any]:
    """The simulated events of a kind."""
    closed = next(e.seq for e in run(name).events if isinstance(e, RecordClosed))
    return [e for e in run(name).events if isinstance(e, kind) and e.seq > closed]


def demand(name: str, seq: int) -> str:
    """Some demand that stands."""
    state = run(name).after(seq)
    names = state.tables.names
    return next(
        f"{names.actors[i]}.{issue}"
        for i, him in enumerate(state.tables.actors)
        for j, issue in enumerate(names.issues)
        if him.stances[j] is not None and state.phases[i][j] == RAISED
    )


def other_terms(name: str, text: TextTabled) -> str:
    """The terms of a text but for the first issue."""
    names = run(name).tables.names
    issue = names.issues[0]
    return f"{issue}={next(o for o in names.options[0] if o != text.terms[issue])}"


def change(name: str, kind: str) -> list[str]:
    """A change of a kind, and its moment."""
    answer = later(name, Answer)[-1]
    text = later(name, TextTabled)[-1]
    verb = "accept" if given(answer) != "accept" else "criticise"
    return {
        "answer": [str(answer.seq), "--answer", verb],
        "answer of": [str(answer.seq), "--answer", f"{answer.actor}={verb}"],
        "withdraw": [str(answer.seq), "--withdraw", demand(name, answer.seq)],
        "set": [str(text.seq), "--set", f"{answer.actor}.no_deal.worth=90"],
        "table": [str(text.seq), "--table", other_terms(name, text)],
        "table after": [str(text.seq - 1), "--by", text.actor, "--table", other_terms(name, text)],
    }[kind]


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_change_on_every_scenario(name: str, kind: str) -> None:
    at, *words = change(name, kind)
    args = ("fork", name, "--seed", str(SEEDS[name]), "--at", at, *words, *TWO)
    page = told(*args)
    assert misfits(page) == []
    assert "neither news nor forecast" in page
    assert "OUTCOMES OF 2 FUTURES" in page
    assert "this run drew them" in " ".join(page.split())
    found = json.loads(told(*args, "--json"))
    assert found["notice"].endswith(NOTICE)
    assert (found["futures"], found["complete"], found["at"]) == (2, True, int(at))
    assert found["instead"] == (kind in ("answer", "table"))
    assert [one["outcome"] for one in found["outcomes"]] == list(OUTCOMES)
    assert sum(one["ended_given"] for one in found["outcomes"]) == 2
    [chosen] = found["changed"]
    assert chosen["seq"] == int(at) + (not found["instead"])
    assert chosen["when"].startswith("+")


def test_the_page_says_what_happened_and_what_is_changed() -> None:
    page = told("fork", "cairo-2024", "--seed", "56", "--at", "45", "--answer", "accept", *FEW)
    assert "Israel  formally rejects text 3" in page
    assert "CHANGED: INSTEAD OF IT\n  45 ~ +24 Israel  accepts text 3, told by Egypt\n" in page
    assert "detente fork cairo-2024 --at 45 --answer accept -n 5 --seed 56" in page


def test_a_day_is_a_moment_and_so_is_a_bare_number() -> None:
    args = ("--withdraw", "israel.corridor", *FEW, "--json")
    day = json.loads(told("fork", "cairo-2024", "--seed", "56", "--at", "+26", *args))
    number = json.loads(told("fork", "cairo-2024", "45", "--seed", "56", *args))
    last = max(e.seq for e in run("cairo-2024").events if e.tick < run("cairo-2024").labels.now
               + 27 * 1440)  # fmt: skip
    assert (day["at"], number["at"]) == (last, 45)


def test_what_no_terms_name_stays_and_is_said() -> None:
    page = told(
        "fork", "cairo-2024", "--seed", "56", "--at", "98", "--table", "corridor=reduced", *FEW
    )
    assert "fewer posts, for a time" in page
    assert (
        "Not named, and so as in text 7: other demands: partly met; sequence: the first steps."
        in (" ".join(page.split()))
    )


def test_a_text_of_the_scenario_comes_with_its_label() -> None:
    page = told("fork", "cairo-2024", "--seed", "56", "--at", "98", "--table", "bridging",
                "--by", "us", *FEW)  # fmt: skip
    assert "CHANGED: RIGHT AFTER IT\n  99 ~ +57 US      tables text 8, called final" in page


def test_changes_come_together_fields_first_and_answers_last() -> None:
    found = json.loads(
        told("fork", "cairo-2024", "--seed", "56", "--at", "98", "--answer", "hamas=accept",
             "--table", "corridor=reduced", "--by", "us", "--withdraw", "israel.corridor",
             "--set", "israel.other_demands.salience=low", *FEW, "--json")
    )  # fmt: skip
    said = [line["text"] for line in found["changed"]]
    assert [text.split()[0] for text in said] == ["from", "withdraws", "tables", "accepts"]
    assert [line["seq"] for line in found["changed"]] == [99, 100, 101, 102]


def test_the_only_demand_on_an_issue_needs_no_actor(tmp_path: Path) -> None:
    data = plain()
    data["actors"]["bob"]["time"] = {"opposes": "nothing"}
    path = tmp_path / "made.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = json.loads(told("fork", str(path), "--at", "1", "--withdraw", "time", *FEW, "--json"))
    assert [(one["who"], one["text"]) for one in found["changed"]] == [
        ("ADA", "withdraws its demand on time")
    ]


def test_a_yes_across_a_hard_red_line_is_said_to_be_one() -> None:
    page = told("fork", "cairo-2024", "--seed", "56", "--at", "98", "--table", "bridging", "--by",
                "us", "--answer", "hamas=accept", "--set", "hamas.corridor.red_line=hard", "--set",
                "hamas.corridor.red_line_from=1", *FEW)  # fmt: skip
    assert "That yes crosses a hard red line of Hamas" in page


def test_processes_change_no_number() -> None:
    args = ("fork", "flat-sale", "--seed", "3", "--at", "6", "--withdraw", "seller.price",
            "-n", "120", "--json")  # fmt: skip
    one, two = (json.loads(told(*args, "--jobs", jobs)) for jobs in "12")
    assert (one["request"].pop("jobs"), two["request"].pop("jobs")) == (1, 2)
    assert one == two


def test_a_variant_and_a_log_can_be_forked(tmp_path: Path) -> None:
    log, words = str(tmp_path / "run.jsonl"), ("--withdraw", "israel.corridor")
    told("run", "cairo-2024", "--seed", "56", "--set", "us.public_optimism=low", "--log", log)
    page = copied(told("fork", log, "--at", "20", *words, *FEW))
    assert bare(f"detente fork {log} --at 20 --withdraw israel.corridor -n 5") in bare(page)
    args = ("cairo-2024", "--what-if", "substitute-trusted", "--at", "20")
    assert "--what-if substitute-trusted" in copied(told("fork", *args, *words, *FEW))


REFUSED = {
    "nothing": (["--at", "45"], "nothing is changed: add --answer"),
    "no moment": (["--answer", "accept"], "no moment: add --at"),
    "a moment that is none": (["--at", "soon", "--answer", "accept"], "write an event's number"),
    "before it": (["--at", "8", "--answer", "accept"], "a what_if with `from: start`"),
    "after all": (["--at", "172", "--withdraw", "israel.corridor"], "the run is over at event 172"),
    "no such event": (["--at", "900", "--answer", "accept"], "its events are 0 to 172"),
    "the answer given": (["--at", "45", "--answer", "reject"], "ask for accept or criticise"),
    "no answer": (["--at", "44", "--answer", "accept"], "or fork at an answer, as event 45"),
    "no such answer": (["--at", "45", "--answer", "maybe"], "write one of accept, criticise"),
    "two answers": (["--at", "45", "--answer", "accept", "--answer", "criticise"], "give one"),
    "twice": (["--at", "45", "--answer", "us=accept", "--answer", "us=reject"], "answers twice"),
    "nobody": (["--at", "45", "--answer", "moon=accept"], "no actor is called 'moon'"),
    "answers so": (["--at", "46", "--answer", "israel=reject"], "answers to text 3 already"),
    "not asked": (["--at", "45", "--answer", "us=accept"], "does not need its consent"),
    "no text": (["--at", "97", "--answer", "israel=accept"], "fork while one is, as event 98"),
    "whose": (["--at", "45", "--withdraw", "corridor"], "write --withdraw egypt.corridor or"),
    "no demand": (["--at", "45", "--withdraw", "us.corridor"], "write --withdraw egypt.corridor"),
    "no issue": (["--at", "45", "--withdraw", "moon"], "no issue is called 'moon'"),
    "one demand twice": (
        ["--at", "45", *["--withdraw", "israel.corridor"] * 2], "is given twice: give it once",
    ),
    "no path": (["--at", "45", "--set", "moon"], "no path=value: write --set PATH=VALUE"),
    "no field": (["--at", "45", "--set", "moon.phase=full"], "no such field"),
    "no value": (["--at", "45", "--set", "israel.corridor.salience=huge"], "not a number"),
    "settled": (["--at", "45", "--set", "israel.corridor.raised=2024-07"], "settled by then"),
    "a move": (
        ["--at", "45", "--set", "israel.corridor.withdrawn=2024-09-01"],
        "write --withdraw israel.corridor",
    ),
    "no terms": (["--at", "45", "--table", "corridor"], "(bridging), or issue=option"),
    "half a term": (["--at", "45", "--table", "corridor=leave,sequence"], "is no issue=option"),
    "no option": (["--at", "45", "--table", "corridor=moon"], "write one of stay, reduced"),
    "an issue twice": (["--at", "45", "--table", "corridor=stay,corridor=leave"], "given twice"),
    "the same text": (["--at", "98", "--table", "corridor=leave"], "that is text 7"),
    "no tabler": (["--at", "45", "--table", "bridging", "--by", "moon"], "party or mediator"),
    "by without a text": (["--at", "45", "--by", "us", "--answer", "accept"], "add --table TERMS"),
    "agreed": (
        ["--seed", "1", "--at", "56", "--table", "bridging"], "a framework is agreed by then",
    ),
    "kept nowhere": (["--at", "45", "--answer", "accept", "--keep", "2"], "add --store FILE"),
    "kept too many": (
        ["--at", "45", "--answer", "accept", "--keep", "9", "-n", "3", "--store", "x.db"],
        "write a number from 1 to 3, or all",
    ),
    "a store without ids": (
        ["--at", "45", "--answer", "accept", "--store", "x.db"], "add --keep K to keep futures",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_cannot_be_is_said_with_its_cure(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    args, said = REFUSED[wrong]
    result = ask("fork", "cairo-2024", "--seed", "56", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_nobody_tables_or_answers_while_talks_are_suspended() -> None:
    suspended = next(e.seq for e in run("council-quota").events
                     if type(e).__name__ == "TalksSuspended")  # fmt: skip
    args = ("fork", "council-quota", "--seed", "7", "--at", str(suspended))
    for words in (["--answer", "mills=accept"], ["--table", other_terms(
        "council-quota", later("council-quota", TextTabled)[0])]):  # fmt: skip
        result = ask(*args, *words, *FEW)
        assert result.exit_code == 2
        assert "suspended" in result.stderr
        assert "once they resume" in result.stderr


def test_who_tabled_a_text_of_its_own_accepts_it() -> None:
    offer = later("flat-sale", TextTabled)[0]
    result = ask("fork", "flat-sale", "--seed", "3", "--at", str(offer.seq),
                 "--answer", f"{offer.actor}=reject", *FEW)  # fmt: skip
    assert result.exit_code == 2
    assert "which accepts it for as long as it is on the table" in result.stderr


def test_shifts_are_written_as_a_figure_with_its_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    found = json.loads(
        told("fork", "cairo-2024", "--seed", "56", "--at", "45", "--answer", "accept", *FEW,
             "-o", str(folder), "--json")
    )  # fmt: skip
    assert {path.name for path in folder.glob("[!.]*")} == {
        f"shifts.{end}" for end in ("png", "svg", "csv", "txt")
    }
    table = pl.read_csv(folder / "shifts.csv")
    assert table["outcome"].to_list() == list(OUTCOMES)
    assert table["shift"].to_list() == [one["shift"] for one in found["outcomes"]]
    assert set(table["notice"]) == {NOTICE}
    (tmp_path / "file").touch()
    result = ask("fork", "cairo-2024", "--seed", "56", "--at", "45", "--answer", "accept",
                 "-o", str(tmp_path / "file"))  # fmt: skip
    assert (result.exit_code, "is a file" in result.stderr) == (2, True)
