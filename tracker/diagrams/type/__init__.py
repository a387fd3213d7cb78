"""Text on a sheet: how wide it is, and where its lines break."""
