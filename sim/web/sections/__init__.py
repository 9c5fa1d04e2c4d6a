"""One file a section of a report: what it plays, if anything, and what it says."""
