"""Why a clip cannot be judged at all: nobody there, no legs, or somebody whom the exercise cannot be seen on."""

from __future__ import annotations

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.landmarks import SIDES, Side, of
from formcheck.life import Life
from formcheck.once import once_a_track
from formcheck.pose import PoseTrack

LEGS_SHARE = 0.2
GUESSED = 0.25
"""The pose model doubts knees and ankles that are plain to see: a runner's from behind read 0.26 to 0.43, and those
of somebody who raises the heels, seen from the side, under 0.5 all the time. It doubted the near leg in a tenth of
the frames, and placed the knee no worse there: to 2 % of the leg's length. Legs below the edge of the picture are
placed outside of it, and those behind a table read 0.2 at most (32 films, cut or covered below hips or knees).
"""

UPRIGHT_DEG = 60.0
OVERTURNED_DEG = 120.0

LEVEL_THIGH = 0.5
SEATED_SHARE = 0.9
"""Somebody sits whose thighs go down less than LEVEL_THIGH of what the shanks do, in this share of the frames."""


def require_person(track: PoseTrack, name: str, *, standing: bool = True, life: Life | None = None) -> None:
    """Raise FormcheckError unless the clip shows a person on whom an exercise can be judged.

    standing : the exercise is done on one's feet, so that somebody who sits or lies is not doing it.
    life : what tells that they live, where it is asked for again.
    """
    if len(track) < 2:
        raise FormcheckError("the clip has only one frame", name, "film a few seconds of the exercise")
    if found_share(track) == 0.0:
        raise FormcheckError("nobody was found", name, "film one person, whole body in the picture, in good light")
    if max(legs_seen(track, side) for side in SIDES) < LEGS_SHARE:
        raise FormcheckError("the legs cannot be seen", name, "film the whole body, from the head to both feet")
    turned_deg = turned_over_deg(track)
    if turned_deg > OVERTURNED_DEG:
        raise FormcheckError("the picture is upside down", name, "turn the clip the right way up")
    if (life or Life(track)).is_poster:
        raise FormcheckError("nothing about the person moves, as in a poster", name, "film somebody who exercises")
    if standing and turned_deg > UPRIGHT_DEG:
        raise FormcheckError("the person lies across the picture", name, "turn the clip, or film them standing")
    if standing and seated_share(track) >= SEATED_SHARE:
        raise FormcheckError("the person sits all the time", name, "film the exercise on your feet, whole body")


@once_a_track
def found_share(track: PoseTrack) -> float:
    """Share of frames in which a pose was found."""
    return float(np.isfinite(track.image_xy).all(axis=(1, 2)).mean())


def legs_seen(track: PoseTrack, side: Side, likely: float = GUESSED) -> float:
    """Share of frames in which hip, knee and ankle of one leg are inside the picture and ``likely`` visible."""
    leg = [of(side, part) for part in ("HIP", "KNEE", "ANKLE")]
    inside = ((track.image_xy[:, leg] >= 0) & (track.image_xy[:, leg] <= np.array(track.size_px))).all(axis=(1, 2))
    return float((inside & (track.visibility[:, leg] >= likely).all(axis=1)).mean())


@once_a_track
def turned_over_deg(track: PoseTrack) -> float:
    """How far the line from the ankles to the shoulders is from pointing up, 0 to 180, median over the clip."""
    shoulders, ankles = (track.middle([of(side, part) for side in SIDES]) for part in ("SHOULDER", "ANKLE"))
    upright = (shoulders - ankles)[np.isfinite(shoulders - ankles).all(axis=1)]
    return float(np.median(np.degrees(np.arctan2(np.abs(upright[:, 0]), -upright[:, 1])))) if len(upright) else 0.0


def seated_share(track: PoseTrack) -> float:
    """Share of frames in which both thighs lie level or come toward the camera while the shanks hang down."""
    seated = np.ones(len(track), dtype=bool)
    for side in SIDES:
        hip, knee, ankle = (track.at(of(side, part))[:, 1] for part in ("HIP", "KNEE", "ANKLE"))
        seated &= (knee - hip < LEVEL_THIGH * (ankle - knee)) & (ankle > knee)
    known = np.isfinite(track.image_xy).all(axis=(1, 2))
    return float(seated[known].mean()) if known.any() else 0.0
