"""A report that is made once; what is tested is not how the inputs of a run are found."""

from __future__ import annotations

import pytest

from tests.remembering import what_is_shipped_is_remembered
from tests.web.made import asked, made, titled_with_a_script

__all__ = ["text", "what_is_shipped_is_remembered"]


@pytest.fixture(scope="session")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A whole report, of a scenario whose title is written to break a page."""
    return made(asked(titled_with_a_script(tmp_path_factory.mktemp("scenario"))))
