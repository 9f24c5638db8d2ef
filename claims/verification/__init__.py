"""What editors decide."""
