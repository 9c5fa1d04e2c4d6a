"""What a study has to show as blocks, and what writes them; it knows nothing of talks."""
