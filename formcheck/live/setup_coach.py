"""Before a live session begins: is the picture good enough, and if not, what to do about it.

Pure: it looks at the landmarks of the last second and at how bright the picture is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.assessability import useful_views
from formcheck.body_posture import BodyPosture, lying_camera, posture_of
from formcheck.camera import FRONTAL, VIEW_WORDS, Camera, View, find_camera, with_roll
from formcheck.exercises import Exercise
from formcheck.landmarks import SIDES, Landmark, of
from formcheck.pose import Array, PoseTrack
from formcheck.signals import VISIBLE

FOUND_SHARE = 0.8
EDGE = 0.01
"""The body keeps this share of the picture's size away from its edges."""

NEAR = 0.94
FAR: MappingProxyType[BodyPosture, float] = MappingProxyType({"standing": 0.45, "sitting": 0.34, "lying": 0.45})
"""Nose to ankles takes at most and at least this share of the picture's height, or of its width for who lies."""

GET_INTO: MappingProxyType[BodyPosture, str] = MappingProxyType(
    {
        "standing": "Stand as you will exercise.",
        "sitting": "Sit down as you will exercise.",
        "lying": "Lie down as you will exercise.",
    }
)

FRONTAL_YAW_DEG, SIDE_YAW_DEG = 10.0, 20.0
"""Farther off the straight view the knee's inward angle is not judged, or the view is none at all."""

LEVEL_DEG = 5.0
DARK, BRIGHT, FLAT = 45.0, 215.0, 18.0
"""Mean luminance and its standard deviation, 0..255."""

BACKLIT = 0.45
"""A trunk this much darker than the whole picture has the light behind it."""

READY_S = 1.0
COUNT_S = 3.0
LAPSE_S = 0.7
"""Everything is right for READY_S, then the countdown runs, and a lapse shorter than LAPSE_S does not stop it."""

SEEN_PARTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")


@dataclass(frozen=True, slots=True)
class SetupCheck:
    """One thing about the picture: whether it is right, and what it is or what to do."""

    name: str
    label: str
    ok: bool
    message: str


@dataclass(frozen=True, slots=True)
class Light:
    """Luminance of a picture, 0..255: mean and standard deviation over all, and the mean over the trunk if seen."""

    mean: float
    contrast: float
    trunk: float | None = None


def light_of(rgb: NDArray[np.uint8], image_xy: Array | None) -> Light:
    """Measure the light in a picture (H, W, 3); image_xy (33, 2) tells where the trunk is."""
    thinned = rgb[::8, ::8].astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    trunk = None if image_xy is None else _inside_trunk(thinned, image_xy / 8)
    return Light(float(thinned.mean()), float(thinned.std()), trunk)


def _inside_trunk(luminance: NDArray[np.float32], points: Array) -> float | None:
    corners = points[[of(side, part) for side in SIDES for part in ("SHOULDER", "HIP")]]
    if not np.isfinite(corners).all():
        return None
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    inside = luminance[max(int(top), 0) : max(int(bottom) + 1, 0), max(int(left), 0) : max(int(right) + 1, 0)]
    return float(inside.mean()) if inside.size else None


def setup_checks(
    track: PoseTrack, light: Light, exercise: Exercise, people: int | None = None
) -> tuple[SetupCheck, ...]:
    """Check the last second of a picture; what nothing can be said about without a person is not listed.

    people : how many persons are in the picture, None if that was not looked at.
    """
    found = np.asarray(np.isfinite(track.image_xy).all(axis=(1, 2)))
    checks = [_light(light), _one_person(float(found.mean()), people)]
    if found.mean() < FOUND_SHARE:
        return tuple(checks)
    body = track.part(found)
    if exercise.kept != "standing":
        checks.append(_posture(body, exercise.kept))
    views = useful_views(exercise)
    if exercise.kept == "lying":
        camera = lying_camera(body)
        return (*checks, _whole_lying_body(body), _distance(body, "lying"), _lying_view(camera, views))
    camera = find_camera(body)
    camera = with_roll(camera, body, np.ones(len(body), dtype=bool))
    return (*checks, _whole_body(body), _distance(body, exercise.kept), _view(camera, views), _level(camera))


def ready(checks: Sequence[SetupCheck]) -> bool:
    """Say whether everything is right, a person being there."""
    return len(checks) > 2 and all(check.ok for check in checks)


def _light(light: Light) -> SetupCheck:
    if light.mean < DARK:
        problem = "It is too dark: switch on a light."
    elif light.mean > BRIGHT:
        problem = "The picture is too bright: turn the camera away from the window or lamp."
    elif light.trunk is not None and light.trunk < BACKLIT * light.mean:
        problem = "The light is behind you: turn around, or light yourself from the camera's side."
    elif light.contrast < FLAT:
        problem = "The picture is flat: clean the lens, or stand before a wall of another colour."
    else:
        problem = ""
    return _check("light", "Light", problem, "There is enough light.")


def _one_person(found: float, people: int | None) -> SetupCheck:
    problem = ""
    if found < FOUND_SHARE:
        problem = "Nobody is seen yet: step into the picture."
    elif people is not None and people > 1:
        problem = "Somebody else is in the picture: only you should be."
    return _check("one_person", "One person", problem, "You are seen.")


def _posture(body: PoseTrack, wanted: BodyPosture) -> SetupCheck:
    problem = "" if posture_of(body) == wanted else GET_INTO[wanted]
    return _check("posture", "Posture", problem, "You are in position.")


def _whole_lying_body(body: PoseTrack) -> SetupCheck:
    middle = np.median(body.image_xy, axis=0) / np.array(body.size_px)
    beyond = {
        "Part of you is cut off: move the camera back, or turn the phone to landscape.": not _within(middle),
        "Part of you is hidden: move what lies between you and the camera.": not _all_parts_seen(body),
    }
    problem = next((words for words, wrong in beyond.items() if wrong), "")
    return _check("whole_body", "Whole body", problem, "All of you is in the picture.")


