"""Quad stretch: standing, one heel is held near the buttock.

A3 advises to stretch the quads.
"""

from formcheck.camera import FRONTAL, SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import HALF_A_MINUTE
from formcheck.stances import bent_knee_stands

EXERCISE = Exercise(
    id="quad-stretch",
    title="Quad stretch, standing",
    article="A3",
    how_to_film=(
        "Film once from the side of the stretched leg and once from straight in front.",
        "Put the camera level at hip height, about 3 m away, with the whole body in the picture.",
        "Stand still for two seconds first, then take one foot in your hand; hold on with the other.",
    ),
    find_phases=bent_knee_stands,
    not_found="Standing, hold one heel near the buttock and keep still.",
    companions=(Companion("hand_support"),),
    cues=(
        Cue(
            id="heel_to_buttock",
            label="Heel to buttock",
            says="Bring the heel near the buttock",
            quote="Stretching your quads",
            article="A3",
            views=SAGITTAL,
            metric="knee_flexion",
            band=Band(ideal=130, met=110, not_met=90),
            basis="No published limit exists, so 110° and a right angle are ours.",
            coaching="Bring the heel a little closer, if that does not hurt; a strap round the foot helps.",
        ),
        Cue(
            id="thigh_vertical",
            label="Thigh straight down",
            says="Let the thigh point straight down",
            quote="Stretching your quads",
            article="A3",
            views=SAGITTAL,
            metric="thigh_inclination",
            band=Band(ideal=0, met=10, not_met=20),
            basis="A knee that drifts forward takes the stretch away; no published limit, so 10° and 20° are ours.",
            coaching="Bring the knee back under the hip.",
        ),
        Cue(
            id="knee_under_hip",
            label="Knee under the hip",
            says="Keep the knee under the hip, beside the other one",
            quote="Stretching your quads",
            article="A3",
            views=FRONTAL,
            metric="thigh_adduction",
            band=Band(ideal=0, met=-10, not_met=-20),
            basis="Out is negative: against the vertical. No published limit exists, so 10° and 20° are ours.",
            coaching="Bring the knees together.",
        ),
        Cue(
            id="trunk_upright",
            label="Trunk upright",
            says="Keep your trunk upright",
            quote="Stretching your quads",
            article="A3",
            views=SAGITTAL,
            metric="trunk_lean_forward",
            statistic="magnitude",
            band=Band(ideal=0, met=10, not_met=20),
            basis="No published limit exists, so 10° and 20° are ours.",
            coaching="Stand tall, and hold on to something.",
        ),
        HALF_A_MINUTE,
        Cue(
            id="gentle_stretch",
            label="Gentle stretch",
            says="Stretch only until you feel it gently in front of the thigh",
            quote="Stretching your quads",
            article="A3",
            coaching="Ease off until the stretch is gentle and the knee does not hurt.",
            ask="Was it a gentle stretch in front of the thigh, and no pain in the knee?",
        ),
    ),
)
