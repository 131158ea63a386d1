"""Small whole performances of both exercises, analysed: what reports, pages and charts are tested on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from skeletons import Leg, Posture, Stances, film, from_view, perform

from formcheck.analysis import Analysis, analyse
from formcheck.camera import SAGITTAL, View
from formcheck.exercises import get
from formcheck.pose import PoseTrack
from formcheck.report import Source


@cache
def balance(
    knee_in_deg: float = 0.0,
    trunk_deg: float = 0.0,
    name: str = "front.mp4",
    view: str = "front",
    hold_s: float = 5.0,
) -> Analysis:
    """Two seconds of standing, then the left leg for some seconds."""
    stance = Stances("left", trunk_deg=trunk_deg, leg=Leg(thigh_in_deg=knee_in_deg / 2, knee_in_deg=knee_in_deg))
    track = film(perform((2.0, Posture()), (hold_s, stance.one_leg())), from_view(view))
    return analysed(track, "single-leg-balance", name)


@cache
def stretch(heel_up_deg: float = 0.0, view: View = "left", name: str = "side.mp4") -> Analysis:
    """Two seconds of standing, then the calf of the left leg is stretched."""
    split = Stances("left", leg=Leg(heel_up_deg=heel_up_deg)).split()
    # From behind, only a camera that looks down shows that one foot is nearer than the other.
    down_deg = 0.0 if view in SAGITTAL else 10.0
    track = film(perform((2.0, Posture()), (5.0, split)), from_view(view, down_deg=down_deg))
    return analysed(track, "calf-stretch", name)


def analysed(track: PoseTrack, exercise: str, name: str) -> Analysis:
    """Analyse a track as if it came from a clip of this name."""
    width_px, height_px = track.size_px
    source = Source(
        name=name,
        sha256="0" * 64,
        width_px=width_px,
        height_px=height_px,
        fps=track.fps,
        duration_s=float(track.time_s[-1]),
        frames=len(track),
    )
    return analyse(track, get(exercise), source)


def reworded(analysis: Analysis, cue_id: str, **changes: object) -> Analysis:
    """The same analysis with some fields of one answer changed."""
    cues = [cue.model_copy(update=changes) if cue.id == cue_id else cue for cue in analysis.report.cues]
    return replace(analysis, report=analysis.report.model_copy(update={"cues": cues}))
