"""What has to be known to read a study of sensitivity."""

from __future__ import annotations

BEFORE = (
    "BEFORE THE RECORD: inputs are drawn over their whole ranges, and the reported answers rule "
    "none of them out. What the talks hang on now, given the record, is what `detente ensemble` "
    "says; the two are not to be mixed."
)
RANGES = (
    "Over the inputs' ranges as they stand, each input by itself: an input matters more when its "
    "range is wider. No measure of anyone's fault, and every number is assumed."
)
INTERVALS = "Intervals: bootstrap over points and runs, each by itself."
SOBOL = (
    "First order: the part of what the inputs explain that this one explains by itself. Total "
    "order: what it has a hand in, with others too; total indices may add up to more than 1. Luck "
    "is taken out of both, so a small one may come out a little below 0."
)
MORRIS = (
    "A screening, for few runs: mu* is how far the share moves, whatever the direction, and sigma "
    "how much that differs with the other inputs. What is left of luck in so few runs adds to mu*: "
    "small ones are not distinguishable from each other."
)
TORNADO = (
    "Each input is put at its 5% and its 95% point, with the others drawn as they are: a swing is "
    "a mean. Of a choice it is between the two values furthest apart, picked after they were "
    "looked at, which flatters it. What matters in the middle of a range may have no swing."
)
NOTES = {"sobol": SOBOL, "morris": MORRIS, "tornado": TORNADO}
