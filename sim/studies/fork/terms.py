"""A text that a fork tables, and fields that it sets, from how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.engine.choices import known
from sim.engine.stamps import terms_of
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.checks import from_now
from sim.scenario.checks.review import Review
from sim.scenario.rules import Text
from sim.scenario.settings import Setting, parse_setting, value_node
from sim.scenario.tree import node_of
from sim.scenario.validation import scenario_of
from sim.scenario.words import option_id
from sim.talks.choices import Choice
from sim.talks.events import AnyEvent, TextTabled
from sim.talks.state import State
from sim.telling.labels import spoken
from sim.telling.tale import Tale

_FORK = "fork"


def text_of(
    tale: Tale, state: State, written: str, by: str = "", instead: AnyEvent | None = None
) -> tuple[Choice, tuple[str, ...]]:
    """A text of a scenario, or terms as `issue=option,...`, and what was filled in.

    `state` is after the event of the fork; the text comes then, or `instead` of that event.

    Raises
    ------
    SettingError
        Where it cannot be tabled, is there already, or names what there is not.
    """
    _refuse_table(state, written)
    replaced = instead if isinstance(instead, TextTabled) else None
    actor = replaced.actor if replaced is not None else _tabler(state, written, by)
    me = state.tables.actors[state.tables.names.actors.index(actor)]
    label = "bridging" if me.mediator else "draft"
    days = None  # as the talks' rules have it
    if replaced is not None:
        label, days = replaced.label, replaced.answer_days if replaced.from_tabling else None
    notes: tuple[str, ...] = ()
    if "=" in written:
        terms, notes = _filled(tale, state, written)
    else:
        text = _own_text(state, written)
        terms, label, days = terms_of(state, text.package), text.label, text.answer_by
    live = state.live
    if live is not None and (terms, label) == (terms_of(state, live.package), live.label):
        raise SettingError(
            f"--table {written}: that is text {live.number}, which is on the table then: write "
            "other terms"
        )
    return Choice(seq=0, actor=actor, verb="table", terms=terms, label=label, days=days), notes


def _refuse_table(state: State, written: str) -> None:
    if state.framework is not None:
        raise SettingError(
            f"--table {written}: a framework is agreed by then, and no text is tabled any more: "
            "fork before that"
        )
    if state.suspended:
        raise SettingError(
            f"--table {written}: the talks are suspended then, and nobody tables: fork before "
            "that, or once they resume"
        )


def _own_text(state: State, written: str) -> Text:
    texts = state.tables.texts
    if written not in texts:
        own = f"a text of this scenario ({', '.join(texts)}), or " if texts else ""
        raise SettingError(f"--table {written}: no terms: write {own}issue=option,issue=option")
    return texts[written]


def _tabler(state: State, written: str, by: str) -> str:
    names, actors = state.tables.names, state.tables.actors
    open_to = [names.actors[i] for i, him in enumerate(actors) if him.party or him.mediator]
    if by:
        return known("party or mediator", by, open_to)
    if state.tabler >= 0:
        return names.actors[state.tabler]
    if len(names.mediators) == 1:
        return names.actors[names.mediators[0]]
    listed = " or ".join(f"--by {name}" for name in open_to)
    raise SettingError(f"--table {written}: nobody has tabled yet: say who does, {listed}")


def _filled(tale: Tale, state: State, written: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Terms for every issue: those written, the rest as they stand."""
    names = state.tables.names
    asked = {issue: option_id(option) for issue, option in _pairs(written).items()}
    for issue, option in asked.items():
        known("issue", issue, names.issues)
        known(f"option of {issue}", option, names.options[names.issues.index(issue)])
    last = tale.tabled.get(state.texts)
    quo = {
        issue: options[k]
        for issue, options, k in zip(
            names.issues, names.options, state.tables.status_quo, strict=True
        )
    }
    base, source = (quo, "the status quo") if last is None else (last.terms, f"text {last.text}")
    left = [issue for issue in names.issues if issue not in asked]
    notes: tuple[str, ...] = ()
    if left:
        told = "; ".join(
            f"{spoken(issue)}: {tale.labels.option(issue, base[issue])}" for issue in left
        )
        notes = (f"Not named, and so as in {source}: {told}.",)
    return {issue: asked.get(issue, base[issue]) for issue in names.issues}, notes


def _pairs(written: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in written.split(","):
        issue, equals, option = (part.strip() for part in one.partition("="))
        if not (issue and equals and option):
            raise SettingError(
                f"--table {written}: {one.strip()!r} is no issue=option: write them as "
                "--table issue=option,issue=option"
            )
        if issue in found:
            raise SettingError(f"--table {written}: {issue} is given twice: give it once")
        found[issue] = option
    return found


def fields(state: State, sets: Sequence[str]) -> list[Choice]:
    """Fields of the scenario that change at once.

    Raises
    ------
    DetenteError
        Where one is none, cannot have this value, or changes nothing that is still to come.
    """
    settings = [parse_setting(one) for one in sets]
    if not settings:
        return []
    source = state.tables.source
    assert isinstance(source, Case), "tables that no scenario gave"
    source.variant(tuple(settings))  # it validates
    for setting in settings:
        _refuse_settled(source, setting)
    return [Choice(seq=0, actor="", verb="set", sets=dict(settings))]


def _refuse_settled(case: Case, setting: Setting) -> None:
    """What a what-if from now may not set is settled by then, and would do nothing."""
    path = setting[0]
    demand, _, field = path.rpartition(".")
    if field == "withdrawn":
        raise SettingError(f"--set {path}: is a move of its own: write --withdraw {demand}")
    node = value_node(setting)
    block = node_of({_FORK: {"from": "now", "set": {path: None}}}, node.place)
    root = case.written.root.with_(("what_if",), block.with_((_FORK, "set", path), node))
    scenario, _ = scenario_of(root)
    assert scenario is not None, "it validated"
    review = Review(scenario, root, case.written.evidence)
    from_now.check(review, _FORK)
    if review.faults:
        raise SettingError(
            f"--set {path}: changes nothing from then on: it is settled by then: set it in a "
            "what_if with `from: start`"
        )
