"""How each exercise is told: which segments hang, which are level, which feet stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.landmarks import SIDES, Side, other
from formcheck.phases import Phase, PhaseKind
from formcheck.signs import Signs

LEAST_HOLD_S = 1.5
MOMENT_S, LANDING_S = 0.15, 0.3
LONGEST_STEP_S = 3.0

STILL = 0.15
HANGS, STANDS, LEVEL = 0.6, 0.55, 0.45
LEANS, STEADY, HOVERS = 0.12, 0.2, 0.36
KNEE_SHARE = 0.47
"""Hips that come down by this share of what the shoulders do beside them: a squat; less is a hinge."""

UPRIGHT = 0.45

LOWERED = 0.09
"""Hips go down by more than this in a lunge, however small; they stay within half of it over a leg that stands."""

HINGED = 0.5
"""Shoulders are this far ahead of the hips when the trunk is bent by 30 degrees."""

FOLDED = 0.85
"""Trunks come down by less than this in a hinge; who bends farther wants to reach the floor."""

SWUNG = {True: 0.6, False: 0.2}
"""Seen from the side, and from elsewhere: an ankle moves no farther than this in the upper half of a step's swing."""

APART = 1.2
"""Feet that are farther apart than this seen from the side both stand: a lifted one hovers nearer the other."""

SWINGS = 0.25
"""A walking ankle goes at least this far ahead of its hip and as far behind it; one that marches is only lifted."""

AGAINST = -0.5
"""Correlation of both ankles' swings: -1 where one leg goes forward just as the other goes back."""

Test = Callable[[Signs, Phase, Phase], bool]
"""Says whether a cycle is the exercise, from the signs, the whole cycle, and its turn."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one exercise is told: the kind of its cycles, its test, and what that means in words.

    least_cycles : so many make it. between : tests a cycle and what lies between it and the next.
    """

    kind: PhaseKind
    words: str
    test: Test
    least_cycles: int = 1
    between: Test = lambda *_: True


def _hands_off_floor(signs: Signs, phase: Phase, least: float = 0.5) -> bool:
    return min(signs.above(("WRIST", side), ("ANKLE", side), phase) for side in SIDES) > least


def _stays(signs: Signs, part: str, cycle: Phase) -> bool:
    return all(signs.wander(part, side, cycle) < STILL for side in SIDES)


def _legs_hang(signs: Signs, phase: Phase) -> bool:
    return all(signs.thigh_down(side, phase) > HANGS and signs.shank_down(side, phase) > HANGS for side in SIDES)


def _stands_on(signs: Signs, side: Side, phase: Phase) -> bool:
    straight = signs.thigh_down(side, phase) > STANDS and signs.shank_down(side, phase) > STANDS
    return straight and signs.wander("FOOT_INDEX", side, phase) < STILL and signs.trunk_down(phase) < UPRIGHT


def _free(cycle: Phase) -> tuple[Side, Side]:
    """The side of a cycle and the other one."""
    side = cycle.side or "left"
    return side, other(side)


def _ends(cycle: Phase) -> tuple[Phase, Phase]:
    """The moments around the start and around the end of a cycle."""
    start, end = (Phase("stand", None, at - MOMENT_S, at + MOMENT_S) for at in (cycle.start_s, cycle.end_s))
    return start, end


