"""The first page after signing in: what each role comes for."""
