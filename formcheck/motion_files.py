"""Files that the tools of the field open: OpenSim motion (.mot) and marker (.trc) files of one analysis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.analysis import Analysis
from formcheck.angles import Angles
from formcheck.errors import FormcheckError
from formcheck.gait.body_scale import LEG_PER_HEIGHT
from formcheck.landmarks import Landmark
from formcheck.leg_length import leg_length_px
from formcheck.pose import Array


def mot_text(angles: Angles) -> str:
    """Return an OpenSim motion file: time and every angle that the view shows, in degrees, unknown as nan."""
    columns = {name.removesuffix("_deg"): values for name, values in angles.columns.items() if name.endswith("_deg")}
    time_s = angles.time_s
    header = [
        "formcheck",
        "version=1",
        f"nRows={len(time_s)}",
        f"nColumns={len(columns) + 1}",
        "inDegrees=yes",
        "endheader",
    ]
    rows = np.column_stack([time_s, *columns.values()])
    return _lines([*header, "\t".join(["time", *columns])], rows, decimals=5)


def trc_text(analysis: Analysis, height_cm: float) -> str:
    """Return an OpenSim marker file of the 33 landmarks in the picture's plane, in metres, x right and y up.

    height_cm : of the person, which sets the scale through the leg's length. Depth is not measured and written as 0.
    Raises FormcheckError if no leg was seen long enough to set the scale.
    """
    track = analysis.track
    leg_px = leg_length_px(track)
    if not np.isfinite(leg_px):
        raise FormcheckError("no leg was seen to set the scale", analysis.report.source.name, "film the whole body")
    metres = analysis.camera.level(track.image_xy) * (LEG_PER_HEIGHT * height_cm / 100.0 / leg_px)
    points = np.concatenate([metres, np.zeros((*metres.shape[:2], 1))], axis=2).reshape(len(track), -1)
    names = [landmark.name.title().replace("_", "") for landmark in Landmark]
    rate = f"{track.fps:.3f}"
    header = [
        "PathFileType\t4\t(X/Y/Z)\tformcheck.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        "\t".join([rate, rate, str(len(track)), str(len(names)), "m", rate, "1", str(len(track))]),
        "\t".join(["Frame#", "Time", *(f"{name}\t\t" for name in names)]).rstrip("\t"),
        "\t\t" + "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(names) + 1)),
        "",
    ]
    return _lines(
        header, np.column_stack([np.arange(1, len(track) + 1), track.time_s, points]), decimals=5, frame=True
    )


def _lines(header: Sequence[str], rows: Array, decimals: int, frame: bool = False) -> str:
    body = ["\t".join(_cells(row, decimals, frame)) for row in rows]
    return "\n".join([*header, *body]) + "\n"


def _cells(row: Array, decimals: int, frame: bool) -> list[str]:
    first = [f"{row[0]:.0f}"] if frame else []
    return first + [f"{value + 0.0:.{decimals}f}" for value in row[len(first) :]]
