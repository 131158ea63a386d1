"""Both exercises as they are filmed: standing, the posture, standing again, and what is answered to it."""

from __future__ import annotations

from skeletons import Motion, Posture, Shot, film, perform

from formcheck.analysis import Analysis, analyse
from formcheck.exercises import get
from formcheck.pose import PoseTrack
from formcheck.report import Source

SOURCE = Source(
    name="clip.mp4", sha256="0" * 64, width_px=1080, height_px=1920, fps=10.0, duration_s=70.0, frames=700
)
STAND = Posture()


def act(posture: Posture, seconds: float, fps: float = 10.0) -> Motion:
    """Stand for two seconds, hold a posture, and stand again."""
    return perform((2.0, STAND), (seconds, posture), (2.0, STAND), fps=fps)


def answer(exercise: str, motion: Motion, shot: Shot) -> Analysis:
    """Film a motion and judge it."""
    return answer_track(exercise, film(motion, shot))


def answer_track(exercise: str, track: PoseTrack) -> Analysis:
    return analyse(track, get(exercise), SOURCE)


def states(analysis: Analysis) -> dict[str, str]:
    """The verdict of every cue by its id."""
    return {cue.id: cue.verdict for cue in analysis.report.cues}


def reasons(analysis: Analysis) -> dict[str, str]:
    """The reason of every cue that cannot be told, by its id."""
    return {cue.id: cue.reason for cue in analysis.report.cues if cue.reason is not None}


def faults(analysis: Analysis) -> set[str]:
    """Ids of the cues that are not met."""
    return {cue for cue, state in states(analysis).items() if state == "not_met"}


def told(analysis: Analysis) -> set[str]:
    """Ids of the cues that were judged at all."""
    return {cue for cue, state in states(analysis).items() if state != "cannot_tell"}


def asked_to_refilm(analysis: Analysis) -> set[str]:
    """Ids of the cues whose reason is where the camera stood."""
    return {cue for cue, reason in reasons(analysis).items() if reason.startswith("Film from")}


def counted(analysis: Analysis, kind: str) -> int:
    """How many phases of a kind the report holds."""
    return sum(phase.kind == kind for phase in analysis.report.phases)
