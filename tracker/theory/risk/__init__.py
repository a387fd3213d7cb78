"""What a delay or a doubtful assumption puts at risk downstream."""
