"""`detente seeds`: the coded facts, and what each informs."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from sim.cli import options
from sim.cli.layout import beside, paragraph
from sim.cli.output import say, say_json
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.seeds import Fact, SeedFile

Uses = Mapping[str, list[str]]  # scenario fields by fact


@click.command("seeds")
@click.option("--unused", is_flag=True, help="Only facts that no shipped scenario cites.")
@options.as_json
def command(unused: bool, as_json: bool) -> None:
    """List the coded facts of the documents, and which scenario fields each informs."""
    seeds, uses = _seeds(), _uses()
    if as_json:
        say_json([_as_json(seed, uses, unused) for seed in seeds])
        return
    lines: list[str] = []
    for seed in seeds:
        lines += ["", *_page(seed, uses, unused)] if lines else _page(seed, uses, unused)
    say(lines)


def _seeds() -> list[SeedFile]:
    from sim.scenario.seed_reading import load_seed
    from sim.scenario.shipped import seed_text, shipped_seeds

    return [load_seed(seed_text(name), f"{name}.yaml") for name in shipped_seeds()]


def _uses() -> dict[str, list[str]]:
    """By seed file and fact, the fields of shipped scenarios that cite it."""
    from sim.scenario.codebook import usage
    from sim.scenario.loading import load
    from sim.scenario.shipped import shipped_scenarios

    found: dict[str, list[str]] = {}
    for name in shipped_scenarios():
        case = load(name)
        for seed in case.seeds.values():
            for fact, paths in usage([seed], case).items():
                places = found.setdefault(f"{seed.name}/{fact}", [])
                places += [f"{name}: {path}" for path in paths]
    return found


def _chosen(seed: SeedFile, uses: Uses, unused: bool) -> dict[str, Fact]:
    return {
        name: fact
        for name, fact in seed.facts.items()
        if not (unused and uses.get(f"{seed.name}/{name}"))
    }


def _page(seed: SeedFile, uses: Uses, unused: bool) -> list[str]:
    facts = _chosen(seed, uses, unused)
    source = seed.source
    about = f"{source.publisher}, {source.author}, {source.kind}, {source.when.date}"
    facts_told = many(len(seed.facts), "fact")
    if unused:
        facts_told = f"{len(facts)} of {facts_told} that no scenario cites"
    told = [*paragraph(f"{seed.name}: {about}"), f"{facts_told}; date {source.when.how}", ""]
    for name, fact in facts.items():
        told += paragraph(f"{name}: {fact.statement}", 2)
        by = f" by {fact.by}" if fact.by else ""
        when = f"{fact.when.date} ({fact.when.how})"
        known = f"{fact.attribution}{by}; {when}; par. {fact.paragraph}"
        told += beside("      known", known, 14)
        used = uses.get(f"{seed.name}/{name}", [])
        told += beside("      informs", ", ".join(used) or "nothing", 14)
    return told


def _as_json(seed: SeedFile, uses: Uses, unused: bool) -> dict[str, object]:
    return {
        "name": seed.name,
        "source": seed.source.model_dump(mode="json"),
        "facts": {
            name: {
                **fact.model_dump(mode="json"),
                "informs": uses.get(f"{seed.name}/{name}", []),
            }
            for name, fact in _chosen(seed, uses, unused).items()
        },
    }
