"""Commands of the command line that have a file of their own; registered in ``cli.py``."""
