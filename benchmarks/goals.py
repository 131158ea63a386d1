"""What the measurement is meant to reach on the reporting half, mean error in degrees per metric and view."""

from formcheck.measurement import ViewGroup

GOALS_DEG: dict[tuple[str, ViewGroup], float] = {
    ("knee_flexion", "side"): 3.5,
    ("knee_in", "front"): 2.5,
    ("knee_in", "back"): 3.0,
    ("trunk_lean_lateral", "front"): 1.5,
    ("trunk_lean_lateral", "back"): 1.5,
    ("trunk_lean_forward", "side"): 1.5,
    ("foot_pitch", "side"): 3.0,
    ("ankle_dorsiflexion", "side"): 4.0,
}