def _whole_body(body: PoseTrack) -> SetupCheck:
    middle = np.median(body.image_xy, axis=0) / np.array(body.size_px)
    beyond = {
        "Your feet are cut off: step back, or tilt the camera down.": middle[:, 1].max() > 1 - EDGE,
        "Your head is cut off: step back, or tilt the camera up.": middle[:, 1].min() < EDGE,
        "You are at the edge: step to the middle of the picture.": not _within(middle[:, 0]),
        "Part of you is hidden: move what stands between you and the camera.": not _all_parts_seen(body),
    }
    problem = next((words for words, wrong in beyond.items() if wrong), "")
    return _check("whole_body", "Whole body", problem, "All of you is in the picture.")


def _within(shares: Array) -> bool:
    return bool(shares.min() >= EDGE and shares.max() <= 1 - EDGE)


def _all_parts_seen(body: PoseTrack) -> bool:
    """Each part on at least one side: seen from the side, the far leg is hidden behind the near one."""
    seen = np.median(body.visibility, axis=0) >= VISIBLE
    return all(any(seen[of(side, part)] for side in SIDES) for part in SEEN_PARTS)


def _distance(body: PoseTrack, posture: BodyPosture) -> SetupCheck:
    along = 0 if posture == "lying" else 1
    ankles_px = np.median(body.image_xy[:, [of(side, "ANKLE") for side in SIDES], along], axis=0)
    from_nose_px = ankles_px - np.median(body.at(Landmark.NOSE)[:, along])
    # Who lies may have the head at either end of the picture.
    share = float(np.nanmax(np.abs(from_nose_px) if posture == "lying" else from_nose_px)) / body.size_px[along]
    problem = ""
    if share > NEAR:
        problem = "You are too near: step back." if posture == "standing" else "The camera is too near: move it back."
    elif share < FAR[posture]:
        problem = "You are too far away: come nearer, or bring the camera nearer."
    return _check("distance", "Distance", problem, "The distance is right.")


def _view(camera: Camera, wanted: Sequence[View]) -> SetupCheck:
    allowed = FRONTAL_YAW_DEG if camera.view in FRONTAL else SIDE_YAW_DEG
    if camera.view not in wanted:
        problem = f"Turn until the camera sees you from {_words(wanted)}."
    elif abs(camera.yaw_deg) > allowed:
        # The camera stands off toward that side of the person, so turning that way brings it back in line.
        way = "left" if camera.yaw_deg > 0 else "right"
        problem = f"Turn a little to your {way}, so that the camera sees you straight from {VIEW_WORDS[camera.view]}."
    else:
        problem = ""
    return _check("view", "View", problem, f"Seen from {VIEW_WORDS.get(camera.view, 'an angle')}.")


def _lying_view(camera: Camera, wanted: Sequence[View]) -> SetupCheck:
    problem = "" if camera.view in wanted else f"Move the camera until it sees you from {_words(wanted)}."
    return _check("view", "View", problem, f"Seen from {VIEW_WORDS.get(camera.view, 'an angle')}.")


def _words(views: Sequence[View]) -> str:
    if set(views) >= set(VIEW_WORDS):
        return "straight in front, behind or the side"
    words = [VIEW_WORDS[view] for view in views]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _level(camera: Camera) -> SetupCheck:
    tilted = camera.roll_known and abs(camera.roll_deg) > LEVEL_DEG
    # What leans to the right in the picture was filmed by a camera that leans to the left.
    way = "right" if camera.roll_deg > 0 else "left"
    problem = f"The camera is tilted by {abs(camera.roll_deg):.0f}°: turn it back to the {way}." if tilted else ""
    told = "The camera is level." if camera.roll_known else "Keep the camera upright; from here that cannot be told."
    return _check("camera_level", "Camera level", problem, told)


def _check(name: str, label: str, problem: str, fine: str) -> SetupCheck:
    return SetupCheck(name, label, not problem, problem or fine)


Stage = Literal["checking", "counting", "running"]


@dataclass(frozen=True, slots=True)
class Countdown:
    """From the first look to the start; ``advance`` gives the next state.

    ready_since_s, lapsed_since_s : since when everything, or something no longer, is right. counting_since_s : since
    when the countdown runs.
    """

    stage: Stage = "checking"
    ready_since_s: float | None = None
    lapsed_since_s: float | None = None
    counting_since_s: float = 0.0

    def advance(self, is_ready: bool, now_s: float) -> Countdown:
        """Return the countdown after another look."""
        if self.stage == "running":
            return self
        if not is_ready:
            return self._lapsed(now_s)
        since_s = now_s if self.ready_since_s is None else self.ready_since_s
        if self.stage == "counting":
            done = now_s - self.counting_since_s >= COUNT_S
            return Countdown("running" if done else "counting", since_s, None, self.counting_since_s)
        if now_s - since_s >= READY_S:
            return Countdown("counting", since_s, None, now_s)
        return Countdown("checking", since_s)

    def _lapsed(self, now_s: float) -> Countdown:
        since_s = now_s if self.lapsed_since_s is None else self.lapsed_since_s
        if self.stage == "counting" and now_s - since_s < LAPSE_S:
            return Countdown("counting", self.ready_since_s, since_s, self.counting_since_s)
        return Countdown()

    def seconds_left(self, now_s: float) -> int:
        """3, 2, 1 while counting, else 0."""
        if self.stage != "counting":
            return 0
        return max(int(np.ceil(COUNT_S - (now_s - self.counting_since_s))), 1)
