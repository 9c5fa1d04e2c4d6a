"""Who could move alone, and which states would hold."""
