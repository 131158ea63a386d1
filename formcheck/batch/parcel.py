"""Work for a cluster as bytes, which only the worker that does it opens.

Dask's scheduler unpickles what it is sent, to look for tasks within. It would load everything that scores a clip
before it handed out the first one, on a machine that scores none. So this module imports nothing of ours.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any


def packed(function: Callable[[Any], Any], argument: object) -> bytes:
    """Return a call of a function that can be named by its module, as bytes for ``do``."""
    return pickle.dumps((function, argument))


def do(parcel: bytes) -> Any:
    """Do what was packed; what it returns or raises is its own."""
    function, argument = pickle.loads(parcel)
    return function(argument)
