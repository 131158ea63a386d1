"""Where somebody stands still: quiet standing on two legs, on one leg, and with one foot behind the other."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.camera import FRONTAL, SAGITTAL, Camera
from formcheck.kinematics import leg_length_px
from formcheck.landmarks import SIDES, Side, of, other
from formcheck.leg_length import lengths_of
from formcheck.medians import percentile
from formcheck.phases import Phase, frames_of, phases_where
from formcheck.pose import Array, PoseTrack
from formcheck.stillness import is_slow, keeps_still, speed

RAISED = 0.08
"""A foot is off the floor when its ankle is higher than the other by this share of the leg's length."""

TOUCH_S = 0.1
RESUMED_S = 3.0
"""A foot is put down when it stays down this long; a hold that goes on within RESUMED_S was only interrupted."""

FAR_FOOT = 0.2
"""Seen from the side by a camera that looks down, the far foot stands higher in the picture, at most by this."""

SPLIT_SIDE = 0.4
SPLIT_FRONTAL = 0.06
SPLIT_AGAINST_STAND = 0.75
"""Feet count as one behind the other when they are this far apart along the picture (side) or up it (frontal); less
by a quarter where it is known how they look side by side."""

LIFTING = 0.30
"""A foot that moves faster than this share of the leg's length per second is still on its way to the buttock."""

MOVED, BESIDE_S = 0.06, 0.5
"""Hips that went this far, in leg lengths, from half a second before to half a second after, go somewhere else."""

STEP_S = 0.25
LONGEST_STEP_S = 5.0
SWING = 0.06
"""A lifted foot swings when its height varies by more than this share of the leg's length."""

HEEL_UP = -0.2
"""A heel is near the buttock when its ankle is no more than this share of the leg's length below the knee."""

KNEE_DOWN, KNEE_UP = 0.15, 0.2
"""A knee kneels when it is less than this above its ankle; the front one stands this much higher, and so do hips."""

STAND_S = 0.8
STRAIGHT = 0.93
STRAIGHT_KNEE = 0.96
STAND_APART = {"side": 0.2, "frontal": 0.6}


