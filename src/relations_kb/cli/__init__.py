"""The command line: it reads arguments, calls and prints."""
