"""How the runs of a scenario end, and how much hangs on each position."""
