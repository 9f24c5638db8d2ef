"""How we think: pure functions on plain values."""
