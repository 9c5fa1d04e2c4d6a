"""What could be agreed as the record ends, and what a text would need."""
