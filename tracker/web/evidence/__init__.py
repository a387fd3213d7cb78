"""The evidence register: findings of research, what each says, and which links rest on it."""
