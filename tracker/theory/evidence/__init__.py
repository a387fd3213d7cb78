"""Evidence on links: levels, chains, what would lift them, and what depends on weak ones."""
