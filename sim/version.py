"""The one place that says which version this is; the build reads it from here."""

from importlib.util import find_spec

VERSION = "0.1.0"


def compiled() -> bool:
    """Whether the model and the engine were compiled when this was installed."""
    spec = find_spec("sim.talks.fold")
    return spec is not None and not str(spec.origin).endswith(".py")
