"""What is tested here is not how scenarios are read or the inputs of a run are found."""

from tests.remembering import what_is_shipped_is_remembered

__all__ = ["what_is_shipped_is_remembered"]
