"""A scenario beside its variants, or beside other scenarios: how far each outcome differs."""
