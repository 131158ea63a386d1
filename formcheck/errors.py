"""The one error type that reaches people: what happened, where, and what to do about it."""

from __future__ import annotations


class FormcheckError(Exception):
    """A problem a person can act on.

    Its text is one line, ``what, where: what to do``; the command line prints it after ``error:`` and
    exits with 2.

    >>> str(FormcheckError("no such file", "clip.mp4", "check the path"))
    'no such file, clip.mp4: check the path'
    """

    def __init__(self, what: str, where: str, todo: str) -> None:
        super().__init__(what, where, todo)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        return " ".join(f"{self.what}, {self.where}: {self.todo}".split())
