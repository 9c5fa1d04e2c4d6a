"""Why one event of a run came about."""
