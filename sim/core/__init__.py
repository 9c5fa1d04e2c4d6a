"""The talks as arithmetic on arrays: played interpreted as it stands, or compiled.

Sources are ordinary Python; `hatch_types.py` gives them the C types of their annotations.
"""

from sim.binaries import settle

settle(__path__[0])
