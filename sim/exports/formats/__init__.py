"""How each tool writes negotiations: one file each, called by its name (`detente export --to`)."""
