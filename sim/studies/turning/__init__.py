"""Where along one run its futures changed."""
