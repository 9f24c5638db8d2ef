"""What editors write down."""
