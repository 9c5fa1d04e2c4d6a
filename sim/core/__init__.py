"""The talks as arithmetic on arrays: played interpreted as it stands, or compiled.

Sources are ordinary Python; the C types of each stand in the `.pxd` beside it.
"""

from sim.binaries import settle

settle(__path__[0])
