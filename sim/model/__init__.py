"""The decision model: one file a formula family, numbers in and numbers out."""

from sim.binaries import settle

settle(__path__[0])
