"""How an actor's aspiration comes down: one file a tactic, called by its name (`sim.plugins`)."""
