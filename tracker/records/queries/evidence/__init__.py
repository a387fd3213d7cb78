"""The evidence register: findings, where they come from, and which links use them."""
