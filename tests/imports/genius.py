"""GENIUS files written anew in the tests, in its format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

Issues = Mapping[str, Sequence[str]]


def domain(issues: Issues) -> str:
    body = "".join(
        _issue(at, name, options, ()) for at, (name, options) in enumerate(issues.items(), 1)
    )
    return (
        "<negotiation_template><utility_space>"
        f'<objective name="Trip">\n{body}</objective></utility_space></negotiation_template>'
    )


def profile(
    issues: Issues, weights: Sequence[str], worths: Sequence[Sequence[str]], end: str = ""
) -> str:
    body = "".join(
        _issue(at, name, options, evaluations)
        for at, ((name, options), evaluations) in enumerate(
            zip(issues.items(), worths, strict=True), 1
        )
    )
    shares = "".join(
        f'<weight index="{at}" value="{weight}"/>\n' for at, weight in enumerate(weights, 1)
    )
    return (
        f'<utility_space><objective name="Trip">\n{body}{shares}</objective>{end}</utility_space>'
    )


def _issue(at: int, name: str, options: Sequence[str], evaluations: Sequence[str]) -> str:
    items = "".join(
        f"<item value={quoteattr(option)}"
        + (f' evaluation="{evaluations[k]}"' if evaluations else "")
        + "/>\n"
        for k, option in enumerate(options)
    )
    return f'<issue index="{at}" type="discrete" name={quoteattr(name)}>\n{items}</issue>\n'
