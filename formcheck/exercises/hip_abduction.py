"""Hip abduction: standing on one leg, the other one goes out to the side and back.

A3 names the lateral hip muscles and the hip abductors as the key to healthier knees.
"""

from dataclasses import replace

from formcheck.camera import FRONTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import leg_abducted
from formcheck.exercises import single_leg_balance
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.shared_cues import TEMPO
from formcheck.repetitions import of_one_side

ABDUCTORS = "the strength of the glute muscles, hip external and internal rotators, and hip abductors"
BALANCE = single_leg_balance.EXERCISE

EXERCISE = Exercise(
    id="hip-abduction",
    title="Hip abduction, standing",
    article="A3",
    how_to_film=(
        "Film from straight in front or straight behind.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions with the same leg.",
    ),
    find_phases=of_one_side(leg_abducted, least=0.08, order="lift first"),
    not_found="Standing, lift one straight leg out to the side and bring it back, at least once within the film.",
    companions=TEMPO,
    cues=(
        Cue(
            id="leg_out",
            label="Leg out",
            says="Lift the leg out to the side by a good 20°",
            quote=ABDUCTORS,
            article="A3",
            views=FRONTAL,
            metric="thigh_adduction",
            phase="top",
            band=Band(ideal=-30, met=-20, not_met=-10),
            basis="Out is negative: against the vertical. No published limit exists, so 20° and 10° are ours.",
            coaching="Lift the leg a little farther out, as far as the trunk stays upright.",
        ),
        replace(
            BALANCE.cue("trunk_upright"),
            phase="top",
            says="Keep your trunk upright instead of leaning to the side",
            quote=ABDUCTORS,
            article="A3",
            coaching="Lift the leg less far, and hold on to something.",
        ),
        replace(
            BALANCE.cue("pelvis_level"),
            phase="top",
            metric="pelvic_drop",
            quote=ABDUCTORS,
            article="A3",
            coaching="Lift the leg from the hip, without hitching the pelvis up.",
        ),
        Cue(
            id="toes_forward",
            label="Toes forward",
            says="Keep the toes pointing forward",
            quote=ABDUCTORS,
            article="A3",
            coaching="Turn the toes forward; turned up, other muscles lift the leg.",
            ask="Did the toes of the moving leg point forward, not up?",
            unseen="One camera does not show which way a lifted leg is rotated; ask yourself.",
        ),
    ),
)
