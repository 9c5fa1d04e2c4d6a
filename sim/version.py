"""The one place that says which version this is; the build reads it from here."""

from importlib.util import find_spec

VERSION = "0.1.0"


def compiled() -> bool:
    """Whether formulas and the core run compiled here."""
    spec = find_spec("sim.model.draws")
    return spec is not None and not str(spec.origin).endswith(".py")
