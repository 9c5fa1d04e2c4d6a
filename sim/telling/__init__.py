"""What a run says, in words: lines of a story, reasons, the state at a moment. No printing."""
