"""Read feeds and pages, keep every version, and look again for each claim."""
