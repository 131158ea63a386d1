"""``python -m formcheck``."""

from formcheck.cli import main

if __name__ == "__main__":  # the processes of a batch import this module
    main()
