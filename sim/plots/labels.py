"""What ids are called in figures; a case's own `labels` fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Labels(Protocol):
    """Titles by id: of actors, of issues, and of options by issue."""

    @property
    def actors(self) -> Mapping[str, str]:
        """By actor."""

    @property
    def issues(self) -> Mapping[str, str]:
        """By issue."""

    @property
    def options(self) -> Mapping[str, Mapping[str, str]]:
        """By issue, then by option."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Labels given by hand; what has none goes by its id."""

    actors: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def actor_title(labels: Labels, actor: str) -> str:
    """What an actor is called."""
    return labels.actors.get(actor, actor.replace("_", " "))


def issue_title(labels: Labels, issue: str) -> str:
    """What an issue is called."""
    return labels.issues.get(issue, issue.replace("_", " "))


def option_title(labels: Labels, issue: str, option: str) -> str:
    """What an option of an issue is called."""
    return labels.options.get(issue, {}).get(option, option.replace("_", " "))
