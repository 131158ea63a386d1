"""Hamstring curl: standing on one leg, the other heel goes toward the buttock and back.

A3 names hamstring curls among the exercises that help. Lying down or sitting, a camera hardly sees which way somebody
faces, so only the standing curl is judged.
"""

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import knee_bent
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.shared_cues import LOWER_SLOWLY, TEMPO
from formcheck.repetitions import of_one_side

CURLS = "squats, lunges, deadlifts, leg extensions, and hamstring curls are all helpful"

EXERCISE = Exercise(
    id="hamstring-curl",
    title="Hamstring curl, standing",
    article="A3",
    how_to_film=(
        "Film from the side of the leg that moves.",
        "Put the camera level at knee height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions with the same leg.",
    ),
    find_phases=of_one_side(knee_bent, least=0.35, order="lift first"),
    not_found="Standing, bring one heel toward the buttock and back, at least once within the film.",
    companions=tuple(each for each in TEMPO if each.metric != "eccentric_time"),
    cues=(
        Cue(
            id="knee_bends_far",
            label="Knee bent",
            says="Bend the knee to a right angle or more",
            quote=CURLS,
            article="A3",
            views=SAGITTAL,
            metric="knee_flexion",
            phase="top",
            band=Band(ideal=110, met=90, not_met=75),
            basis="No published limit exists; a right angle and 75° are ours.",
            coaching="Use less weight, and bring the heel closer, if that does not hurt.",
        ),
        Cue(
            id="thigh_still",
            label="Thigh still",
            says="Keep the thigh where it is",
            quote=CURLS,
            article="A3",
            views=SAGITTAL,
            metric="thigh_inclination",
            phase="rep",
            statistic="range",
            band=Band(ideal=0, met=10, not_met=20),
            basis="How far the thigh moves within a repetition; no published limit exists, so 10° and 20° are ours.",
            coaching="Keep the knee under the hip, and bend less far if it drifts.",
        ),
        Cue(
            id="trunk_still",
            label="Trunk still",
            says="Keep the trunk still",
            quote=CURLS,
            article="A3",
            views=SAGITTAL,
            metric="trunk_lean_forward",
            phase="rep",
            statistic="range",
            band=Band(ideal=0, met=10, not_met=20),
            basis="How far the trunk moves within a repetition; no published limit exists, so 10° and 20° are ours.",
            coaching="Hold on to something and let only the lower leg move.",
        ),
        LOWER_SLOWLY,
    ),
)
