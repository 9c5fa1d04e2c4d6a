"""Pages for a browser: what was found out, as HTML that needs nothing but itself."""
