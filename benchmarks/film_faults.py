"""For every film check a way to spoil a clean track: what a clip that needs it looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from formcheck.camera import FRONTAL, Camera, find_camera, with_stand
from formcheck.film import film_checks
from formcheck.film_file import damage, stand_in
from formcheck.film_time import swing_s
from formcheck.landmarks import LEG, SIDES, Landmark, of
from formcheck.leg_length import leg_length_px
from formcheck.phases import Phase, frames_of
from formcheck.pose import Array, PoseTrack
from formcheck.report import FilmCheck
from formcheck.samples import People
from formcheck.scene import backgrounds, free_of_person
from formcheck.sides import repair_sides
from formcheck.signals import clean
from formcheck.stances import quiet_stand

CUTOFF_HZ = 6.0
LEANT_DEG = 8.0
CONTRAST = 30.0
"""Standard deviation of a patterned wall, grey levels."""

ASTRIDE = 0.15
"""Legs so many leg lengths apart are not as good as one."""

MOSTLY = 0.95

NEVER_FAILS = ("sides_named", "walking_speed")
"""What is only told: whether a picture was mirrored nothing in it shows, and why a speed is missing is no fault."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A track with what is said of its film. camera, stands : as they were found on it."""

    track: PoseTrack
    camera: Camera
    stands: list[Phase]
    checks: dict[str, FilmCheck]

    def fails(self, check: str) -> bool:
        """Say whether a check failed; those of the file are only there if they did."""
        return check in self.checks and not self.checks[check].ok

    def spoilt(self, check: str) -> Checked:
        """Return the film with what a check looks for wrong, and what is said of it then."""
        return checked(FAULTS[check].spoil(self.track), self.track)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a film.

    spoil : does it to a clean track. fits : whether it can show on that film at all.
    """

    spoil: Callable[[PoseTrack], PoseTrack]
    fits: Callable[[Checked], bool] = lambda _: True

    @property
    def words(self) -> str:
        """What is wrong, in a sentence."""
        return str(self.spoil.__doc__)


def checked(track: PoseTrack, file: PoseTrack | None = None) -> Checked:
    """Check a film as scoring does. file : the track that its file ought to give; by default this one."""
    file = file or track
    steady = clean(repair_sides(track), CUTOFF_HZ)
    camera = find_camera(steady)
    stands = quiet_stand(steady, camera)
    camera = with_stand(camera, steady, frames_of(stands, steady.time_s))
    told = film_checks(track, camera, stands)
    told += damage("film", float(file.time_s[-1]) + 1.0 / file.fps, track) + stand_in(track, file.model)
    return Checked(track, camera, stands, {check.check: check for check in told})


def often_unseen(track: PoseTrack) -> PoseTrack:
    """Nobody is found in the middle third."""
    third = len(track) // 3
    return _gone(track, np.arange(third, 2 * third), range(len(Landmark)))


def legs_below_the_edge(track: PoseTrack) -> PoseTrack:
    """The camera looks too high: the knees are at the lower edge."""
    knees = track.image_xy[:, [of(side, "KNEE") for side in SIDES], 1]
    return track.with_xy(track.image_xy + np.array([0.0, track.size_px[1] - float(np.nanmin(knees))]))


def somebody_beside(track: PoseTrack) -> PoseTrack:
    """The same person twice, as far to the left of the picture's middle as to the right."""
    rows = np.arange(0, len(track), max(round(track.fps), 1))
    width = track.size_px[0]
    xy = track.image_xy[rows] - (float(np.nanmedian(track.image_xy[..., 0])), 0.0)
    both = np.stack([xy + np.array([share * width, 0.0]) for share in (0.25, 0.75)], axis=1)
    visibility = np.repeat(track.visibility[rows, None], 2, axis=1)
    people = People(track.time_s[rows], both.astype(np.float32), visibility.astype(np.float32))
    moved = track.image_xy - (float(np.nanmedian(track.image_xy[..., 0])) - 0.25 * width, 0.0)
    return replace(track.with_xy(moved), people=people)


