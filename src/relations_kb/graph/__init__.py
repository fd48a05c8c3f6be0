"""Entries become a graph in an Oxigraph store."""
