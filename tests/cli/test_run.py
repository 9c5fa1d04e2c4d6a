from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace

from sim.cli.loaded import Found
from sim.cli.options import Which
from sim.cli.story_page import page
from sim.scenario.loading import load
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import OUTCOMES, RecordClosed, RedLineStated
from sim.telling.answers import news
from sim.telling.labels import MONTHS, Labels, dated
from sim.telling.story import told as told_line
from sim.telling.tale import Tale
from tests.cli.asking import SCENARIOS, ask, copied, misfits, tale, told

A_LINE = re.compile(r" *(\d+) ([rcas~])  (\S.*)")
A_DATE = re.compile(rf"\d (?:{'|'.join(MONTHS)})\b|\b20\d\d\b")
RUNS = [(name, seed) for name in SCENARIOS for seed in (1, 2, 7)]


def simulated(text: str) -> str:
    """What is told of the run from the end of the record to its own end."""
    return text.partition("FROM HERE ON SIMULATED\n")[2].partition("\nHOW THIS RUN ENDED")[0]


@pytest.mark.parametrize(("name", "seed"), RUNS)
@pytest.mark.parametrize("how", [(), ("--all",)])
def test_a_story_fits_any_terminal(name: str, seed: int, how: tuple[str, ...]) -> None:
    assert misfits(told("run", name, "--seed", str(seed), *how)) == []


@pytest.mark.parametrize(("name", "seed"), RUNS)
def test_nothing_simulated_can_pass_for_news(name: str, seed: int) -> None:
    text = told("run", name, "--seed", str(seed), "--all")
    head, *lines = simulated(text).split("\n")
    assert head.startswith("  ~ made up by the model; days after ")
    marks = [found for line in lines if (found := A_LINE.fullmatch(line))]
    assert marks
    assert all(found[2] == "~" and found[3].startswith("+") for found in marks)
    assert not A_DATE.search("\n".join(lines))
    assert "neither news nor forecast" in text


@pytest.mark.parametrize("name", SCENARIOS)
def test_all_shows_every_event_and_else_the_hidden_are_counted(name: str) -> None:
    events = len(tale(name, 3).events)
    whole, story = (told("run", name, "--seed", "3", *how) for how in (("--all",), ()))
    assert len(re.findall(A_LINE.pattern, whole.partition("HOW THIS RUN")[0])) == events
    shown = len(re.findall(A_LINE.pattern, story.partition("HOW THIS RUN")[0]))
    hidden = re.search(r"(\d+) quiet events? not shown", story)
    assert hidden is not None
    assert int(hidden[1]) == events - shown > 0


def test_the_record_is_marked_by_how_it_is_known_and_dated_as_the_source_does() -> None:
    text = told("run", "cairo-2024", "--seed", "7")
    record = text.partition("FROM HERE ON")[0]
    marks = {found[2] for line in record.split("\n") if (found := A_LINE.fullmatch(line))}
    assert marks == {"r", "c", "a"}
    assert re.search(r"r  Jul 2024 +Israel", record)
    assert re.search(r"a  18-22 Aug +Egypt or", record)
    assert re.search(r"r  11-16 Aug +session", record)


def test_what_a_coding_assumes_inside_a_reported_line_is_marked_there() -> None:
    record = told("run", "cairo-2024", "--seed", "7").partition("FROM HERE ON")[0]
    assert re.search(r"r  16-23 Aug\? +Israel +accepts text 1\n", record)  # the source has no date
    assert re.search(r"r  16 Aug +US +tables text 1", record)  # "last Friday"
    assert "? a date that the source leaves to be inferred" in record
    joined = " ".join(record.split())
    assert re.search(r"corridor .+ \(assumed\) other demands", joined)  # not published
    assert "sequence none of it (claimed)" in joined  # an official's word
    assert "called final corridor" in joined  # the White House's own word for it
    assert re.search(r"Doha: who took part is not reported", record)
    assert re.search(r"r  23 Aug +US +gives no sign that agreement is near\n", record)
    assert re.search(r"a  18-22 Aug +Egypt or +shows little confidence", record)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_worth_table_lists_everyone_that_consents_alphabetically(name: str) -> None:
    text = told("run", name, "--seed", "5")
    rows = text.partition("best possible\n")[2].partition("\n\n")[0].split("\n")
    titles = [re.split(r" {2,}", row.strip())[0].partition(" (")[0] for row in rows]
    told_of = tale(name, 5)
    names = told_of.tables.names.actors
    everyone = {told_of.labels.actor(names[i]) for i in told_of.tables.consenting}
    assert titles == sorted(everyone, key=str.casefold)


def test_the_same_words_give_the_same_page_and_another_run_another() -> None:
    once, again = (told("run", "flat-sale", "--seed", "7") for _ in range(2))
    assert once == again
    other = told("run", "flat-sale", "--seed", "7", "--run", "3", "--draws", "2")
    assert "detente run flat-sale --seed 7 --run 3 --draws 2" in other
    assert simulated(other) != simulated(once)


def test_a_setting_is_applied_and_said_again() -> None:
    setting = "seller.no_deal.loss_in_90_days=0"
    text = told("run", "flat-sale", "--set", setting)
    joined = copied(text)
    assert f"detente run flat-sale --seed 0 --set {setting}" in joined
    assert f"detente ensemble flat-sale --set {setting}" in joined


