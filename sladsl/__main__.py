"""`python -m sladsl` is `sladsl`."""

from sladsl.cli import main

if __name__ == "__main__":
    main(prog_name="sladsl")
