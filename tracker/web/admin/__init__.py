"""Administration: people, their roles, organisations."""
