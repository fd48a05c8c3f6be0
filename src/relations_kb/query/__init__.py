"""Answers from the graph."""
