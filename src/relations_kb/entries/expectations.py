"""What each pattern of the model asks for, in words: for messages and for the JSON Schema."""

from __future__ import annotations

# By regular expression, as it stands in the model; a test finds patterns without words.
PATTERNS: dict[str, str] = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits, joined by single hyphens: abbas-mirza",
    r"\S": "a text that is not blank",
    r"^https?://[^\s<>\"{}|\\^`]+$": "an address that begins with http:// or https://",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a BCP 47 language tag, such as fa, ru or fa-Latn",
    r"^[A-Z]{2}$": "the two capital letters of ISO 3166-1, such as IR",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": 'one day, in quotes: "2026-11-24"',
    r"^[0-9]{4}$": 'a year of four digits, in quotes: "1500"',
    r"^[0-9]+$": 'digits, in quotes: "2988507"',
    r"^Q[1-9][0-9]*$": "a Wikidata item, such as Q756070",
    r"^10\.\S+/\S+$": "a DOI without the resolver: 10.1000/182",
    r"^[0-9X-]{10,17}$": "an ISBN of 10 or 13 digits, with or without hyphens",
}


def expected(pattern: str) -> str:
    """Return what a text must be to fit ``pattern``."""
    return PATTERNS.get(pattern, f"a text like {pattern}")
