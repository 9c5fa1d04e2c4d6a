"""How a mediator chooses what it tables: one file a rule, called by its name (`sim.plugins`)."""
