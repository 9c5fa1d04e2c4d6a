"""The five ways in which a run can end: exactly one of them each."""

NAMES: tuple[str, ...] = (
    "deal",
    "framework_only",
    "implementation_failed",
    "collapsed",
    "no_agreement",
)
