"""The rhythm of repetitions, and legs that bend by a wanted knee angle over planted feet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from test_videos.body import Body, Side
from test_videos.legs import ankle_of, reaching_leg
from test_videos.motions.motion import PostureAt, ease, sway
from test_videos.posture import Foot, Phase, Posture
from test_videos.rotations import Array
from test_videos.scene import Props


@dataclass(frozen=True)
class Tempo:
    """Quiet start, then repetitions: to the turning point, a pause there, back, a rest."""

    start_s: float = 1.5
    out_s: float = 1.4
    pause_s: float = 0.4
    back_s: float = 1.2
    rest_s: float = 0.4
    reps: int = 3

    @property
    def rep_s(self) -> float:
        """Length of one repetition with its rest."""
        return self.out_s + self.pause_s + self.back_s + self.rest_s

    @property
    def duration_s(self) -> float:
        """Length of everything."""
        return self.start_s + self.reps * self.rep_s

    def share(self, time_s: float) -> float:
        """0 at the start of a repetition, 1 at its turning point."""
        since = time_s - self.start_s
        if since <= 0 or since >= self.reps * self.rep_s:
            return 0.0
        moment = since % self.rep_s
        return ease(moment, 0.0, self.out_s) - ease(moment, self.out_s + self.pause_s, self.back_s)

    def phases(self, side: Side | None = None) -> tuple[Phase, ...]:
        """Return the quiet start and the repetitions."""
        starts = [self.start_s + number * self.rep_s for number in range(self.reps)]
        reps = (Phase("rep", start, start + self.rep_s - self.rest_s, side) for start in starts)
        return (Phase("stand", 0.0, self.start_s), *reps)


class OnBothSides:
    """What every motion of repetitions offers alike: its length, what happens when, and nothing around it."""

    tempo: Tempo
    seed: int

    @property
    def duration_s(self) -> float:
        """Length of the whole motion."""
        return self.tempo.duration_s

    def plan(self, body: Body) -> PostureAt:
        """Fit the repetitions to a body."""
        drift = sway(self.seed, 0)

        def posture_at(time_s: float) -> Posture:
            return self.posture(body, self.tempo.share(time_s), drift(time_s))

        return posture_at

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """Return the posture at a share of the way to the turning point.

        drift : how far a slow irregular sway of root mean square 1 has gone just then.
        """
        raise NotImplementedError

    def phases(self) -> tuple[Phase, ...]:
        """Return the quiet start and the repetitions."""
        return self.tempo.phases()

    def props(self, body: Body) -> Props:
        """Nothing is needed."""
        return Props()


class OnOneSide(OnBothSides):
    """The same of repetitions of one side."""

    side: Side

    def phases(self) -> tuple[Phase, ...]:
        """Return the quiet start and the repetitions of the side."""
        return self.tempo.phases(self.side)


def hip_over_foot(
    body: Body,
    side: Side,
    foot: Foot,
    hip_x_m: float,
    knee_deg: float,
    tibial_deg: float,
    knee_in_deg: float = 0.0,
) -> Array:
    """Where the hip (3,) is over a foot with these knee and shank angles."""
    ankle = ankle_of(body, side, foot)
    tibial, thigh = np.radians(tibial_deg), np.radians(knee_deg - tibial_deg)
    y = ankle[1] - body.shank_m * np.sin(tibial) + body.thigh_m * np.sin(thigh)
    return hip_above(body, side, foot, hip_x_m, float(y), knee_deg, knee_in_deg)


def hip_above(
    body: Body,
    side: Side,
    foot: Foot,
    hip_x_m: float,
    hip_y_m: float,
    knee_deg: float,
    knee_in_deg: float = 0.0,
) -> Array:
    """Where the hip (3,) is over a place on the floor when the knee is bent by an angle (secant steps)."""
    ankle = ankle_of(body, side, foot)
    bend = np.radians(knee_deg)
    length = np.sqrt(body.thigh_m**2 + body.shank_m**2 + 2 * body.thigh_m * body.shank_m * np.cos(bend))
    level = (hip_x_m - ankle[0]) ** 2 + (hip_y_m - ankle[1]) ** 2

    def hip(height: float) -> Array:
        return np.array([hip_x_m, hip_y_m, ankle[2] + height])

    def miss(height: float) -> float:
        return reaching_leg(body, side, ankle - hip(height), knee_in_deg).knee_flexion_deg - knee_deg

    height = float(np.sqrt(max(length**2 - level, 0.01)))
    if knee_in_deg == 0:
        return hip(height)
    before = height - 0.01
    for _ in range(8):
        slope = (miss(height) - miss(before)) / (height - before)
        if abs(miss(height)) < 1e-4 or slope == 0:
            break
        before, height = height, height - float(np.clip(miss(height) / slope, -0.05, 0.05))
    return hip(height)
