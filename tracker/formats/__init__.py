"""How dates and numbers are written, a language a folder; Django looks here before its own."""
