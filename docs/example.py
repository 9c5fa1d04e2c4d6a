"""Detente from Python: a tactic of one's own, played against the built-in one.

Run it with `python docs/example.py`. A tactic sees its own actor's numbers and nothing of
the others'; registering it by name is all that plugging in takes.
"""

from sim.api import TACTICS, View, ensemble, events, load, play, with_inputs


class Deadline:
    """Concede nothing until the last fifth of the time, then everything, evenly."""

    def conceded(self, view: View) -> float:
        """The share of the way from its best to its no-deal worth given up, 0-1."""
        late = (view.day / view.planning_horizon - 0.8) / 0.2
        return min(1.0, max(view.opening, late))


def main() -> None:
    """One run as it ends, its buyer made firmer, then the share of deals with the tactic."""
    case = load("flat-sale")
    run = play(case, seed=7)
    print(f"one run of a model: {run.summary.outcome} after {len(run.events)} events")
    texts = [event.terms for event in run.events if isinstance(event, events.TextTabled)]
    print(f"{len(texts)} offers, the first {texts[0]}")

    firmer = with_inputs(case, {**run.inputs, "buyer.firmness": 95.0})
    print(f"with a firmer buyer, all else as it was: {play(firmer, seed=7).summary.outcome}")

    TACTICS.add("deadline", Deadline())
    for title, sets in (("built-in", []), ("deadline", ["seller.tactic=deadline"])):
        frame = ensemble(load("flat-sale", sets), runs=200, draws=50, seed=1, jobs=2).frame
        deals = (frame["outcome"] == "deal").sum()
        print(f"seller's tactic {title}: {deals} of {frame.height} runs end in a deal")


if __name__ == "__main__":
    main()
