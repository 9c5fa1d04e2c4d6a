"""Which inputs the outcome hangs on, and how much is luck: before the record."""
