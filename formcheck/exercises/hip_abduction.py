"""Hip abduction: one straight leg goes out to the side and back, standing on the other or lying on it.

A3 names the lateral hip muscles and the hip abductors as the key to healthier knees. Which posture it is, the film
tells. Lying, nothing shows whether the pelvis rolls or the leg drifts ahead of the body: that is asked.
"""

from dataclasses import replace

from formcheck.camera import FRONTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import leg_abducted
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.shared_cues import PELVIS_LEVEL, TEMPO, TRUNK_OVER_LEG
from formcheck.repetitions import of_one_side

ABDUCTORS = "the strength of the glute muscles, hip external and internal rotators, and hip abductors"

LEG_OUT = Cue(
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
)
TOES_FORWARD = Cue(
    id="toes_forward",
    label="Toes forward",
    says="Keep the toes pointing forward",
    quote=ABDUCTORS,
    article="A3",
    coaching="Turn the toes forward; turned up, other muscles lift the leg.",
    ask="Did the toes of the moving leg point forward, not up?",
    unseen="One camera does not show which way a lifted leg is rotated; ask yourself.",
)

STANDING = Exercise(
    id="hip-abduction",
    title="Hip abduction",
    article="A3",
    posture="standing",
    how_to_film=(
        "Film from straight in front or straight behind.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions with the same leg.",
        "Lying on the side will do as well; the film tells which it is.",
    ),
    find_phases=of_one_side(leg_abducted, least=0.08, order="lift first"),
    not_found="Lift one straight leg out to the side and bring it back, at least once within the film.",
    companions=TEMPO,
    cues=(
        LEG_OUT,
        replace(
            TRUNK_OVER_LEG,
            phase="top",
            says="Keep your trunk upright instead of leaning to the side",
            quote=ABDUCTORS,
            article="A3",
            coaching="Lift the leg less far, and hold on to something.",
        ),
        replace(
            PELVIS_LEVEL,
            phase="top",
            quote=ABDUCTORS,
            article="A3",
            coaching="Lift the leg from the hip, without hitching the pelvis up.",
        ),
        TOES_FORWARD,
    ),
)

ON_THE_SIDE = replace(
    STANDING,
    title="Hip abduction, lying on the side",
    posture="lying",
    standing=False,
    how_to_film=(
        "Film your front straight on, about 3 m away, the camera level and as low as the body; from behind legs get lost.",
        "Turn the phone to landscape, so that the whole body is in the picture, from the head to both feet.",
        "Lie still on your side for two seconds first, then lift the upper leg at least three times.",
    ),
    cues=(
        replace(
            LEG_OUT,
            basis="Up is negative: against the length of the floor. No published limit exists, so 20° and 10° are ours.",
            coaching="Lift the leg a little higher, as far as the hips stay stacked.",
        ),
        Cue(
            id="pelvis_level",
            label="Pelvis stacked",
            says="Keep the upper hip over the lower one",
            quote=ABDUCTORS,
            article="A3",
            coaching="Roll the upper hip a little forward, and lift the leg less far.",
            ask="Did the upper hip stay over the lower one, without rolling back?",
            unseen="A pelvis that rolls turns about the way the camera looks across, and one camera hardly shows it; ask yourself.",
        ),
        Cue(
            id="leg_in_line",
            label="Leg in line",
            says="Keep the moving leg in line with the trunk",
            quote=ABDUCTORS,
            article="A3",
            coaching="Take the leg back a little: ahead of the body, other muscles lift it.",
            ask="Did the moving leg stay in line with your trunk, not ahead of it?",
            unseen="A leg that goes ahead comes toward the camera, which one camera hardly shows; ask yourself.",
        ),
        TOES_FORWARD,
    ),
)

EXERCISE = replace(STANDING, variants=(ON_THE_SIDE,))
