"""The cooperation–conflict index: a series of Goldstein values, with what it does not know."""
