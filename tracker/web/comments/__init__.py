"""Comments on elements and links: the discussion of each, all of a plan, and what waits to be seen."""
