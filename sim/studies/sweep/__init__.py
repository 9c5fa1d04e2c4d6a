"""How the outcomes follow one input, or two."""
