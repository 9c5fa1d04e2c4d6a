"""What people write of other talks than these: what-ifs and hypotheses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sim.scenario.fields import Block, Id, Prose, Reason, Title


class WhatIf(Block):
    """A change to compare with; `answers` says what of the record a changed past keeps."""

    title: Title = ""
    from_: Annotated[Literal["now", "start"], Field(alias="from")] = "start"
    set: dict[str, Any] = {}
    add: dict[str, Any] = {}
    mirror: str | None = None
    answers: dict[Id, Literal["keep", "drop"]] = {}
    assumed: Prose = ""


class Hypothesis(Block):
    """An explanation of the record: what it sets of what nobody sees, and whether a zone is."""

    title: Title = ""
    set: dict[str, Any] = {}
    zone: Literal["none", "some"] | None = None
    mirror: str | None = None
    assumed: Reason
