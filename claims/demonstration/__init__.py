"""The demonstration newsroom and its loopback wire."""
