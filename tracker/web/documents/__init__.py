"""Documentation: files and addresses that prove what was done or measured; taken in, shown, withdrawn."""
