"""Third stage: shapes as SVG, PNG and PDF; the only room that runs `dot`."""
