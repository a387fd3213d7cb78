"""The inventory of measurements: what is measured, the series, and how far it can carry a safety index."""
