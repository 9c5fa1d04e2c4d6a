"""What happens at the talks, as events, and the state that they add up to."""
