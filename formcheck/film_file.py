"""Film checks of the file: whether all of it could be read, and by which pose model."""

from __future__ import annotations

from formcheck.errors import FormcheckError
from formcheck.pose import PoseTrack
from formcheck.report import FilmCheck

DECODED_SHARE = 0.8
MISSING_S, MISSING_SHARE = 0.5, 0.02
"""A file that lacks no more than this at its end is complete: containers round."""


def damage(name: str, duration_s: float, track: PoseTrack) -> list[FilmCheck]:
    """Say what part of a clip is missing from the track; raises FormcheckError if it is more than a fifth."""
    missing_s = duration_s - float(track.time_s[-1]) - 1.0 / track.fps if len(track) > 1 else 0.0
    if missing_s <= max(MISSING_S, MISSING_SHARE * duration_s):
        return []
    share = 1.0 - missing_s / duration_s
    if share < DECODED_SHARE:
        raise FormcheckError(
            f"only {share:.0%} of the clip could be read", name, "the file is damaged or cut off; copy it again"
        )
    message = f"The last {missing_s:.1f} s of the file could not be read. The rest was judged; copy the file again."
    return [FilmCheck(check="file_complete", ok=False, message=message)]


def stand_in(track: PoseTrack, wanted: str) -> list[FilmCheck]:
    """Say that another pose model was used than the one asked for."""
    if track.model == wanted:
        return []
    message = (
        f"The {wanted} pose model could not be had, so the less accurate {track.model} model was used. "
        f"Connect to the internet and run 'formcheck models prepare {wanted}'."
    )
    return [FilmCheck(check="pose_model", ok=False, message=message)]
