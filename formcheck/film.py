"""Film checks: what about the clip itself stands in the way of a good answer, in words, worst first."""

from __future__ import annotations

import numpy as np

from formcheck.camera import VIEW_WORDS, Camera, view_change_deg
from formcheck.film_time import FASTEST_S, SLOWEST_S, swing_s
from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES
from formcheck.life import Life
from formcheck.noise import ankle_noise
from formcheck.persons import Person
from formcheck.phases import Phase
from formcheck.pose import PoseTrack
from formcheck.refusals import found_share, legs_seen
from formcheck.report import FilmCheck
from formcheck.scene import MOVED_SHARE, Backgrounds, backgrounds, camera_moved_share, camera_path_px, cuts_s
from formcheck.sides import repair_sides, swapped_frames
from formcheck.subject import is_close_call, people_in, subject_of

FOUND_SHARE = 0.8
LEAST_FPS = 9.9
"""Ten, and the rounding of a container's times."""

LEAST_LEG_SHARE = 0.15
LEVEL_DEG = 5.0
LOST_SHARE = 0.02
STEADY_VIEW_DEG = 40.0
STEADY_NOISE = 0.008


def film_checks(
    track: PoseTrack,
    camera: Camera,
    stands: list[Phase],
    whole: PoseTrack | None = None,
    found: Backgrounds | None = None,
    repaired: PoseTrack | None = None,
    life: Life | None = None,
    *,
    apart: bool = False,
) -> list[FilmCheck]:
    """Every check of one clip, failed ones first, and among them the worst.

    track : what is judged, neither repaired nor smoothed. whole : the track of the whole film, if that was cut.
    found : the backgrounds of the whole film, repaired : the track with its sides put right, life : what tells of it
    that the person lives, where they are known already. apart : the other parts of a film that was cut are judged
    too, each for itself.
    """
    whole = whole or track
    found = found or backgrounds(whole)
    repaired = repaired or repair_sides(track)
    people = people_in(track)
    checks = [
        _person_found(track, people),
        _alone(track, people),
        _person_moves(life or Life(track)),
        _one_scene(track, whole, found, apart),
        _whole_body_visible(track),
        _sides_kept(track, repaired),
        FilmCheck(check="view", ok=camera.view != "oblique", message=_view_message(camera)),
        _view_steady(track),
        _true_speed(repaired),
        _frame_rate(track),
        _large_enough(track),
        _camera_still(track, found),
        FilmCheck(check="camera_level", ok=abs(camera.roll_deg) <= LEVEL_DEG, message=_roll_message(camera)),
        _points_steady(track),
        _stands_first(stands),
        FilmCheck(check="sides_named", ok=True, message=_sides_message(camera)),
    ]
    return sorted(checks, key=lambda check: check.ok)


def _person_found(track: PoseTrack, people: list[Person]) -> FilmCheck:
    found = found_share(track)
    who = "The person who is judged" if len(people) > 1 else "A person"
    told = f"{who} was found in {found:.0%} of the frames."
    return _check("person_found", found >= FOUND_SHARE, told, f"{told} Film one person alone, in good light.")


def _whole_body_visible(track: PoseTrack) -> FilmCheck:
    # Who is not there at all has a check of their own.
    wanted = FOUND_SHARE * found_share(track)
    return _check(
        "whole_body_visible",
        max(legs_seen(track, side) for side in SIDES) >= wanted > 0,
        "Hip, knee and ankle can be seen.",
        "Not the whole leg can be seen all the time. Step back until the whole body is in the picture.",
    )


def _alone(track: PoseTrack, people: list[Person]) -> FilmCheck:
    if len(people) < 2:
        return _check("alone", True, "Nobody else was seen in the picture.", "")
    number = subject_of(track, people) + 1
    told = f"{len(people)} people are in the picture; person {number} from the left was judged."
    return _check(
        "alone",
        not is_close_call(people),
        told,
        f"{told} Somebody else could be meant as well: choose with --person, or film one person alone.",
    )


def _person_moves(life: Life) -> FilmCheck:
    return _check(
        "person_moves",
        not life.may_be_picture,
        "The person moves.",
        "Nothing about the person moves, as in a drawing or a poster. Film how the exercise begins and ends as well.",
    )


def _one_scene(track: PoseTrack, whole: PoseTrack, found: Backgrounds | None, apart: bool) -> FilmCheck:
    cuts = cuts_s(whole, found)
    at = ", ".join(f"{after:.1f}" for _, after in cuts)
    judged = f"from {track.time_s[0]:.1f} to {track.time_s[-1]:.1f} s"
    longest = f"only the longest part, {judged}, was judged"
    own = f"each part is judged for itself, here that {judged}"
    return _check(
        "one_scene",
        not cuts,
        "The film was not cut.",
        f"The film was cut at {at} s; {own if apart else longest}. Film the exercise in one go.",
    )


