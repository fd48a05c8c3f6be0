"""The base as tables: one description, written as CSV, Parquet or SQLite."""
