"""The inventory of measurements, one measurement, and what uses it."""
