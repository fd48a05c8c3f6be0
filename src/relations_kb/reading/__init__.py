"""YAML with positions: the first stage."""

from relations_kb.reading.fact_file import FactFile, KeyPath
from relations_kb.reading.yaml_reader import read_bytes

__all__ = ["FactFile", "KeyPath", "read_bytes"]
