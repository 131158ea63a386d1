"""Lunge on the spot: feet apart fore and aft, down and up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from test_videos.body import Body, Side, other, outward
from test_videos.legs import ankle_of
from test_videos.motions.motion import PostureAt, ease, flat_foot, mix, mix_points
from test_videos.motions.reps import OnOneSide, Tempo, hip_above
from test_videos.posture import ON_HIPS, Foot, Pelvis, Phase, Posture, Reaching, Trunk, both

FRONT_AHEAD_PER_LEG, REAR_BEHIND_PER_LEG = 0.40, 0.46
STANDING_KNEE_DEG, STEP_HEIGHT_M = 4.0, 0.07


@dataclass(frozen=True)
class Lunge(OnOneSide):
    """``side`` is the front leg; the faults are full at the bottom."""

    exercise: ClassVar[str] = "lunge"
    faults: ClassVar[tuple[str, ...]] = (
        "knee_in_deg",
        "trunk_lean_forward_deg",
        "pelvic_drop_deg",
        "depth_deg",
    )

    side: Side = "left"
    depth_deg: float = 85.0
    knee_in_deg: float = 0.0
    trunk_lean_forward_deg: float = 5.0
    pelvic_drop_deg: float = 0.0
    toe_out_deg: float = 4.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def posture(self, body: Body, share: float, drift: float) -> Posture:
        """The hips down between the feet, the front foot flat and the rear one on its toes."""
        out = outward(self.side)
        front = flat_foot(body, self.side, 0.09 * out, -FRONT_AHEAD_PER_LEG * body.leg_m, self.toe_out_deg)
        knee = mix(14.0, self.depth_deg, share) + 0.2 * drift
        knee_in, drop = self.knee_in_deg * share, self.pelvic_drop_deg * share
        hip = hip_above(body, self.side, front, out * body.hip_half_width_m, 0.0, knee, knee_in)
        lower = body.hip_half_width_m * float(np.sin(np.radians(drop)))
        rear = Foot((-0.09 * out, REAR_BEHIND_PER_LEG * body.leg_m - 0.12, 0.0), mix(26.0, 56.0, share), 4.0)
        return Posture(
            legs={self.side: Reaching(front, knee_in), other(self.side): Reaching(rear)},
            pelvis=Pelvis(out * drop, 4.0, hip_middle_m=(0.0, float(hip[1]), float(hip[2]) - lower)),
            trunk=Trunk(lean_forward_deg=mix(3.0, self.trunk_lean_forward_deg, share)),
            arms=both(ON_HIPS),
        )


@dataclass(frozen=True)
class SteppedLunge(Lunge):
    """The same after a stand with the feet side by side, from which the front foot steps ahead."""

    stand_s: float = 2.0
    step_s: float = 1.2

    @property
    def lead_s(self) -> float:
        """When the feet are apart and the lunges begin."""
        return self.stand_s + self.step_s

    @property
    def duration_s(self) -> float:
        """Length of the whole motion."""
        return self.lead_s + self.tempo.duration_s

    def phases(self) -> tuple[Phase, ...]:
        """Return the stand, the step and the repetitions."""
        _, *reps = self.tempo.phases(self.side)
        later = (Phase(rep.kind, rep.start_s + self.lead_s, rep.end_s + self.lead_s, rep.side) for rep in reps)
        return (Phase("stand", 0.0, self.stand_s), Phase("transition", self.stand_s, self.lead_s, self.side), *later)

    def plan(self, body: Body) -> PostureAt:
        """Fit the step and the lunge to a body."""
        lunging = Lunge.plan(self, body)
        split = lunging(0.0)
        out = outward(self.side)
        ahead, behind = (split.legs[side].foot for side in (self.side, other(self.side)))  # type: ignore[union-attr]
        front, rear = (Foot((x, behind.ball_m[1], 0.0), 0.0, 4.0) for x in (ahead.ball_m[0], behind.ball_m[0]))
        over = float(ankle_of(body, self.side, front)[1])
        height = hip_above(body, self.side, front, out * body.hip_half_width_m, over, STANDING_KNEE_DEG)[2]

        def posture_at(time_s: float) -> Posture:
            if time_s >= self.lead_s:
                return lunging(time_s - self.lead_s)
            share = ease(time_s, self.stand_s, self.step_s)
            x, y, _ = mix_points(np.array(front.ball_m), np.array(ahead.ball_m), share)
            stepping = Foot((x, y, STEP_HEIGHT_M * float(np.sin(np.pi * share))), 0.0, ahead.toe_out_deg)
            hips = mix_points(np.array([0.0, over, height]), np.array(split.pelvis.hip_middle_m), share)
            return Posture(
                legs={
                    self.side: Reaching(stepping),
                    other(self.side): Reaching(Foot(rear.ball_m, mix(0.0, behind.pitch_deg, share), 4.0)),
                },
                pelvis=Pelvis(0.0, 4.0, hip_middle_m=hips),
                trunk=split.trunk,
                arms=split.arms,
            )

        return posture_at
