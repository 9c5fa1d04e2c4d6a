"""Who tables what, and when: one file a protocol, called by its name (`sim.plugins`)."""
