"""What is tested here is what commands say, not how the inputs of a run are found."""

from tests.remembering import tries_are_remembered

__all__ = ["tries_are_remembered"]
