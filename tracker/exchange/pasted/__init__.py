"""What is pasted or typed: numbers, days, and columns of readings."""
