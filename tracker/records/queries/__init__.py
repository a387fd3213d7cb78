"""What the pages read, one folder a subject. Rows come out as frozen data, never as models."""
