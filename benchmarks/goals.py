"""What the measurement is meant to reach on the reporting half, mean error in degrees."""

from benchmarks.table import Key

GOALS_DEG: dict[Key, float] = {
    ("knee_flexion", "side", "picture"): 3.5,
    ("knee_in", "front", "stand"): 2.5,
    ("knee_in", "back", "stand"): 3.0,
    ("trunk_lean_lateral", "front", "stand"): 1.5,
    ("trunk_lean_lateral", "back", "stand"): 1.5,
    ("trunk_lean_forward", "side", "stand"): 1.5,
    ("foot_pitch", "side", "stand"): 3.0,
    ("ankle_dorsiflexion", "side", "stand"): 4.0,
}
