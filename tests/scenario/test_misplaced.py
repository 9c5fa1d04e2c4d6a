"""A known field in the wrong block: the fault says where it belongs."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.scenario.loading import load


@pytest.mark.parametrize(
    ("setting", "cure"),
    [
        ("israel.ratification={}", "it belongs in after_yes: write after_yes.ratification"),
        ("israel.ratification={israel: {}}", "write after_yes.ratification"),
        ("israel.worth=high", "it belongs in parties.no_deal or israel.no_deal: write parties.no"),
        ("israel.wants=stay", "it belongs in israel.corridor: write israel.corridor.wants"),
        ("us.red_line=hard", "it belongs in us.corridor: write us.corridor.red_line"),
        ("israel.horizon=9 days", "it belongs in calendar: write calendar.horizon"),
        ("rethink=1 day", "it belongs in calendar: write calendar.rethink"),
        ("press.chance=5", "write calendar.slips.chance or suspension.chance"),
        ("after_yes.quota=60%", "it belongs in consent: write consent.quota"),
        ("calendar.sessions.doha.options={}", "write issues.corridor.options"),
        ("calendar.rethnk=1 day", "did you mean rethink?"),
        ("israel.corridoor.wants=stay", "did you mean corridor?"),
    ],
)
def test_the_cure_names_the_block_that_a_field_belongs_in(setting: str, cure: str) -> None:
    with pytest.raises(ScenarioError) as told:
        load("cairo-2024", [setting])
    assert cure in str(told.value).splitlines()[0]
