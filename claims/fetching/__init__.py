"""How we reach the web: the only sockets."""
