"""Film checks: what about the clip itself stands in the way of a good answer, in words, worst first."""

from __future__ import annotations

import numpy as np

from formcheck.camera import VIEW_WORDS, Camera
from formcheck.errors import FormcheckError
from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES, Side, of
from formcheck.phases import Phase
from formcheck.pose import PoseTrack
from formcheck.report import FilmCheck
from formcheck.signals import VISIBLE

FOUND_SHARE = 0.8
LEAST_FPS = 10.0
LEAST_LEG_SHARE = 0.15
LEVEL_DEG = 5.0


def require_person(track: PoseTrack, name: str) -> None:
    """Raise FormcheckError unless the clip shows a person whose legs can be seen."""
    if len(track) < 2:
        raise FormcheckError("the clip has only one frame", name, "film a few seconds of the exercise")
    if _found(track) == 0.0:
        raise FormcheckError("nobody was found", name, "film one person, whole body in the picture, in good light")
    if max(_legs_seen(track, side) for side in SIDES) < 0.2:
        raise FormcheckError("the legs cannot be seen", name, "film the whole body, from the head to both feet")


def film_checks(track: PoseTrack, camera: Camera, stands: list[Phase]) -> list[FilmCheck]:
    """Every check of one clip, failed ones first."""
    checks = [
        _person_found(track),
        _whole_body_visible(track),
        FilmCheck(check="view", ok=camera.view != "oblique", message=_view_message(camera)),
        _frame_rate(track),
        _large_enough(track),
        FilmCheck(check="camera_level", ok=abs(camera.roll_deg) <= LEVEL_DEG, message=_roll_message(camera)),
        _stands_first(stands),
    ]
    return sorted(checks, key=lambda check: check.ok)


def _person_found(track: PoseTrack) -> FilmCheck:
    found = _found(track)
    told = f"A person was found in {found:.0%} of the frames."
    return _check("person_found", found >= FOUND_SHARE, told, f"{told} Film one person alone, in good light.")


def _whole_body_visible(track: PoseTrack) -> FilmCheck:
    return _check(
        "whole_body_visible",
        max(_legs_seen(track, side) for side in SIDES) >= FOUND_SHARE,
        "Hip, knee and ankle can be seen.",
        "Not the whole leg can be seen all the time. Step back until the whole body is in the picture.",
    )


def _frame_rate(track: PoseTrack) -> FilmCheck:
    told = f"{track.fps:.0f} frames per second are judged."
    too_few = f"{told} That is too few for anything that depends on time; film at 30."
    return _check("frame_rate", track.fps >= LEAST_FPS, told, too_few)


def _large_enough(track: PoseTrack) -> FilmCheck:
    return _check(
        "large_enough",
        leg_length_px(track) / track.size_px[1] >= LEAST_LEG_SHARE,
        "The person is large enough in the picture.",
        "The person is small in the picture. Move the camera nearer until the body fills most of its height.",
    )


def _stands_first(stands: list[Phase]) -> FilmCheck:
    return _check(
        "stands_first",
        bool(stands),
        "Quiet standing on two legs was found; angles that are surer against it are compared with it.",
        "No quiet standing on two legs was found. Stand still for two seconds before you start.",
    )


def _check(check: str, ok: bool, fine: str, wrong: str) -> FilmCheck:
    return FilmCheck(check=check, ok=ok, message=fine if ok else wrong)


def _view_message(camera: Camera) -> str:
    if camera.view == "oblique":
        return "Filmed at an angle between front and side, which few cues can be judged from. Film straight on."
    return f"Filmed from {VIEW_WORDS[camera.view]}, {abs(camera.yaw_deg):.0f}° off."


def _roll_message(camera: Camera) -> str:
    if not camera.roll_known:
        return "Nothing shows whether the camera was level; it is taken to be, within 4°."
    told = f"The camera is tilted by {abs(camera.roll_deg):.0f}°, which is taken out."
    return told if abs(camera.roll_deg) <= LEVEL_DEG else told + " Put it upright."


def _found(track: PoseTrack) -> float:
    return float(np.isfinite(track.image_xy).all(axis=(1, 2)).mean())


def _legs_seen(track: PoseTrack, side: Side) -> float:
    """Share of frames in which hip, knee and ankle of one leg are inside the picture and likely visible."""
    leg = [of(side, part) for part in ("HIP", "KNEE", "ANKLE")]
    inside = ((track.image_xy[:, leg] >= 0) & (track.image_xy[:, leg] <= np.array(track.size_px))).all(axis=(1, 2))
    return float((inside & (track.visibility[:, leg] >= VISIBLE).all(axis=1)).mean())
