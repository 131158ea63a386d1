"""Settings of the app, all from the environment, so that a hosted app is set up without touching a file."""

from __future__ import annotations

import os
from dataclasses import dataclass

PASSWORD_VARIABLE = "FORMCHECK_APP_PASSWORD"
TURN_VARIABLE = "FORMCHECK_TURN_URL"
TURN_USER_VARIABLE = "FORMCHECK_TURN_USER"
TURN_SECRET_VARIABLE = "FORMCHECK_TURN_SECRET"
FOLDER_ROOT_VARIABLE = "FORMCHECK_FOLDER_ROOT"
MODEL_VARIABLE = "FORMCHECK_APP_MODEL"


@dataclass(frozen=True, slots=True)
class Settings:
    """password : asked of everybody, or None. ice_servers : for the live picture, none on this computer.

    folder_root : the only place on the server whose folders may be scored, or None for everywhere.
    """

    password: str | None
    ice_servers: tuple[dict[str, str], ...]
    folder_root: str | None
    model: str


def settings() -> Settings:
    """Read the settings from the environment."""
    turn = os.environ.get(TURN_VARIABLE)
    server = {
        "urls": turn or "",
        "username": os.environ.get(TURN_USER_VARIABLE, ""),
        "credential": os.environ.get(TURN_SECRET_VARIABLE, ""),
    }
    return Settings(
        password=os.environ.get(PASSWORD_VARIABLE) or None,
        ice_servers=(server,) if turn else (),
        folder_root=os.environ.get(FOLDER_ROOT_VARIABLE) or None,
        model=os.environ.get(MODEL_VARIABLE) or "heavy",
    )
