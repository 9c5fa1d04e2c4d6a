"""Detente from Python: a tactic of one's own, played against the built-in one.

Run it with `python docs/example.py`. A tactic sees its own actor's numbers and nothing of
the others'; registering it by name is all that plugging in takes.
"""

from sim.api import TACTICS, View, ensemble, load, play


class Deadline:
    """Concede nothing until the last fifth of the time, then everything, evenly."""

    def conceded(self, view: View) -> float:
        """The share of the way from its best to its no-deal worth given up, 0-1."""
        late = (view.day / view.deadline - 0.8) / 0.2
        return min(1.0, max(view.opening, late))


def main() -> None:
    """One run as it ends, then the share of deals with and without the tactic."""
    case = load("flat-sale")
    run = play(case, seed=7)
    print(f"one run of a model: {run.summary.outcome} after {len(run.events)} events")

    TACTICS.add("deadline", Deadline())
    for title, sets in (("built-in", []), ("deadline", ["seller.tactic=deadline"])):
        frame = ensemble(load("flat-sale", sets), runs=200, draws=50, seed=1).frame
        deals = (frame["outcome"] == "deal").sum()
        print(f"seller's tactic {title}: {deals} of {frame.height} runs end in a deal")


if __name__ == "__main__":
    main()
