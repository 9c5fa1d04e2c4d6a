"""A draft as the text of a scenario: commented YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from textwrap import wrap

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sim.imports.draft import Draft
from sim.imports.notes import Fate
from sim.scenario.schema import MODELINE, SHIPPED
from sim.scenario.tree import Data
from sim.text import shown

_WIDTH = 96
_SHORT = 80  # characters of a mapping that stands on one line
_FATES = {
    Fate.CARRIED: "Carried over as it stands:",
    Fate.ASSUMED: "Assumed, as the source does not say it, or says it otherwise:",
    Fate.LOST: "Lost, as a scenario has no place for it:",
}
_SECTIONS = {
    "calendar": "No source of this kind has dates: counted in days from an arbitrary first one.",
    "issues": "Options in their order, from one end to the other.",
    "actors": "What each wants, and how much it matters; all that is left out is unknown.",
    "consent": "Who must agree.",
}


def written(draft: Draft, about: str) -> str:
    """The text of the scenario."""
    body: dict[str, Data] = {
        "title": draft.title,
        "limits": "Imported: the notes at the top say what was carried, assumed and lost.",
        **draft.more,
        "issues": {issue.id: dict(issue.block) for issue in draft.issues},
    }
    if draft.parties:
        body["parties"] = dict(draft.parties)
    body["actors"] = {actor.id: dict(actor.block) for actor in draft.actors}
    consent = body.pop("consent", None)
    if consent is not None:
        body["consent"] = consent
    whole = CommentedMap((key, _styled(value, 0)) for key, value in body.items())
    for key, comment in _SECTIONS.items():
        if key in whole:
            whole.yaml_set_comment_before_after_key(key, before=f"\n{comment}")
    stream = StringIO()
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.dump(whole, stream)
    return "\n".join([f"{MODELINE}{SHIPPED.as_uri()}", *_head(draft, about), "", stream.getvalue()])


def _head(draft: Draft, about: str) -> Iterator[str]:
    """What became of the source, as comments."""
    yield "#"
    yield from _comment(f"Imported from {about}: {draft.place.file}", "# ", "# ")
    for fate, title in _FATES.items():
        notes = [note for note in draft.notes if note.fate is fate]
        if notes:
            yield "#"
            yield f"# {title}"
        for note in notes:
            yield from _comment(str(note), "# - ", "#   ")


def _comment(text: str, first: str, then: str) -> Sequence[str]:
    line = " ".join(shown(text).split())
    return wrap(line, _WIDTH, initial_indent=first, subsequent_indent=then)


def _styled(value: Data, depth: int) -> object:
    """The same, with what is short and nests nothing on one line."""
    if isinstance(value, Mapping):
        made = CommentedMap((key, _styled(one, depth + 1)) for key, one in value.items())
        if depth > 1 and _is_short(value):
            made.fa.set_flow_style()
        return made
    if isinstance(value, list):
        items = CommentedSeq(_styled(one, depth + 1) for one in value)
        if not any(isinstance(one, dict) for one in value):
            items.fa.set_flow_style()
        return items
    return value


def _is_short(value: Mapping[str, Data]) -> bool:
    flat = not any(isinstance(one, dict | list) for one in value.values())
    return flat and len(str(dict(value))) <= _SHORT
