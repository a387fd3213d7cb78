"""The inventory of measurements, and their series."""
