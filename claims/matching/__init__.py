"""Propose which articles follow up which claim."""
