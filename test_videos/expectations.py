"""Which verdict a clip deserves, cue by cue, from what was put into it.

A fault up to the first edge of its band is still met, beyond the second not met. A cue that the view does not
show must end in ``cannot_tell``.
"""

from __future__ import annotations

from dataclasses import dataclass

from test_videos.camera import View
from test_videos.motions.motion import Motion, parameters

FRONTAL: tuple[View, ...] = ("front", "back")
SIDEWAYS: tuple[View, ...] = ("left", "right")
ANY: tuple[View, ...] = (*FRONTAL, *SIDEWAYS)
SEVERITY = ("met", "borderline", "not_met", "cannot_tell")


@dataclass(frozen=True)
class Rule:
    """A cue, the views it can be judged from, the parameter that breaks it and its two edges.

    A parameter that is a list of moments counts as their number.
    """

    cue: str
    views: tuple[View, ...]
    parameter: str
    met_edge: float
    not_met_edge: float

    def verdict(self, motion: Motion, view: View) -> str:
        """Return the verdict that a perfect judge would give."""
        if view not in self.views:
            return "cannot_tell"
        value = parameters(motion)[self.parameter]
        grade = float(len(value) if isinstance(value, tuple) else value)
        if grade <= self.met_edge:
            return "met"
        return "not_met" if grade > self.not_met_edge else "borderline"


RULES: dict[str, tuple[Rule, ...]] = {
    "calf-stretch": (
        Rule("knee_over_toes", ("back",), "knee_in_deg", 5, 10),
        Rule("heel_flat", SIDEWAYS, "heel_lift_deg", 5, 10),
        Rule("back_knee_straight", SIDEWAYS, "knee_flexion_deg", 10, 20),
        Rule("steady", ANY, "bounce_deg", 1, 2),
    ),
    "single-leg-balance": (
        Rule("knee_over_toes", FRONTAL, "knee_in_deg", 5, 10),
        Rule("pelvis_level", FRONTAL, "pelvic_drop_deg", 5, 10),
        Rule("trunk_upright", FRONTAL, "trunk_lean_deg", 6, 12),
        Rule("steady", FRONTAL, "wobble_percent", 1, 2.5),
        Rule("foot_stays_up", ANY, "touch_downs_s", 0, 0),
    ),
    "balance-step": (
        Rule("knee_over_toes", FRONTAL, "knee_in_deg", 8, 13),
        Rule("pelvis_level", FRONTAL, "pelvic_drop_deg", 5, 10),
        Rule("trunk_upright", FRONTAL, "trunk_lean_deg", 6, 12),
    ),
    "walk": (
        Rule("knee_extends_in_stance", SIDEWAYS, "stance_flexion_deg", 2.5, 10.5),
        Rule("no_overstride", SIDEWAYS, "contact_ahead_per_leg", 0.45, 0.55),
        Rule("posture_upright", SIDEWAYS, "trunk_lean_forward_deg", 10, 15),
        Rule("knee_tracks_in_stance", FRONTAL, "knee_in_deg", 5, 10),
    ),
    "squat": (
        Rule("knee_over_toes", FRONTAL, "knee_in_deg", 8, 13),
        Rule("heel_flat", SIDEWAYS, "heel_lift_deg", 5, 10),
    ),
    "lunge": (Rule("knee_over_toes", FRONTAL, "knee_in_deg", 8, 13),),
    "hip-abduction": (Rule("trunk_upright", FRONTAL, "trunk_lean_deg", 6, 12),),
}


def expected_verdicts(motion: Motion, view: View) -> dict[str, str]:
    """Verdict per cue id for a motion seen from a view; of two rules for one cue the worse counts."""
    verdicts: dict[str, str] = {}
    for rule in RULES.get(motion.exercise, ()):
        found = (verdicts.get(rule.cue, "met"), rule.verdict(motion, view))
        verdicts[rule.cue] = max(found, key=SEVERITY.index)
    return verdicts
