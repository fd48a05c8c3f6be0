"""``python -m relations_kb``."""

from relations_kb.cli.main import main

if __name__ == "__main__":
    main()
