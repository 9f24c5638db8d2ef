"""What the public and the machines may see, as of any time."""
