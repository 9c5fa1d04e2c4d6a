"""The map and the conflict's figures: titles of any script, nothing on top of another or cut."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis.actor_map import ActorMap, actor_map
from sim.errors import DetenteWarning
from sim.plots.actor_map import Words, map_plates
from sim.plots.conflict import Arrow, Conflict, graph_plate, matrix_plate
from sim.plots.figure import styled
from sim.plots.folding import folded
from sim.plots.fonts import fitted
from sim.studies.actor_map.document import alt, consent, reached_by
from tests.engine.made import case_of, plain

TITLES = (
    "\u8054\u5408\u56fd\u5b89\u5168\u7406\u4e8b\u4f1a\u6267\u884c\u59d4\u5458\u4f1a" * 3,
    "\u0e04\u0e13\u0e30\u0e01\u0e23\u0e23\u0e21\u0e01\u0e32\u0e23\u0e40\u0e08\u0e23\u0e08\u0e32"
    * 3,
    "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerkbauunterbeamtengesellschaft",
    "\u0938\u0902\u092f\u0941\u0915\u094d\u0924\u0930\u093e\u0937\u094d\u091f\u094d\u0930" * 4,
    "\u0627\u0644\u0644\u062c\u0646\u0629\u0627\u0644\u0648\u0637\u0646\u064a\u0629" * 4,
    "\u05d5\u05e2\u05d3\u05ea\u05d4\u05de\u05e9\u05d0\u05d5\u05de\u05ea\u05df" * 4,
)
ROLES = (*["party"] * 14, *["stakeholder"] * 5, *["mediator"] * 5)


def crowd() -> ActorMap:
    """24 actors with long titles in six scripts."""
    actors: dict[str, Any] = {}
    for k, role in enumerate(ROLES):
        name = f"a{k:02d}"
        actors[name] = {"title": f"{TITLES[k % 6]}{k}", "roles": [role]}
        if role == "mediator":
            actors[name]["reaches"] = [f"a{j:02d}" for j in range(0, 19, 1 + k % 2)]
        else:
            actors[name]["price"] = {"wants": f"p{1 + k % 4}"} if k % 3 else {"opposes": "p2"}
    actors["a19"]["reaches"] = [f"a{j:02d}" for j in range(19)]
    data = plain(title=TITLES[0] * 2, actors=actors)
    data["issues"]["price"] |= {
        "title": TITLES[4],
        "options": {f"p{k + 1}": TITLES[k] for k in range(4)},
    }
    return actor_map(case_of(data))


def boxes(figure: Figure) -> list[tuple[str, Any]]:
    """Where the texts of a figure stand when it is painted."""
    canvas: Any = FigureCanvasAgg(figure)
    with styled(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DetenteWarning)  # no font for some of it here
        fitted(figure)
        canvas.draw()
    renderer = canvas.get_renderer()
    texts = [one for one in figure.findobj(Text) if one.get_text() and one.get_visible()]
    shown = [one for one in texts if one.axes is None or one not in _of_axis(one)]
    return [(one.get_text(), one.get_window_extent(renderer)) for one in shown]


def _of_axis(one: Text) -> list[Any]:
    assert one.axes is not None
    return [*one.axes.get_xticklabels(), *one.axes.get_yticklabels()]


def faults(figure: Figure) -> list[str]:
    """Texts on top of another, or cut."""
    size = figure.get_size_inches() * figure.dpi
    found = boxes(figure)
    cut = [
        text
        for text, box in found
        if box.x0 < 0 or box.y0 < 0 or box.x1 > size[0] or box.y1 > size[1]
    ]
    over = [
        f"{one!r} on {other!r}"
        for (one, a), (other, b) in combinations(found, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 3
    ]
    return cut + over


def words(found: ActorMap) -> Words:
    return Words(
        {one.actor: consent(one) for one in found.actors},
        {one.actor: reached_by(found, one) for one in found.actors},
    )


@pytest.mark.parametrize("which", [0, 1], ids=["wide", "phone"])
def test_24_actors_in_six_scripts_stand_apart_and_whole(which: int) -> None:
    found = crowd()
    plate = map_plates(found, words(found), alt(found))[which]
    assert faults(plate.figure) == []
    painted = "".join(text.replace("\n", "") for text, _ in boxes(plate.figure))
    for one in found.actors:
        assert one.title.replace(" ", "") in painted.replace(" ", "")


def test_the_map_has_its_numbers_and_its_words() -> None:
    found = actor_map(case_of(plain()))
    wide, phone = map_plates(found, words(found), alt(found))
    assert (wide.stem, phone.stem) == ("map", "map-phone")
    rows = wide.table.to_dicts()
    assert [(row["actor"], row["best"], row["place"]) for row in rows] == [
        ("ada", "p1", 1.0), ("bob", "p4", 4.0), ("mia", None, None),
    ]  # fmt: skip
    assert rows[2]["reaches"] == "ada bob"
    assert (
        "1 Ada: option 1, salience ~0-100, no deal ~20-70, consent needed, reached by 3" in wide.alt
    )


def conflict(titles: tuple[str, ...]) -> Conflict:
    """States 1 to 4 of two, who each go to and fro."""
    moves = [Arrow("a", 1, 3, False), Arrow("a", 3, 1, False), Arrow("b", 1, 2, True)]
    by = {"a": 1.0, "b": 0.5, "Nash": 0.5}
    return Conflict(
        {"a": titles[0], "b": titles[1]},
        dict(enumerate(titles[:4], 1)),
        {1: "low", 2: "low", 3: "high", 4: "high"},
        moves,
        dict.fromkeys(range(1, 5), by),
        ("Nash",),
        20,
        "Nash",
    )


def test_the_figures_of_a_conflict_stand_apart_and_whole() -> None:
    found = conflict(TITLES)
    graph = graph_plate(found, TITLES[2] * 3)
    for plate in (graph, matrix_plate(found, TITLES[0] * 3)):
        assert faults(plate.figure) == []
    assert "(no way back)" in graph.alt
    assert graph.table["irreversible"].to_list() == [False, False, True]


def test_a_fold_never_parts_a_letter_from_its_accent() -> None:
    text = "e\u0301" * 20
    lines = folded(text, 0.5, 8.0).split("\n")
    assert len(lines) > 1
    assert all(line.startswith("e") for line in lines)
    assert "".join(lines) == text
