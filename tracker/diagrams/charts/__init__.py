"""Charts of indicators, series and the index, as points on a sheet."""
