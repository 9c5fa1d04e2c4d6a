"""The shipped facts are complete, and a faulty seed file is refused with its cure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from sim.errors import ScenarioError, SeedError
from sim.scenario.loading import load
from sim.scenario.seed_reading import load_seed
from sim.scenario.seeds import SeedFile, shipped_folder

SHIPPED = sorted(shipped_folder("seeds").glob("*.yaml"))
TIMES_OF_ISRAEL = shipped_folder("seeds") / "2024-08-23-times-of-israel.yaml"

SMALL = """\
source:
  publisher: The Daily Example
  author: A. Reporter
  kind: news report
  document: example.txt
  sha256: {sha}
  paragraphs: 2
  counted: lines
  when: {{date: 2024-02-29, precision: day, how: stated}}
facts:
  no:
    statement: One side said no.
    who: [one]
    when: {{date: 2024-02, precision: month, how: relative, note: said "this month"}}
    attribution: reported
    paragraph: 2
""".format(sha="0" * 64)


def read(path: Path) -> SeedFile:
    return load_seed(path.read_text(encoding="utf-8"), str(path))


@pytest.fixture(params=SHIPPED, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> SeedFile:
    path: Path = request.param
    return read(path)


def test_seeds_are_shipped() -> None:
    assert TIMES_OF_ISRAEL in SHIPPED


def test_the_source_says_which_text_was_read_and_how_its_date_is_known(seed: SeedFile) -> None:
    assert re.fullmatch("[0-9a-f]{64}", seed.source.sha256)
    assert seed.source.when.how == "stated" or seed.source.when.note
    assert seed.source.counted


def test_every_fact_is_complete(seed: SeedFile) -> None:
    assert seed.facts
    for name, fact in seed.facts.items():
        assert fact.statement.endswith("."), name
        assert len(fact.who) == len(set(fact.who)), name
        assert (fact.by is None) == (fact.attribution == "reported"), name
        assert 1 <= fact.paragraph <= seed.source.paragraphs, name
        assert fact.when.first <= fact.when.last <= seed.source.when.last, name


def test_no_statement_is_made_twice(seed: SeedFile) -> None:
    statements = [fact.statement for fact in seed.facts.values()]
    assert len(statements) == len(set(statements))


def test_a_precision_fits_its_span(seed: SeedFile) -> None:
    longest = {"day": 1, "week": 7, "month": 31}
    for name, fact in seed.facts.items():
        days = (fact.when.last - fact.when.first).days + 1
        assert days <= longest.get(fact.when.precision, days), name


def test_the_briefing_is_inferred_and_what_is_relative_counts_from_it() -> None:
    seed = read(TIMES_OF_ISRAEL)
    friday = 4
    briefing = date(2024, 8, 23)
    assert seed.source.when.how == "inferred"
    assert seed.source.when.first == seed.source.when.last == briefing
    assert not [name for name, fact in seed.facts.items() if fact.when.how == "stated"]
    proposal = seed.facts["final-proposal"].when
    assert proposal.first == briefing - timedelta(days=7)
    assert proposal.first.weekday() == friday
    assert seed.facts["cairo-yesterday"].when.last == briefing - timedelta(days=1)
    assert seed.facts["doha-summit"].when.last <= proposal.first


def test_officials_the_source_leaves_unnamed_stay_unnamed() -> None:
    facts = read(TIMES_OF_ISRAEL).facts
    anonymous = {name for name, fact in facts.items() if fact.attribution == "anonymous"}
    assert anonymous == {"text-tilted", "arab-officials-doubtful"}
    assert {facts[name].who for name in anonymous} == {("egypt or qatar",)}


def test_words_that_yaml_might_read_as_values_stay_words() -> None:
    seed = load_seed(SMALL, "example.yaml")
    assert list(seed.facts) == ["no"]
    assert seed.name == "example"
    assert seed.facts["no"].when.first == date(2024, 2, 1)
    assert seed.facts["no"].when.last == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2024-02-29", "2023-02-29", "source.when.date: no such date as 2023-02-29: write 2024-08"),
        ("2024-02-29", "2024-W09-4", "source.when.date: no such date as 2024-W09-4"),
        ("2024-02,", "2024-13,", "facts.no.when.date: no such date as 2024-13"),
        ("2024-02,", "2024-02-02..2024-02-01,", "facts.no.when.date: the first day comes after"),
        (', note: said "this month"', "", "facts.no.when: the date is relative and nothing says"),
        ("attribution: reported", "attribution: claimed", "facts.no: claimed, and not by whom"),
        ("    paragraph: 2", "    paragraph: 2\n    by: Me", "facts.no: `by` on what the outlet"),
        ("    paragraph: 2", "    paragraph: 3", "no is in paragraph 3 of 2: write a paragraph"),
        ("who: [one]", "who: []", "facts.no.who: nobody is named"),
        ("    who: [one]\n", "", "facts.no.who: missing: add it"),
        ("kind:", "knid:", "source.knid: unknown (got 'news report'): remove it"),
        (
            "    who:",
            "    statement: Again.\n    who:",
            "13:5: facts.no.statement: the key stands twice (got 'statement', first on line",
        ),
        ("facts:", "facts: [", "not YAML"),
        (SMALL, "- a list", "no mapping: write `key: value` lines"),
        ("sha256: 0", "sha256: g", "source.sha256: string should match pattern"),
    ],
)
def test_a_fault_is_named_with_its_cure(old: str, new: str, message: str) -> None:
    text = SMALL.replace(old, new)
    assert text != SMALL
    with pytest.raises(SeedError) as caught:
        load_seed(text, "example.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("example.yaml:")


def scenario_with(seed: str, folder: Path) -> Path:
    path = folder / "talks.yaml"
    text = load("flat-sale").text
    path.write_text(f"seeds: [{seed}]\n{text}", "utf-8")
    return path


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a" * 300, "a/b", "A", "nowhere"])
def test_a_name_that_is_none_is_told_where_it_stands_and_nothing_is_read(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text("a: secret", "utf-8")
    (tmp_path / "below").mkdir()
    path = scenario_with(name, tmp_path / "below")
    with pytest.raises(ScenarioError) as caught:
        load(str(path))
    assert str(caught.value).startswith(f"{path}:1:9: seeds.0: ")
    assert "a: secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SMALL.replace("said no", "said \u00e9").encode("latin-1"), "12:30: not UTF-8 (got byte"),
        (SMALL.encode("utf-16"), "1:1: not UTF-8 (got byte 0xff)"),
        (SMALL.replace("  no:", "\tno:").encode(), "11:1: a tab where spaces belong"),
        (b"a: " + b"[" * 50, "1:43: nested more than 40 deep"),
        (SMALL.replace("paragraph: 2", "paragraph: 9").encode(), "16:16: facts.no.paragraph: no"),
    ],
)
def test_a_seed_file_is_read_as_a_scenario_is(content: bytes, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    with pytest.raises(SeedError) as caught:
        load(str(scenario_with("own", tmp_path)))
    assert str(caught.value).startswith(f"{path}:{fault}")


def test_the_mark_of_a_windows_editor_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(SMALL.encode("utf-8-sig"))
    assert "own" in load(str(scenario_with("own", tmp_path))).seeds
