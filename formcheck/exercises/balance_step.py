"""Balance and step: standing on one leg while the other foot takes a step and comes back.

A0 asks to be able to do it for walking, and advises to combine its calf stretch and its single-leg balance into one
exercise: so the standing leg is judged as in the balance, its heel and knee as in the stretch.
"""

from dataclasses import replace

from formcheck.camera import SAGITTAL
from formcheck.cues import Band
from formcheck.exercises import calf_stretch, single_leg_balance
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import KNEE_OVER_TOES, PELVIS_LEVEL, TRUNK_OVER_LEG
from formcheck.stances import steps

STEP = (
    "stand on one leg while taking a step with the other foot without your stance foot overpronating or knee "
    "collapsing inwards"
)
COMBINED = "you can combine both of those exercises into a single unique exercise"
BALANCE, STRETCH = single_leg_balance.EXERCISE, calf_stretch.EXERCISE

EXERCISE = Exercise(
    id="balance-step",
    title="Balance and step",
    article="A0",
    how_to_film=(
        "Film once from straight in front or behind, and once from the side of the standing leg.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then stand on one leg and step ahead and back with the other, slowly.",
    ),
    find_phases=steps,
    not_found="Stay on one leg and take a step ahead and back with the other foot.",
    companions=(
        Companion("knee_over_foot", phase="step"),
        Companion("thigh_adduction", phase="step"),
        Companion("tibial_inclination", phase="step"),
    ),
    cues=(
        replace(
            KNEE_OVER_TOES,
            phase="step",
            says="Keep the knee of the standing leg over your toes while you step",
            quote=STEP,
            band=Band(ideal=0, met=8, not_met=13),
            basis="Single-leg landings of healthy people averaged 13.5° (herrington14); a bent knee under load is given 8° and 13°, which are ours.",
        ),
        replace(PELVIS_LEVEL, phase="step"),
        replace(TRUNK_OVER_LEG, phase="step"),
        replace(
            STRETCH.cue("heel_flat"),
            phase="step",
            says="Keep the heel of the standing foot on the ground",
            quote=COMBINED,
            metric="foot_pitch",
            basis="Against your own flat foot in quiet standing; no published limit exists, so 5° and 10° are ours.",
            coaching="Step less far, so that the heel can stay down.",
        ),
        replace(
            STRETCH.cue("back_knee_straight"),
            phase="step",
            says="Keep the knee of the standing leg straight enough to stretch the calf",
            quote=COMBINED,
            views=SAGITTAL,
            band=Band(ideal=0, met=20, not_met=30),
            basis="Implied, not said, by the article. Balancing bends the knee a little more than stretching does: 20° and 30° are ours.",
            coaching="Straighten the standing knee as the other foot steps ahead.",
        ),
        replace(
            STRETCH.cue("gentle_stretch"),
            quote=COMBINED,
            says="Feel a very gentle stretch in the calf of the standing leg",
        ),
        BALANCE.cue("arch_lifted"),
        BALANCE.cue("outer_foot_weight"),
        BALANCE.cue("something_stable_near"),
    ),
)
