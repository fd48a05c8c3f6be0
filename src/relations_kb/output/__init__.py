"""Forms in which people and programs take the base away."""
