"""Single runs and their branches, kept: append-only, in SQLite or PostgreSQL."""