def quiet_stand(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find quiet standing on two legs: straight, feet not far apart, nothing moving, for at least 0.8 s.

    Seen from front or back the feet are level; from elsewhere the far foot may be higher in the picture.
    """
    level, apart = _feet_apart(track, camera)
    apart_limit = STAND_APART["side" if camera.view in SAGITTAL else "frontal"]
    level_limit = RAISED if camera.view in FRONTAL else FAR_FOOT
    side_by_side = (np.abs(level) < level_limit) & (np.abs(apart) < apart_limit)
    standing = side_by_side & keeps_still(track)

    def straight_as(longest: np.ndarray) -> list[Phase]:
        straight = standing & _straight_legs(track, longest)
        return phases_where("stand", None, straight, track.time_s, enter_s=STAND_S, leave_s=0.0)

    # Whoever steps toward the camera afterwards has longer legs in the picture than while they stood.
    return straight_as(np.ones(len(track), dtype=bool)) or straight_as(side_by_side)


def single_leg_stands(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find holds on one leg, each named after the leg stood on, and the touch-downs of the other foot within them.

    The other ankle must be higher by 8 % of the leg's length than it was in quiet standing. A touch shorter than
    0.7 s does not end the hold; a longer one does, and is a touch-down if the hold goes on within 3 s. Touch-downs
    are phases of their own, on the side of the foot that touched. Changing over to the other leg ends a hold at once.
    """
    level = _feet_apart(track, camera)[0] - _standing_level(track, camera)
    return sorted(
        [phase for side in SIDES for phase in _stands_on(side, level, track.time_s)],
        key=lambda phase: phase.start_s,
    )


def _stands_on(side: Side, level: Array, time_s: Array) -> list[Phase]:
    sign = -1.0 if side == "left" else 1.0
    raised, changed_over = sign * level > RAISED, sign * level < -RAISED
    holds = phases_where("hold", side, raised, time_s, ended_by=changed_over)
    touches = [touch for hold in holds for touch in _touches_within(hold, sign * level, time_s)]
    breaks = [
        Phase("touch_down", other(side), before.end_s, after.start_s)
        for before, after in pairwise(holds)
        if after.start_s - before.end_s < RESUMED_S
        and _is_down(sign * level[(time_s > before.end_s) & (time_s < after.start_s)])
    ]
    return holds + touches + breaks


def _is_down(lift: Array) -> bool:
    """Say whether the lifted foot was seen on the floor all the time, and the other leg never took over."""
    return bool(len(lift)) and bool((np.abs(lift) <= RAISED).all())


def _touches_within(hold: Phase, lift: Array, time_s: Array) -> list[Phase]:
    """Times within a hold at which the lifted foot was down: below half its usual height, and below 8 %.

    Half its height, because a foot that hovers just above the floor would else touch it with every jitter.
    """
    inside = hold.frames(time_s)
    limit = min(RAISED, float(np.nanmedian(lift[inside])) / 2)
    side = other(hold.side) if hold.side else None
    return phases_where("touch_down", side, inside & (lift < limit), time_s, enter_s=TOUCH_S, leave_s=TOUCH_S)


def split_stances(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find holds with one foot well behind the other and the hips slow, each named after the rear leg.

    Seen from the side the feet lie apart along the picture; seen from front or back the foot nearer the camera
    is lower in the picture. What the heel does is not asked here, so that a lifted heel is reported and not lost.
    A low camera sees little of it: where nothing is found, the whole feet are compared with how they stood before.
    """
    return _splits(left_behind(track, camera), track) or _splits(_behind_stand(track, camera), track)


def _splits(behind: Array, track: PoseTrack) -> list[Phase]:
    slow = keeps_still(track)
    holds = phases_where("hold", "left", (behind > 1) & slow, track.time_s)
    holds += phases_where("hold", "right", (behind < -1) & slow, track.time_s)
    return sorted(holds, key=lambda hold: hold.start_s)


def _behind_stand(track: PoseTrack, camera: Camera) -> Array:
    """(T,) how far the left foot went behind the right one since quiet standing; NaN but from front or back."""
    stands = frames_of(quiet_stand(track, camera), track.time_s)
    if camera.view not in FRONTAL or not stands.any():
        return np.full(len(track), np.nan)
    behind = np.mean([left_behind(track, camera, part) for part in ("ANKLE", "HEEL", "FOOT_INDEX")], axis=0)
    return np.asarray((behind - np.nanmedian(behind[stands])) / SPLIT_AGAINST_STAND)


def left_behind(track: PoseTrack, camera: Camera, part: str = "ANKLE") -> Array:
    """(T,) how far the left foot is behind the right one, 1 where that counts as a split; NaN in an oblique view.

    part : of the foot; the toes where the heel may be up.
    """
    level, apart = _feet_apart(track, camera, part)
    if camera.view in SAGITTAL:
        return np.asarray(-camera.forward * apart / SPLIT_SIDE)
    if camera.view in FRONTAL:
        return np.asarray((level if camera.view == "front" else -level) / SPLIT_FRONTAL)
    return np.full(len(track), np.nan)


def steps(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find steps of one foot while the other stays: from take-off to landing, named after the leg stood on.

    Where the foot swings without landing, a step is each time it is higher than half way between its lowest and its
    highest. A foot that stays up for longer than 5 s does not step; nor is a step what the clip cuts off.
    """
    level = _feet_apart(track, camera)[0] - _standing_level(track, camera)
    found = [
        step
        for side in SIDES
        for step in _steps_beside(side, level if side == "right" else -level, track.time_s)
        if step.duration_s <= LONGEST_STEP_S and step.start_s > track.time_s[0] and step.end_s < track.time_s[-1]
    ]
    return sorted(found, key=lambda step: step.start_s)


def _steps_beside(standing: Side, lift: Array, time_s: Array) -> list[Phase]:
    lifted = lift[lift > RAISED]
    if not len(lifted):
        return []
    low, high = np.percentile(lifted, [10, 90])
    limit = (low + high) / 2 if high - low > SWING else RAISED
    return phases_where("step", standing, lift > limit, time_s, STEP_S, TOUCH_S)


def bent_knee_stands(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find holds of one heel near the buttock, named after that leg: its ankle about as high as its knee, and there.

    A foot that is still being lifted is not held yet.
    """
    holds = []
    slow = is_slow(track, "HIP")
    for side in SIDES:
        knee, ankle = (camera.level(track.at(of(side, part)))[:, 1] for part in ("KNEE", "ANKLE"))
        bent = (ankle - knee) / leg_length_px(track) > HEEL_UP
        arrived = speed(track, "ANKLE", side) < LIFTING
        holds += phases_where("hold", side, bent & slow & arrived, track.time_s)
    return sorted(holds, key=lambda hold: hold.start_s)


def half_kneels(track: PoseTrack, camera: Camera) -> list[Phase]:
    """Find holds in half-kneeling, named after the leg that kneels: its knee about as low as its ankle.

    The knee of the other leg is clearly higher, over a foot that stands. Seen from the side, quiet kneeling before
    the hips go forward, and after they came back, is not the stretch; it is where they never go.
    """
    leg_px = leg_length_px(track)
    height = {
        (side, part): camera.level(track.at(of(side, part)))[:, 1] / leg_px
        for side in SIDES
        for part in ("HIP", "KNEE", "ANKLE")
    }
    holds = []
    for side in SIDES:
        knee, front_knee = height[side, "KNEE"], height[other(side), "KNEE"]
        kneels = (knee - height[side, "ANKLE"] < KNEE_DOWN) & (front_knee - knee > KNEE_UP)
        kneels &= (height[side, "HIP"] - knee > KNEE_UP) & is_slow(track, "HIP")
        ahead = _hips_ahead(track, camera, side)
        found = phases_where("hold", side, kneels, track.time_s, ended_by=_goes_elsewhere(ahead, track.time_s))
        holds += _farthest(found, ahead, track.time_s)
    return sorted(holds, key=lambda hold: hold.start_s)


def _hips_ahead(track: PoseTrack, camera: Camera, side: Side) -> Array:
    """(T,) how far the hip of a leg is ahead of its knee, in leg lengths; NaN unless seen from the side."""
    hip, knee = (camera.level(track.at(of(side, part)))[:, 0] for part in ("HIP", "KNEE"))
    return np.asarray(camera.forward * (hip - knee) / leg_length_px(track))


def _goes_elsewhere(place: Array, time_s: Array) -> np.ndarray:
    """(T,) True where a place (T,) is another one half a second later than half a second before."""
    before, after = (np.interp(time_s + shift_s, time_s, place) for shift_s in (-BESIDE_S, BESIDE_S))
    return np.asarray(np.abs(after - before) > MOVED)


def _farthest(holds: list[Phase], ahead: Array, time_s: Array) -> list[Phase]:
    """Leave out the holds beside which the hips were clearly farther ahead; none where that is not seen."""
    if not np.isfinite(ahead).any():
        return holds
    reached = [float(np.nanmedian(ahead[hold.frames(time_s)])) for hold in holds]
    return [
        hold
        for hold, place in zip(holds, reached, strict=True)
        if not any(
            farther - place > MOVED and _are_beside(hold, each) for each, farther in zip(holds, reached, strict=True)
        )
    ]


def _are_beside(one: Phase, two: Phase) -> bool:
    return max(one.start_s, two.start_s) - min(one.end_s, two.end_s) < RESUMED_S


def _feet_apart(track: PoseTrack, camera: Camera, part: str = "ANKLE") -> tuple[Array, Array]:
    """Left foot minus right foot in leg lengths: how much higher, and how much farther to the picture's right."""
    left, right = (camera.level(track.at(of(side, part))) for side in SIDES)
    scaled = (left - right) / leg_length_px(track)
    return scaled[:, 1], scaled[:, 0]


def _standing_level(track: PoseTrack, camera: Camera) -> float:
    """Level difference of the ankles in quiet standing: seen from the side, the far foot is higher in the picture."""
    stands = quiet_stand(track, camera)
    if not stands:
        return 0.0
    return float(np.nanmedian(_feet_apart(track, camera)[0][frames_of(stands, track.time_s)]))


def _straight_legs(track: PoseTrack, among: np.ndarray) -> np.ndarray:
    """(T,) True where each leg is nearly as long in the picture as it ever is, and its knee nearly straight.

    among : (T,) the frames in which it is asked how long a leg ever is.
    """
    straight = np.ones(len(track), dtype=bool)
    for side in SIDES:
        hip, knee, ankle = (track.at(of(side, part)) for part in ("HIP", "KNEE", "ANKLE"))
        span_px = lengths_of(hip - ankle)
        bones_px = lengths_of(hip - knee) + lengths_of(knee - ankle)
        seen = span_px[among & np.isfinite(span_px)]
        longest_px = percentile(seen, 90) if len(seen) else np.nan
        straight &= (span_px > STRAIGHT * longest_px) & (span_px > STRAIGHT_KNEE * bones_px)
    return straight
