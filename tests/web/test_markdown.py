"""A report as Markdown: the same sections, its figures beside it, and words that stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import sim.web.page
from sim.analysis.sensitivity import Sensitivity
from sim.analysis.wording import NOTICE
from sim.cli.reported import reported
from sim.scenario.loading import load
from sim.web.axes import alone, axes
from sim.web.blocks import (
    Block,
    Commands,
    Folded,
    Heading,
    Listing,
    Pairs,
    Paragraph,
    Quote,
    Table,
    Verbatim,
    note,
    warning,
)
from sim.web.markdown import markdown
from sim.web.page import Section, told
from sim.web.parts import PARTS, Part
from sim.web.sections import findings, outcomes, sensitivity, tipping
from tests.cli.asking import ask
from tests.cli.asking import told as said
from tests.web.made import SCRIPT, TINY, asked, titled_with_a_script

SMALL = ("-n", "20", "--draws", "10", "--jobs", "1", "--seed", "3")
SPAN = re.compile(r"<[a-z]")


def read(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False}).parse(text)


def words(text: str) -> str:
    """What a reader sees of it, letter by letter."""
    inline = [one for token in read(text) for one in token.children or ()]
    return " ".join(one.content for one in inline if one.type in {"text", "text_special"})


def written(folder: Path, blocks: list[Block]) -> str:
    with reported(asked(titled_with_a_script(folder))) as found:
        return markdown(found, [Section("only", "Only", blocks)], "page")


def test_a_page_its_figures_and_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = (Part("a", "How they ended", outcomes.tell), Part("b", "Found", findings.tell))
    monkeypatch.setattr(sim.web.page.told, "__defaults__", (parts,))
    monkeypatch.chdir(tmp_path)
    answer = said("report", "flat-sale", *SMALL, "--quick", "-o", "talks.md")
    assert answer == "Written to talks.md, its 1 figure to talks.\n"
    text = Path("talks.md").read_text("utf-8")
    assert text.startswith("# The sale of a flat\n\n> **A model: neither news nor forecast.**\n")
    assert "- [How they ended](#how-they-ended)\n" in text
    found = re.findall(r"\]\((talks/[\w.-]+)\)", text)
    assert found == ["talks/outcomes.png", "talks/outcomes.csv"]
    assert all(Path(one).is_file() for one in found)
    assert NOTICE in text.rpartition("---")[2].lower()
    again = said("report", "flat-sale", *SMALL, "--quick", "-o", "talks.md", "--force")
    assert (again, Path("talks.md").read_text("utf-8")) == (answer, text)


def test_every_kind_of_block_is_written(tmp_path: Path) -> None:
    table = Table("A table", ("Name", "Runs"), [("Group",), ("a|b", "1")])
    blocks: list[Block] = [
        Paragraph("Plain."), note("Small."), warning("Mind that."), Heading("Head"), Quote("Said."),
        Listing(("one", "two")), Pairs((("Term", "meaning"), ("Why?", "because"))), table,
        Commands("Do:", ("detente a", "detente b")), Verbatim("As is:", "x: ```y```"),
        Folded("More", [Paragraph("inside")]),
    ]  # fmt: skip
    text = written(tmp_path, blocks)
    kinds = {token.type for token in read(text)}
    assert {"table_open", "fence", "blockquote_open", "bullet_list_open", "heading_open"} <= kinds
    fences = [token for token in read(text) if token.type == "fence"]
    assert [one.content for one in fences] == ["detente a\ndetente b\n", "x: ```y```\n"]
    assert "- **Term:** meaning\n- **Why?** because" in text.replace("**:", ":**")
    assert "| **Group** |  |" in text
    assert "<sub>Small.</sub>" in text
    assert "> **Mind:** Mind that." in text
    assert "<summary>More</summary>" in text


@pytest.mark.parametrize(
    "text",
    [
        SCRIPT, "a_b_c", "*bold*", "[a](http://b)", "x | y", "`code`", "$x$", "~~gone~~", "&amp;",
        "\\", "# head", "1. one", "- item", "> quote", "<!-- hidden -->",
    ],
)  # fmt: skip
def test_words_stay_words(tmp_path: Path, text: str) -> None:
    blocks: list[Block] = [Paragraph(text), Table("A table", ("", "x"), [(text, "1")])]
    found = written(tmp_path, blocks)
    body = found.partition("## Only")[2].rpartition("---")[0]
    tokens = [one for token in read(body) for one in (token, *(token.children or ()))]
    assert not {one.type for one in tokens} & {"html_inline", "html_block", "link_open", "image"}
    seen = "".join(words(body).split())
    assert seen.count("".join(text.split())) == 2
    plain = SPAN.search(re.sub(r"\\<", "", body))
    assert plain is None


def test_what_was_found_is_told_of_what_the_other_sections_played() -> None:
    parts = (
        Part("first", "First", findings.tell, plays=True, last=True),
        Part("second", "Second", sensitivity.tell, plays=True),
        Part("third", "Third", tipping.tell, plays=True),
    )
    begun: list[str] = []
    with reported(asked("flat-sale")) as found:
        one = replace(found, size=TINY)
        sections = told(one, begun.append, parts)
        assert begun == ["Second", "Third"]
        assert [section.name for section in sections] == ["first", "second", "third"]
        (pairs,) = (block for block in sections[0].blocks if isinstance(block, Pairs))
        assert [question for question, _ in pairs.items] == list(findings.QUESTIONS)
        swept = [k for k in vars(one) if k == "sweeps"]
    assert swept == ["sweeps"]


def test_sweeps_treat_the_parties_alike() -> None:
    size = replace(TINY, inputs=2)  # the largest is of both parties at once
    with reported(asked("flat-sale")) as found:
        paths = [one.sweep.axes[0].path for one in replace(found, size=size).sweeps]
    mirrored = {path.replace("buyer.", "seller.") for path in paths if path.startswith("buyer.")}
    assert mirrored == {path for path in paths if path.startswith("seller.")}
    assert mirrored


def test_numbers_come_before_words_each_over_all_it_may_be() -> None:
    case, size = load("cairo-2024"), replace(TINY, inputs=2)
    moved = ["us.leans", "hamas.corridor.red_line", "israel.no_deal.worth", "egypt.aversion"]
    found = SimpleNamespace(
        by_size=[SimpleNamespace(factor=SimpleNamespace(name=one), changed=0.1) for one in moved]
    )
    assert axes(case, cast("Sensitivity", found), size) == [
        "israel.no_deal.worth=20:70/5", "hamas.no_deal.worth=20:70/5", "egypt.aversion=0:100/5",
        "hamas.corridor.red_line=none,soft,hard", "israel.corridor.red_line=none,soft,hard",
    ]  # fmt: skip


def test_an_input_that_is_certain_of_one_party_is_swept_of_both() -> None:
    """Over what the other's may be, and what is wanted beside what is opposed."""
    sets = ("hamas.firmness=50", "israel.corridor.wants={choice: {stay: 1, reduced: 1}}")
    case = load("cairo-2024", sets)
    moved = ["israel.firmness", "israel.corridor.wants", "israel.corridor.before"]
    found = SimpleNamespace(
        by_size=[SimpleNamespace(factor=SimpleNamespace(name=one), changed=0.1) for one in moved]
    )
    assert axes(case, cast("Sensitivity", found), replace(TINY, inputs=2)) == [
        "israel.firmness=0:100/5", "hamas.firmness=0:100/5",
        "israel.corridor.wants=stay,reduced", "hamas.corridor.opposes=stay,reduced",
        "israel.corridor.before=stay,reduced,monitored,leave",
    ]  # fmt: skip
    assert [path for path in moved if alone(case, path)] == ["israel.corridor.before"]


def test_a_longer_report_goes_on_from_what_it_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reported(asked("flat-sale", keep=str(tmp_path / "kept"))) as found:
        first = [one.sweep for one in replace(found, size=TINY).sweeps]
    with reported(asked("flat-sale", keep=str(tmp_path / "kept"))) as found:
        monkeypatch.setattr("sim.ensemble.points.play_after", None)
        monkeypatch.setattr("sim.ensemble.designs.play_after", None, raising=False)
        assert [one.sweep for one in replace(found, size=TINY).sweeps] == first


def test_quick_and_thorough_are_no_pair() -> None:
    result = ask("report", "flat-sale", "--quick", "--thorough")
    assert result.exit_code == 2
    assert "one leaves out what the other plays longest" in result.stderr


def test_the_parts_have_names_of_their_own() -> None:
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert [part.name for part in PARTS if part.last] == ["findings"]