def _is_squat(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    down, trunk = signs.hips_down(turn), signs.trunk_down(turn)
    on_feet = all(signs.shank_down(side, turn) > LEVEL for side in SIDES)
    bends = down > KNEE_SHARE * trunk and trunk < 0.9 and not abs(signs.split(turn)) >= 1
    # From the side, legs that go apart lower the hips as well, but their knees stay over the ankles.
    folds = any(signs.ahead(("HIP", side), ("KNEE", side), turn) > STILL for side in SIDES) or not signs.from_side
    return bends and folds and on_feet and _stays(signs, "ANKLE", cycle)


def _is_lunge(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    front, rear = _free(cycle)
    shanks = signs.shank_down(front, turn) > HANGS > signs.shank_down(rear, turn)
    bent = signs.thigh_down(front, turn) < 0.7 and signs.wander("FOOT_INDEX", front, cycle) < STILL
    lowered = signs.wander("HIP", front, cycle) > LOWERED
    return shanks and bent and lowered and signs.trunk_down(turn) < UPRIGHT


def _is_deadlift(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    down, trunk = signs.hips_down(turn), signs.trunk_down(turn)
    ahead = max(signs.ahead(("SHOULDER", side), ("HIP", side), turn) for side in SIDES)
    # Forward is along the picture seen from the side, and not at all from front or back: there a trunk leans aside.
    hinged = 0.25 < trunk < FOLDED and down <= KNEE_SHARE * trunk and (ahead > HINGED) == signs.from_side
    hinged = hinged and all(signs.above(("HIP", side), ("WRIST", side), turn) > 0 for side in SIDES)
    legs = all(signs.thigh_down(side, turn) > 0.25 and signs.shank_down(side, turn) > HANGS for side in SIDES)
    return hinged and _hands_off_floor(signs, turn, 0.3) and legs and _stays(signs, "ANKLE", cycle)


def _is_leg_extension(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    moving, resting = _free(cycle)
    seated = all(signs.thigh_down(side, turn) < LEVEL for side in SIDES) and signs.trunk_down(turn) < UPRIGHT
    extended = signs.shank_down(moving, turn)
    return seated and extended < min(HANGS, signs.shank_down(resting, turn) - STILL)


def _is_curl(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    moving, standing = _free(cycle)
    bent = signs.thigh_down(moving, turn) > HANGS and signs.shank_down(moving, turn) < LEVEL
    beside = all(not abs(signs.split(end)) > 1 for end in _ends(cycle))
    # From front or back a foot that swings ahead and back in a balance step comes up behind the knee just like this.
    return signs.from_side and bent and beside and _stands_on(signs, standing, cycle)


def _is_calf_raise(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    risen = signs.hips_down(turn) < STILL and signs.trunk_down(cycle) < UPRIGHT
    risen = risen and _hands_off_floor(signs, turn)
    return risen and _legs_hang(signs, cycle) and _stays(signs, "FOOT_INDEX", cycle)


def _is_abduction(signs: Signs, cycle: Phase, turn: Phase) -> bool:
    moving, standing = _free(cycle)
    straight = signs.thigh_down(moving, turn) > LEVEL and signs.shank_down(moving, turn) > LEVEL
    straight = straight and all(signs.shank_down(moving, end) > HANGS for end in _ends(cycle))
    low = signs.hips_down(turn) < 0.18 and signs.wander("HIP", standing, cycle) < 2 * STILL
    return straight and low and _stands_on(signs, standing, cycle)


def _is_quad_stretch(signs: Signs, cycle: Phase, _: Phase) -> bool:
    bent, standing = _free(cycle)
    held = cycle.duration_s >= LEAST_HOLD_S and signs.thigh_down(bent, cycle) > LEVEL
    held = held and signs.shank_down(bent, cycle) < 0.05
    return held and _stands_on(signs, standing, cycle)


def _is_half_kneel(signs: Signs, cycle: Phase, _: Phase) -> bool:
    kneeling, front = _free(cycle)
    front_leg = signs.shank_down(front, cycle) > HANGS and signs.thigh_down(kneeling, cycle) > HANGS
    return cycle.duration_s >= LEAST_HOLD_S and front_leg and signs.trunk_down(cycle) < UPRIGHT


def _is_calf_stretch(signs: Signs, cycle: Phase, _: Phase) -> bool:
    rear, front = _free(cycle)
    legs = signs.shank_down(front, cycle) > LEVEL and signs.thigh_down(rear, cycle) > LEVEL
    return cycle.duration_s >= LEAST_HOLD_S and legs and signs.shank_down(rear, cycle) > LEVEL


def _is_balance(signs: Signs, cycle: Phase, _: Phase) -> bool:
    standing, lifted = _free(cycle)
    held = cycle.duration_s >= LEAST_HOLD_S and signs.shank_down(lifted, cycle) > -0.2
    held = held and signs.trunk_down(cycle) < LEANS and signs.wander("HIP", standing, cycle) < STEADY
    held = held and signs.wander("ANKLE", lifted, cycle) < HOVERS
    # Seen from the side a foot behind with its heel up looks lifted, but its toes are down.
    toes_up = signs.above(("FOOT_INDEX", lifted), ("FOOT_INDEX", standing), cycle)
    held = held and not (signs.from_side and (toes_up < STILL or abs(signs.split(cycle)) > APART))
    return held and _stands_on(signs, standing, cycle)


def _is_step(signs: Signs, cycle: Phase, _: Phase) -> bool:
    standing, stepping = _free(cycle)
    short = cycle.duration_s < LONGEST_STEP_S and signs.thigh_down(stepping, cycle) > 0.33
    short = short and signs.wander("ANKLE", stepping, cycle) < SWUNG[signs.from_side]
    around = Phase("step", standing, cycle.start_s - LANDING_S, cycle.end_s + LANDING_S)
    short = short and signs.wander("ANKLE", stepping, around) > STILL
    return short and _stands_on(signs, standing, cycle)


def _strides(signs: Signs, cycle: Phase, _: Phase) -> bool:
    """Tell a stride from the side alone: from front or back a step on the spot looks the same."""
    left, right = (signs.swing(side, cycle) for side in SIDES)
    known = np.isfinite(left) & np.isfinite(right)
    if not signs.from_side or known.sum() < 5:
        return False
    swings = all(swing[known].min() < -SWINGS and swing[known].max() > SWINGS for swing in (left, right))
    against = swings and np.corrcoef(left[known], right[known])[0, 1] < AGAINST
    hang = all(signs.thigh_down(side, cycle) > LEVEL for side in SIDES)
    return bool(against and hang and signs.trunk_down(cycle) < UPRIGHT)


def _stays_away(signs: Signs, cycle: Phase, pause: Phase) -> bool:
    """Say whether the foot that was lifted does not come back beside the other one, which stays where it is."""
    standing, stepping = _free(cycle)
    whole = Phase("step", standing, cycle.start_s, pause.end_s)
    stays = signs.wander("ANKLE", standing, whole) < STILL < signs.wander("ANKLE", stepping, whole)
    return stays and (abs(signs.split(pause)) > 0.5 or _comes_from_behind(signs, cycle))


def _comes_from_behind(signs: Signs, cycle: Phase) -> bool:
    """Say whether a step starts half bent behind a hanging thigh, seen from front or back.

    From there a low camera does not show where it touches down. A curl bends farther, a march lifts the thigh.
    """
    standing, stepping = _free(cycle)
    shank = signs.shank_down(stepping, cycle)
    thigh_hangs = signs.thigh_down(stepping, cycle) > 0.75 * signs.thigh_down(standing, cycle)
    return not signs.from_side and thigh_hangs and 0.25 < shank < 0.6 * signs.shank_down(standing, cycle)


RULES: dict[str, Rule] = {
    "leg-extension": Rule("rep", "sitting, one knee straightens and bends again", _is_leg_extension),
    "lunge": Rule("rep", "one foot ahead of the other, the hips go down and come up", _is_lunge),
    "squat": Rule("rep", "feet side by side and still, both knees bend and the hips go down", _is_squat),
    "deadlift": Rule("rep", "standing on nearly straight legs, the trunk bends forward at the hips", _is_deadlift),
    "hip-flexor-stretch": Rule("hold", "one knee on the floor, the other foot ahead, kept still", _is_half_kneel),
    "quad-stretch": Rule("hold", "standing on one leg, the other heel held near the buttock", _is_quad_stretch),
    "hamstring-curl": Rule("rep", "standing on one leg, the other heel goes up behind a hanging thigh", _is_curl),
    "hip-abduction": Rule("rep", "standing on one leg, the other goes out to the side and back", _is_abduction),
    "balance-step": Rule("step", "one foot stays, the other steps again and again", _is_step, 2, _stays_away),
    "single-leg-balance": Rule("hold", "standing on one leg, the other foot kept off the floor", _is_balance),
    "calf-stretch": Rule("hold", "one foot well behind the other, kept still", _is_calf_stretch),
    "walk": Rule("stride", "upright, the legs swing ahead and back in turn, one foot always down", _strides),
    "run": Rule("stride", "upright, the legs swing ahead and back in turn, with a flight between", _strides),
    "calf-raise": Rule("rep", "standing on straight legs, both heels rise while the toes stay", _is_calf_raise),
}
"""How each exercise is told."""
