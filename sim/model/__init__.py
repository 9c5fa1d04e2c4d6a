"""The decision model: one file a formula family, numbers in and numbers out."""
