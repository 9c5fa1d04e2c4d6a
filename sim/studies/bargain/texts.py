"""Which text is put to everyone: the one asked for, that on the table, or a solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.analysis.putting import TextAsked
from sim.engine.choices import known
from sim.errors import SettingError
from sim.scenario.words import option_id

if TYPE_CHECKING:
    from sim.analysis.bargain import Static
    from sim.scenario.case import Case


def text_of(case: Case, written: str) -> TextAsked:
    """The text that is written: one of the scenario's own, terms, or nothing.

    Raises
    ------
    SettingError
        Where it names something that there is not.
    """
    if not written:
        return TextAsked()
    texts = tuple(case.labels.texts)
    if "=" not in written:
        if written in texts:
            return TextAsked(text=written)
        own = f"a text of this scenario ({', '.join(texts)}), or " if texts else ""
        raise SettingError(f"--text {written}: no text: write {own}issue=option,issue=option")
    return TextAsked(terms=tuple(_terms(case, written).items()))


def _terms(case: Case, written: str) -> Mapping[str, str]:
    names = case.names
    found: dict[str, str] = {}
    for one in written.split(","):
        issue, equals, option = (part.strip() for part in one.partition("="))
        if not (issue and equals and option):
            raise SettingError(
                f"--text {written}: {one.strip()!r} is no issue=option: write them as "
                "--text issue=option,issue=option"
            )
        known("issue", issue, names.issues)
        known(f"option of {issue}", option_id(option), names.options[names.issues.index(issue)])
        if issue in found:
            raise SettingError(f"--text {written}: {issue} is given twice: give it once")
        found[issue] = option_id(option)
    return found


def refuse_impossible(found: Static, text: TextAsked, written: str) -> None:
    """Refuse terms, as they were `written`, that nobody can have in any draw.

    Raises
    ------
    SettingError
        Where that is so.
    """
    states = [one.moment.state for one in found.drawn] if text.terms else []
    asked_of = [(state, text.of(state)) for state in states]
    why = [
        None if asked is None else state.tables.names.excluded.get(asked.package)
        for state, asked in asked_of
    ]
    if why and why[0] is not None and None not in why:
        raise SettingError(
            f"--text {written}: nobody can have these terms together ({why[0]}): change one of them"
        )


def put(found: Static, case: Case, text: TextAsked) -> tuple[TextAsked, str]:
    """The text that is put in every draw, and which it is, in words."""
    if text.text:
        return text, case.labels.texts[text.text]
    if text.terms:
        return text, "the terms asked for"
    if all(one.moment.state.live is not None for one in found.drawn):
        return text, "the text on the table"
    terms = tuple(zip(case.names.issues, found.likeliest, strict=True))
    which = "most often the Nash solution" if found.space.solved else "the least bad most often"
    names = case.names
    tied = "; ".join(" / ".join(map(names.told, names.issues, one)) for one in found.as_often)
    first = f", the first of those that tie ({tied})" if tied else ""
    return replace(
        text, terms=terms
    ), f"no text is on the table; the package that is {which}{first}"
