"""Two states of a base, and what differs between them."""
