"""What an ensemble came to: pure functions of its frame, one row a run."""
