"""The page on which positions are moved: a small server of one machine, and static files."""
