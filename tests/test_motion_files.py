from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from gait_tracks import seen

from formcheck.analysis import Analysis, analyse
from formcheck.angles import angles_of
from formcheck.exercises import get
from formcheck.export import angles_csv
from formcheck.gait.body_scale import LEG_PER_HEIGHT
from formcheck.landmarks import Landmark
from formcheck.motion_files import mot_text, trc_text
from formcheck.report import Source
from test_videos.motions.walk import Walk

SOURCE = Source(name="walk.mp4", sha256="0" * 64, width_px=640, height_px=480, fps=30, duration_s=5.2, frames=156)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(seen(Walk(duration_s=5.2), "left", 30.0, 0.3).track, get("walk"), SOURCE)


def test_a_motion_file_reads_back_as_it_was_written(analysis: Analysis) -> None:
    head, _, body = mot_text(angles_of(analysis)).partition("endheader\n")
    settings = dict(line.split("=") for line in head.splitlines()[1:])
    names, rows = body.splitlines()[0].split("\t"), np.loadtxt(io.StringIO(body), skiprows=1)
    assert settings["inDegrees"] == "yes"
    assert rows.shape == (int(settings["nRows"]), int(settings["nColumns"])) == (156, len(names))
    assert rows[:, 0] == pytest.approx(analysis.track.time_s, abs=1e-5)
    knee = rows[:, names.index("knee_flexion_left")]
    table = list(csv.DictReader(io.StringIO(angles_csv(analysis))))
    assert knee == pytest.approx([float(row["knee_flexion_left_deg"]) for row in table], abs=1e-3)
    assert 45 < knee.max() < 80


def test_a_marker_file_reads_back_and_is_in_metres(analysis: Analysis) -> None:
    lines = trc_text(analysis, height_cm=170.0).split("\n")
    rate, _, frames, markers, units = lines[2].split("\t")[:5]
    rows = np.loadtxt(io.StringIO("\n".join(lines[6:])))
    names = [name for name in lines[3].split("\t")[2:] if name]
    assert (units, int(frames), int(markers)) == ("m", 156, len(Landmark))
    assert float(rate) == pytest.approx(30.0)
    assert rows.shape == (156, 2 + 3 * len(Landmark))
    points = rows[:, 2:].reshape(156, len(Landmark), 3)
    hip, knee, ankle = (points[:, names.index(f"Left{part}")] for part in ("Hip", "Knee", "Ankle"))
    leg = np.median(np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1))
    assert leg == pytest.approx(1.70 * LEG_PER_HEIGHT, rel=0.05)
    assert (hip[:, 1] > ankle[:, 1]).all()
