"""What a release held, and what has changed since."""
