"""One position after another set from now on, on the same kept runs, as fast as one moves them."""
