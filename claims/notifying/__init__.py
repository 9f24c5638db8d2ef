"""Read the journal and tell people."""
