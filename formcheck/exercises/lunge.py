"""Lunge: one foot ahead, down toward the rear knee and up again, or stepped.

A3 names lunges among the exercises that help. At this depth 3 degrees of camera yaw fake 31 degrees of knee angle,
so the front knee is judged against its own foot, which only shows gross faults.
"""

from dataclasses import replace

from formcheck.camera import FRONTAL, SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import hips_lowered
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import PELVIS_LEVEL, TEMPO
from formcheck.repetitions import of_the_front_leg

LUNGES = "Exercises like squats, lunges, deadlifts, leg extensions, and hamstring curls are all helpful"

EXERCISE = Exercise(
    id="lunge",
    title="Lunge",
    article="A3",
    how_to_film=(
        "Film once from straight in front and once from the side of the front leg.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions with the same leg in front.",
    ),
    find_phases=of_the_front_leg(hips_lowered, least=0.06, order="lower first"),
    not_found="Step one foot well ahead, go down and come up again, at least once within the film.",
    companions=(
        Companion("knee_flexion", phase="bottom"),
        Companion("knee_past_toe", phase="bottom"),
        *TEMPO,
    ),
    cues=(
        Cue(
            id="knee_over_toes",
            label="Knee over foot",
            says="Keep the front knee over its foot, not falling inward",
            quote=LUNGES,
            article="A3",
            views=FRONTAL,
            metric="knee_over_foot",
            phase="bottom",
            band=Band(ideal=0, met=0.10, not_met=0.20),
            basis="In shin lengths beside the middle of the foot. Raters fail a knee over or inside the big toe (ressman21), about 0.12; twice that band, 0.10 and 0.20, is ours, because a camera shows only gross faults here.",
            coaching="Turn the front knee out a little until it points over the second toe.",
        ),
        replace(
            PELVIS_LEVEL,
            phase="bottom",
            quote="strength training for the glutes and hips",
            article="A3",
            coaching="Lift the lower side of the pelvis until both sides are level.",
        ),
        Cue(
            id="trunk_upright",
            label="Trunk upright",
            says="Keep your trunk upright or leaning a little forward",
            quote=LUNGES,
            article="A3",
            views=SAGITTAL,
            metric="trunk_lean_forward",
            phase="bottom",
            band=Band(ideal=5, met=20, not_met=30),
            basis="No published limit exists, so 20° and 30° are ours.",
            coaching="Lift the chest and let the hips sink straight down.",
        ),
    ),
)
