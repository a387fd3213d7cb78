"""Quick entry: a plan's boxes and links typed as lines of text, drawn before they are saved."""
