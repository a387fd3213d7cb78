"""A person's own account: sign in and out, password, language."""
