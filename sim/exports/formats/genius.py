"""GENIUS (Lin et al. 2014): a domain and a profile for each party, in XML, linear and discrete.

GENIUS divides evaluations by the highest of their issue. So worths, and what no deal is worth, are
parts of what the best deal is worth to a party: whoever is indifferent stays so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from sim.errors import SettingError
from sim.exports.held import Held, HeldIssue, Side, leave_out
from sim.exports.naming import names_of
from sim.imports.notes import Notes

_SAME = 1e-12
_DISCRETE = 'etype="discrete" type="discrete" vtype="discrete"'


class _Genius:
    """The format."""

    about = "a GENIUS domain and its profiles (XML)"

    def files(self, held: Held, notes: Notes) -> Mapping[str, str]:
        """A domain, and a profile for each who is asked."""
        leave_out(held, notes)
        domain, names = names_of(held.asked, ".xml")
        body = list(_issues(held.issues, None))
        found = {domain: _text(["<negotiation_template>", *_space(held, body, ()),
                                "</negotiation_template>"])}  # fmt: skip
        for side, name in zip(held.asked, names, strict=True):
            best = sum(
                float(w) * max(row) for w, row in zip(side.weights, side.worths, strict=True)
            )
            if best <= 0.0:
                raise SettingError(
                    f"{side.id}: every option is worth nothing to it, and GENIUS divides by the "
                    "highest: give it one that is worth something"
                )
            if best < 1.0 - _SAME:
                notes.assumed(f"{side.id}: worths are parts of the {best:.4g} of its best deal")
            if side.no_deal > best:
                notes.lost(f"{side.id}: no deal is worth more to it than any; written as its best")
            reservation = min(1.0, side.no_deal / best)
            end = (
                '<discount_factor value="1.0"/>',
                f'<reservation value="{reservation!r}"/>',
            )
            found[name] = _text(_space(held, list(_issues(held.issues, side, best)), end))
            notes.carried(f"{side.id}: weights, evaluations and reservation, as {name}")
        return found


def _text(lines: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])


def _space(held: Held, body: Sequence[str], end: Sequence[str]) -> list[str]:
    return [
        f'<utility_space number_of_issues="{len(held.issues)}">',
        f'<objective index="0" etype="objective" type="objective" name={quoteattr(held.title)}>',
        *body,
        "</objective>",
        *end,
        "</utility_space>",
    ]


def _issues(issues: Sequence[HeldIssue], side: Side | None, best: float = 1.0) -> Iterator[str]:
    """Issues and their items, each evaluated and weighed where they are somebody's."""
    for j, issue in enumerate(issues):
        if side is not None:
            # an issue weighs what its best option adds
            weight = float(side.weights[j]) * max(side.worths[j]) / best
            yield f'<weight index="{j + 1}" value="{Decimal(repr(weight))}"/>'
        yield f'<issue index="{j + 1}" {_DISCRETE} name={quoteattr(issue.title)}>'
        for o, option in enumerate(issue.options):
            told = "" if side is None else f' evaluation="{_evaluation(side, j, o)}"'
            yield f'<item index="{o + 1}" value={quoteattr(option)}{told}/>'
        yield "</issue>"


def _evaluation(side: Side, issue: int, option: int) -> str:
    return repr(side.worths[issue][option])


EXPORT = _Genius()
