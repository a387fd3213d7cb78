"""The page of an indicator: its chart and its readings, corrected, brought in and broken down."""
