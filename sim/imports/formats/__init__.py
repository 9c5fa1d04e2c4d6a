"""One file a format: found by its name, told by what a file holds."""
