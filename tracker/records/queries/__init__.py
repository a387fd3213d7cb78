"""What the pages read, one module a noun. Rows come out as frozen data, never as models."""
