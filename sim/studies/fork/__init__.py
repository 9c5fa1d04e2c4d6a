"""The same past, another move, many futures."""
