"""Leg extension: sitting, one knee straightens and bends again.

A3 names leg extensions among the exercises that help.
"""

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import knee_straightened
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.shared_cues import LOWER_SLOWLY, TEMPO_BUT_LOWERING, THIGH_ON_SEAT
from formcheck.repetitions import of_one_side

EXTENSIONS = "squats, lunges, deadlifts, leg extensions, and hamstring curls are all helpful"

EXERCISE = Exercise(
    id="leg-extension",
    title="Leg extension",
    article="A3",
    how_to_film=(
        "Film from the side of the leg that moves.",
        "Put the camera level at knee height, about 3 m away, with the whole body and both feet in the picture.",
        "Sit still for two seconds first, then do at least three repetitions with the same leg.",
    ),
    find_phases=of_one_side(knee_straightened, least=0.35, order="lift first"),
    not_found="Sit, straighten one knee and bend it again, at least once within the film.",
    standing=False,
    companions=TEMPO_BUT_LOWERING,
    cues=(
        Cue(
            id="knee_extends_fully",
            label="Knee straight",
            says="Straighten the knee all the way",
            quote=EXTENSIONS,
            article="A3",
            views=SAGITTAL,
            metric="knee_flexion",
            phase="top",
            band=Band(ideal=0, met=10, not_met=20),
            basis="What is left of the bend at the top; no published limit exists, so 10° and 20° are ours.",
            coaching="Use less weight, and straighten the knee until the thigh tightens, if that does not hurt.",
        ),
        Cue(
            id="trunk_upright",
            label="Trunk upright",
            says="Sit tall instead of leaning back",
            quote=EXTENSIONS,
            article="A3",
            views=SAGITTAL,
            metric="trunk_lean_forward",
            phase="top",
            band=Band(ideal=0, met=-10, not_met=-20),
            basis="Leaning back lends the thigh length; no published limit exists, so 10° and 20° are ours.",
            coaching="Hold on to the seat and stay tall.",
        ),
        LOWER_SLOWLY,
        THIGH_ON_SEAT,
    ),
)