def frozen(track: PoseTrack) -> PoseTrack:
    """One posture for ten seconds, from a camera of which nothing tells whether it moved."""
    time_s = (track.time_s - track.time_s[0]) * 10.0 / (track.time_s[-1] - track.time_s[0])
    xy = np.repeat(track.image_xy[:1], len(track), axis=0)
    return replace(track.with_xy(xy), time_s=time_s, scenes=None, patches=None, people=None)


def cut(track: PoseTrack) -> PoseTrack:
    """The second half was filmed in another room, before a patterned wall."""
    assert track.scenes is not None, "a cut is seen in the pictures"
    grey, half = track.scenes.grey.copy(), len(track.scenes) // 2
    pattern = gaussian_filter(np.random.default_rng(2).normal(size=grey.shape[1:]), 2.0)
    wall = np.clip(128 + CONTRAST * pattern / pattern.std(), 0, 255).astype(np.uint8)
    grey[half:] = np.where(free_of_person(track.scenes, track)[half:], wall, grey[half:])
    return replace(track, scenes=replace(track.scenes, grey=grey))


def legs_alike(track: PoseTrack) -> PoseTrack:
    """One half of the film calls one leg left, the other half the other: nothing tells which half is right."""
    left, right = ([of(side, part) for part in LEG] for side in SIDES)
    xy, half = track.image_xy.copy(), slice(len(track) // 2, None)
    xy[half, left], xy[half, right] = track.image_xy[half, right], track.image_xy[half, left]
    return track.with_xy(xy)


def seen_obliquely(track: PoseTrack) -> PoseTrack:
    """Every frame from 45° further round."""
    return _turned(track, np.full(len(track), 45.0))


def turned_round(track: PoseTrack) -> PoseTrack:
    """The last third from 90° further round."""
    return _turned(track, np.where(np.arange(len(track)) < 2 * len(track) // 3, 0.0, 90.0))


def slow_motion(track: PoseTrack) -> PoseTrack:
    """Played three times as slowly."""
    return track.at_speed(1 / 3)


def few_frames(track: PoseTrack) -> PoseTrack:
    """Five or fewer frames a second."""
    return track.part(slice(None, None, max(int(np.ceil(track.fps / 5)), 1)))


def far_away(track: PoseTrack) -> PoseTrack:
    """So small that a leg takes a tenth of the picture's height."""
    middle = np.nanmedian(track.image_xy, axis=(0, 1))
    share = 0.1 * track.size_px[1] / leg_length_px(track)
    return track.with_xy(middle + share * (track.image_xy - middle))


def panned(track: PoseTrack) -> PoseTrack:
    """The camera pans by a sixth of the picture and back."""
    assert track.scenes is not None, "a pan is seen in the pictures"
    grey = track.scenes.grey
    width = grey.shape[2]
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * np.linspace(0, 1, len(grey)))
    steps = np.round(width / 6 * wave).astype(int)
    columns = [np.clip(np.arange(width) - step, 0, width - 1) for step in steps]
    moved = np.stack([picture[:, each] for picture, each in zip(grey, columns, strict=True)])
    shift_px = np.interp(track.time_s, track.scenes.time_s, steps * track.scenes.scale)
    xy = track.image_xy + np.stack([shift_px, np.zeros(len(track))], axis=1)[:, None]
    return replace(track.with_xy(xy), scenes=replace(track.scenes, grey=moved))


def tilted(track: PoseTrack) -> PoseTrack:
    """The camera leans by 8°."""
    middle = np.array(track.size_px) / 2
    turn = np.exp(1j * np.radians(LEANT_DEG - checked(track).camera.roll_deg))
    turned = ((track.image_xy - middle) @ np.array([1.0, 1j])) * turn
    return track.with_xy(middle + np.stack([turned.real, turned.imag], axis=-1))


def jittery(track: PoseTrack) -> PoseTrack:
    """Every landmark jitters by 2 % of a leg's length."""
    random = np.random.default_rng(1)
    return track.with_xy(track.image_xy + random.normal(scale=0.02 * leg_length_px(track), size=track.image_xy.shape))


def without_a_stand(track: PoseTrack) -> PoseTrack:
    """The quiet standing is cut off."""
    return track.part(~frames_of(checked(track).stands, track.time_s))


def cut_off(track: PoseTrack) -> PoseTrack:
    """The last eighth of the file cannot be read."""
    return track.part(slice(0, len(track) - len(track) // 8))


def another_model(track: PoseTrack) -> PoseTrack:
    """The pose model that was asked for could not be had."""
    return replace(track, model="lite")


def _astride(track: PoseTrack) -> NDArray[np.bool_]:
    """(T,) True where the legs are apart."""
    left, right = (track.image_xy[:, [of(side, part) for part in LEG]] for side in SIDES)
    apart_px = np.linalg.norm(left - right, axis=-1).max(axis=1)
    return np.asarray(apart_px > ASTRIDE * leg_length_px(track))


def _stands_astride(film: Checked) -> bool:
    """Say whether the legs are apart in most of the first half and do not swing: a swing tells which is which."""
    first = _astride(film.track)[: len(film.track) // 2]
    return bool(first.mean() > MOSTLY) and swing_s(repair_sides(film.track)) is None


def _shows_a_room(film: Checked) -> bool:
    """Say whether the little pictures show enough of a wall or a floor to tell where it lies."""
    found = backgrounds(film.track)
    return found is not None and bool(np.isfinite(found.shift_px[1:]).all(axis=1).mean() > MOSTLY)


def _gone(track: PoseTrack, frames: NDArray[np.int64], landmarks: range) -> PoseTrack:
    xy, world, visibility = track.image_xy.copy(), track.world_m.copy(), track.visibility.copy()
    rows, columns = frames[:, None], list(landmarks)
    xy[rows, columns], world[rows, columns], visibility[rows, columns] = np.nan, np.nan, 0.0
    return replace(track, image_xy=xy, world_m=world, visibility=visibility)


def _turned(track: PoseTrack, by_deg: Array) -> PoseTrack:
    """The track as a camera far away shows it that stands further round the person, by the world landmarks."""
    x, y, away = (track.world_m[..., axis].astype(np.float64) for axis in range(3))
    turn = np.radians(by_deg)[:, None]
    turned = np.stack([x * np.cos(turn) + away * np.sin(turn), y, away * np.cos(turn) - x * np.sin(turn)], axis=-1)
    hips = track.middle([of(side, "HIP") for side in SIDES])[:, None]
    scale = leg_length_px(track) / leg_length_px(track.with_xy(turned[..., :2]))
    xy = np.where((by_deg != 0)[:, None, None], hips + scale * turned[..., :2], track.image_xy)
    return replace(track.with_xy(xy), world_m=turned)


FAULTS: MappingProxyType[str, Fault] = MappingProxyType(
    {
        "person_found": Fault(often_unseen),
        "alone": Fault(somebody_beside),
        "person_moves": Fault(frozen),
        "one_scene": Fault(cut, _shows_a_room),
        "whole_body_visible": Fault(legs_below_the_edge),
        "sides_kept": Fault(legs_alike, _stands_astride),
        "view": Fault(seen_obliquely),
        "view_steady": Fault(turned_round),
        "true_speed": Fault(slow_motion, lambda film: swing_s(repair_sides(film.track)) is not None),
        "frame_rate": Fault(few_frames),
        "large_enough": Fault(far_away),
        "camera_still": Fault(panned, _shows_a_room),
        "camera_level": Fault(tilted, lambda film: film.camera.view in FRONTAL and film.camera.roll_known),
        "points_steady": Fault(jittery, lambda film: bool(film.stands)),
        "stands_first": Fault(without_a_stand, lambda film: bool(film.stands)),
        "file_complete": Fault(cut_off, lambda film: film.track.time_s[-1] >= 6.0),
        "pose_model": Fault(another_model),
    }
)
"""For each film check that can fail, what makes it fail."""
