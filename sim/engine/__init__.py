"""The engine: waits for the next timer, lets its role decide, folds the event that follows."""
