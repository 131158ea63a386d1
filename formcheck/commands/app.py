"""``formcheck app``: starts the pages on this computer and opens them in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.errors import FormcheckError


def app(
    port: Annotated[int, typer.Option(help="Port of the app on this computer.", min=1, max=65535)] = 8501,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> None:
    """Open the app: check yourself, review sessions, see progress. It listens to this computer only."""
    import subprocess
    import sys
    from importlib.util import find_spec

    if find_spec("streamlit") is None:
        raise FormcheckError("the app's pages are not installed", "streamlit", "pip install streamlit")
    command = [sys.executable, "-m", "streamlit", "run", str(launcher()), f"--server.port={port}"]
    # A browser is opened unless the app runs headless, whatever the settings file says.
    command.append(f"--server.headless={str(no_browser).lower()}")
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def launcher() -> object:
    """Return the packaged script, beside which the settings lie."""
    from importlib.resources import files

    return files("formcheck.app").joinpath("launch", "streamlit_app.py")
