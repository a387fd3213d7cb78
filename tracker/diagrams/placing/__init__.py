"""First stage: a drawing as DOT, and where `dot` placed its boxes, links and labels."""