def _sides_kept(track: PoseTrack, repaired: PoseTrack) -> FilmCheck:
    nothing = np.zeros(len(track), dtype=bool)
    swapped, undecided = (nothing, nothing) if repaired is track else swapped_frames(track)
    lost = float(undecided.mean())
    told = f"Left and right leg were exchanged in {swapped.mean():.0%} of the frames, which was put right."
    return _check(
        "sides_kept",
        lost <= LOST_SHARE,
        told if swapped.any() else "Left and right leg could be told apart.",
        f"Left and right leg could not be told apart in {lost:.0%} of the frames, which were left out. "
        "Film in better light, and wear clothes that show both legs.",
    )


def _view_steady(track: PoseTrack) -> FilmCheck:
    turned_deg = view_change_deg(track)
    return _check(
        "view_steady",
        not turned_deg > STEADY_VIEW_DEG,
        "The camera saw the same side of the person all the time.",
        f"The person turned by {turned_deg:.0f}° during the film, and one view was taken for all of it. "
        "Keep facing one way, and film each view in a clip of its own.",
    )


def _true_speed(repaired: PoseTrack) -> FilmCheck:
    swing = swing_s(repaired)
    slow = swing is not None and swing > SLOWEST_S
    looks = "slow motion" if slow else "time lapse"
    pace = f"A leg swings forward in {swing or 0.0:.1f} s, which no leg does by itself: this looks like {looks}"
    return _check(
        "true_speed",
        swing is None or FASTEST_S <= swing <= SLOWEST_S,
        "Nothing looks like slow motion or time lapse." if swing is None else "The legs swing at the speed of life.",
        f"{pace}. Times and rates are wrong then. Say at how many frames per "
        "second the camera captured it (--true-fps, such as 120 or 240), or film at normal speed.",
    )


def _camera_still(track: PoseTrack, found: Backgrounds | None) -> FilmCheck:
    path = camera_path_px(track, found and found.between(track.time_s[0], track.time_s[-1]))
    moved = camera_moved_share(track, path)
    return _check(
        "camera_still",
        moved <= MOVED_SHARE,
        "Nothing tells whether the camera moved." if path is None else "The camera stood still.",
        f"The camera moved: the background wandered by {moved:.0%} of the picture. Slow motion of it is taken out of "
        "where hips and feet are, but not of angles. Put the phone on something firm.",
    )


def _points_steady(track: PoseTrack) -> FilmCheck:
    noise = ankle_noise(track)
    told = f"A standing ankle jitters by {noise:.1%} of the leg's length"
    return _check(
        "points_steady",
        not noise > STEADY_NOISE,
        "No ankle stood still to measure the jitter by." if np.isnan(noise) else f"{told}.",
        f"{told}; every angle is less sure by that. Film in better light, nearer, and with a still camera.",
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


def _sides_message(camera: Camera) -> str:
    if camera.mirrored:
        return "The picture was said to be a mirror image: left and right are the person's own."
    return "Left and right are named as in an ordinary picture. If a selfie camera mirrored it, say --mirrored."


def _view_message(camera: Camera) -> str:
    if camera.view == "oblique":
        told = f"Filmed at an angle between front and side{_turned(camera)}"
        return f"{told}. Few cues can be judged from there. Film straight on."
    return f"Filmed from {VIEW_WORDS[camera.view]}, {abs(camera.yaw_deg):.0f}° off."


def _turned(camera: Camera) -> str:
    """How far a person stands turned to the camera, from facing it or showing it the back; nothing if not seen."""
    if not np.isfinite(camera.azimuth_deg):
        return ""
    away = abs(camera.azimuth_deg) > 90
    turned_deg = 180 - abs(camera.azimuth_deg) if away else abs(camera.azimuth_deg)
    # The camera stands to the left of a person who is turned to the right.
    to = "left" if (camera.azimuth_deg < 0) != away else "right"
    told = "from showing the back to" if away else "from facing"
    return f": the person stands turned to the {to} by about {turned_deg:.0f}° {told} the camera"


def _roll_message(camera: Camera) -> str:
    if not camera.roll_known:
        return "Nothing shows whether the camera was level; it is taken to be, within 4°."
    told = f"The camera is tilted by {abs(camera.roll_deg):.0f}°, which is taken out."
    return told if abs(camera.roll_deg) <= LEVEL_DEG else told + " Put it upright."
