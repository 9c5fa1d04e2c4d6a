"""What happens at the talks, as events, and the state that they add up to."""

from sim.binaries import settle

settle(__path__[0])
