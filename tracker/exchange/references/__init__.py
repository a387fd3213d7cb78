"""Publications as reference managers write them."""
