"""Citations of entries and sources."""
