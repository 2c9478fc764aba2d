"""`python -m audit` is the command line."""

from .cli import main

main()
