"""What the players of films share in the browser: their controls, written in front of each one's own script."""

from __future__ import annotations

from importlib.resources import files


def with_controls(script: str) -> str:
    """Return the script of a player behind the one that makes the controls it uses."""
    return files("formcheck").joinpath("templates/film_controls.js").read_text(encoding="utf-8") + script
