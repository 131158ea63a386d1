"""formcheck: checks the form of exercises and walking from one camera, cue by cue, and says what it cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.errors import FormcheckError
from formcheck.version import __version__

if TYPE_CHECKING:
    from formcheck.scoring import analyse

__all__ = ["FormcheckError", "__version__", "analyse"]


def __getattr__(name: str) -> object:
    # Deferred, so that importing the package (and `formcheck --help`) does not load the pose model's library.
    if name == "analyse":
        from formcheck.scoring import analyse

        return analyse
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
