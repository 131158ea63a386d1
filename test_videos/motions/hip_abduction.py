"""Hip abduction in standing: one straight leg out to the side and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from test_videos.body import Body, Side, other, outward
from test_videos.motions.motion import PostureAt, ease, flat_foot, hip_x_m, sway
from test_videos.motions.reps import OnOneSide, Tempo
from test_videos.posture import ON_HIPS, Leg, Pelvis, Posture, Standing, Swinging, Trunk, both


@dataclass(frozen=True)
class HipAbduction(OnOneSide):
    """``side`` is the leg that moves; the trunk's lean is toward the other one, which stands."""

    exercise: ClassVar[str] = "hip-abduction"
    faults: ClassVar[tuple[str, ...]] = ("abduction_deg", "trunk_lean_deg", "pelvic_hike_deg")

    side: Side = "left"
    abduction_deg: float = 30.0
    trunk_lean_deg: float = 0.0
    pelvic_hike_deg: float = 0.0
    tempo: Tempo = Tempo()
    seed: int = 1

    def plan(self, body: Body) -> PostureAt:
        """Fit the abduction to a body, the weight going over to the other leg before the first repetition."""
        stance = other(self.side)
        foot = flat_foot(body, stance, hip_x_m(body, stance), 0.0)
        drifts = [sway(self.seed, channel) for channel in range(2)]

        def posture_at(time_s: float) -> Posture:
            share = self.tempo.share(time_s)
            ready = ease(time_s, 0.5 * self.tempo.start_s, 0.5 * self.tempo.start_s)
            lean = 5.0 * ready + 0.1 * drifts[0](time_s)
            moving = Leg(0.5 + 3.0 * ready, 4.0 + 6.0 * ready * (1 - share), -self.abduction_deg * share)
            out = outward(stance)
            return Posture(
                legs={
                    stance: Standing(Leg(1.5, 4.0, lean), foot),
                    self.side: Swinging(moving, 4.0 * ready),
                },
                pelvis=Pelvis(left_up_deg=-out * self.pelvic_hike_deg * share, tilt_deg=3.0),
                trunk=Trunk(out * (self.trunk_lean_deg * share + 0.2 * drifts[1](time_s)), 2.0),
                arms=both(ON_HIPS),
            )

        return posture_at
