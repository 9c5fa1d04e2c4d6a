"""What is tested here is what commands say, not how inputs are found or figures are painted."""

from tests.remembering import what_is_shipped_is_remembered
from tests.unpainted import figures_are_not_painted

__all__ = ["figures_are_not_painted", "what_is_shipped_is_remembered"]