def test_json_holds_the_events_and_the_outcome() -> None:
    found = json.loads(told("run", "cairo-2024", "--seed", "2", "--json"))
    assert [event["seq"] for event in found["events"]] == list(range(len(found["events"])))
    assert found["events"][0]["type"] == "TalksOpened"
    assert found["outcome"] in OUTCOMES
    assert "neither news nor forecast" in found["notice"]


@pytest.mark.parametrize(
    ("variant", "kind"), [("demand-withdrawn", "now"), ("formal-rejection", "start")]
)
def test_a_what_if_is_in_the_title(variant: str, kind: str) -> None:
    what_if = load("cairo-2024").what_if[variant]
    assert what_if.from_ == kind
    args = ("run", "cairo-2024", "--what-if", variant)
    title = json.loads(told(*args, "--json"))["scenario"]
    assert title.endswith(f"What if: {what_if.title}")
    assert " ".join(told(*args).split()).startswith(title)


def weighing(weight: float) -> str:
    """The page of a run that counts for this in a weighted ensemble."""
    whole = tale("cairo-2024", 7)
    first, *rest = whole.events
    events = [replace(first, ceiling=0.01)]
    events += [replace(e, weight=weight) if isinstance(e, RecordClosed) else e for e in rest]
    which = Which("cairo-2024", seed=7)
    found = Found(Tale(whole.case, events), "cairo-2024", which)
    return " ".join("\n".join(page(found)).split())


def test_a_run_of_a_weighted_ensemble_says_what_it_counts_for() -> None:
    assert "too rare to wait for, so runs carry weights: this one weighs 0.0123." in weighing(
        0.0123
    )
    assert "this one weighs 0, as the record did not come out in it" in weighing(0.0)
    assert "too rare" not in told("run", "cairo-2024", "--seed", "7")


def test_who_states_a_red_line_has_one() -> None:
    seen = set()
    for run in (tale(name, seed) for name, seed in RUNS):
        for event in run.events:
            if isinstance(event, RedLineStated):
                simulated = event.provenance == "simulated"
                text = told_line(run, event).text
                assert ("red line" in text) != simulated
                assert ("commits itself in public on" in text) == simulated
                assert ("red line" in news(run, event)) != simulated
                seen.add(simulated)
    assert seen == {True, False}


@pytest.mark.parametrize("seed", ["0", str(2**63 - 1)])
def test_every_seed_there_is_plays(seed: str) -> None:
    assert f"--seed {seed}" in told("run", "flat-sale", "--seed", seed)


@pytest.mark.parametrize("seed", ["-1", str(2**63), "lucky"])
def test_no_other_seed_does(seed: str) -> None:
    result = ask("run", "flat-sale", "--seed", seed)
    assert result.exit_code == 2
    assert seed in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere",), "no scenario and no file 'nowhere'"),
        (("flat-sale", "--set", "price"), "no path=value"),
        (("flat-sale", "--set", "buyer.firmness="), "no value: write one after the =, or buyer.fi"),
        (("flat-sale", "--set", "title=null"), "--set title:1:8: title: cannot be left out: writ"),
        (("flat-sale", "--set", "buyer=null"), "--set buyer:1:8: actors: fewer than 2"),
        (("flat-sale", "--log", "--seed", "3"), "--log: no value before --seed: write --log FILE"),
        (("flat-sale", "--seed", "--set=a=b"), "--seed: no value before --set: write --seed VALUE"),
        (("flat-sale", "--set", "sellr.firmness=high"), "did you mean seller?"),
    ],
)
def test_a_mistake_is_told_without_a_traceback(args: tuple[str, ...], words: str) -> None:
    result = ask("run", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("2024-08-16", "16 Aug"),
        ("2024-07", "Jul 2024"),
        ("2024-08-18..2024-08-22", "18-22 Aug"),
        ("2024-07-30..2024-08-02", "30 Jul-2 Aug"),
        ("last week", "last week"),
    ],
)
def test_dates_are_as_fine_as_the_source_gives_them(words: str, seen: str) -> None:
    assert dated(words) == seen


def test_days_count_from_the_end_of_the_record() -> None:
    labels: Labels = tale("cairo-2024", 1).labels
    assert [labels.day(labels.now + minutes) for minutes in (0, 1439, 1440)] == ["+0", "+0", "+1"]


def test_what_to_do_next_keeps_what_was_changed() -> None:
    page = told("run", "cairo-2024", "--what-if", "demand-withdrawn", "--set", "us.delay=3 days")
    said = copied(page)
    changed = "--what-if demand-withdrawn --set 'us.delay=3 days'"
    assert f"detente run cairo-2024 --seed 0 {changed}" in said
    assert f"detente ensemble cairo-2024 {changed}" in said


def test_the_answer_that_turned_it_may_be_forked() -> None:
    asked = set()
    for name, seed in RUNS:
        page = told("run", name, "--seed", str(seed))
        run = tale(name, seed)
        found = re.search(rf"detente fork {name} --at (\d+) --answer (\w+) --seed {seed}\n", page)
        if found is None:
            assert "detente fork" not in page
            continue
        event = run.events[int(found[1])]
        assert isinstance(event, Answer)
        assert event.weighing is not None
        asked.add((given(event) == "accept", found[2]))
    assert asked == {(True, "reject"), (False, "accept")}
