"""Hip-flexor stretch: half-kneeling, the hips move forward over the front foot.

A3 advises regular stretching of the hip flexors. Whether the pelvis is tucked decides if the hip stretches at all
(vigotsky), and no pose model shows it: it is asked.
"""

from dataclasses import replace

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import HALF_A_MINUTE
from formcheck.stances import half_kneels

FLEXORS = "Regular stretching for your hip flexors"

EXERCISE = Exercise(
    id="hip-flexor-stretch",
    title="Hip-flexor stretch, half-kneeling",
    article="A3",
    how_to_film=(
        "Film from the side of the kneeling leg.",
        "Put the camera level at knee to hip height, about 3 m away, with the whole body in the picture.",
        "Kneel on one knee, the other foot ahead, keep still for two seconds, then move the hips forward.",
    ),
    find_phases=half_kneels,
    not_found="Kneel on one knee with the other foot ahead, and keep still for the stretch.",
    companions=(Companion("hip_flexion"),),
    cues=(
        Cue(
            id="thigh_behind",
            label="Thigh behind",
            says="Move the hips forward until the kneeling thigh slants back",
            quote=FLEXORS,
            article="A3",
            views=SAGITTAL,
            metric="thigh_inclination",
            band=Band(ideal=-20, met=-10, not_met=-5),
            basis="Behind the vertical is negative. No published limit exists, so 10° and 5° are ours.",
            coaching="Shift the hips forward over the front foot.",
        ),
        Cue(
            id="trunk_upright",
            label="Trunk upright",
            says="Keep your trunk upright",
            quote=FLEXORS,
            article="A3",
            views=SAGITTAL,
            metric="trunk_lean_forward",
            statistic="magnitude",
            band=Band(ideal=0, met=10, not_met=20),
            basis="Leaning forward slackens the hip flexors; no published limit, so 10° and 20° are ours.",
            coaching="Grow tall, hands on the front thigh.",
        ),
        replace(HALF_A_MINUTE, quote=FLEXORS, band=Band(ideal=60, met=30, not_met=15)),
        Cue(
            id="pelvis_tucked",
            label="Pelvis tucked",
            says="Tuck the pelvis under before you move forward",
            quote=FLEXORS,
            article="A3",
            coaching="Tighten the buttock of the kneeling side, then move forward.",
            ask="Did you tuck your pelvis under and feel the stretch in front of the hip, not in the back?",
            unseen="A pelvic tuck is not visible: the pose model has one point per hip. Ask yourself.",
        ),
    ),
)
