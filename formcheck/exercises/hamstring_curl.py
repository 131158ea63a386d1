"""Hamstring curl: one heel toward the buttock and back, standing, lying face down, or sitting.

A3 names hamstring curls among the exercises that help. Which posture it is, the film tells; each has cues of its own,
because each lends the curl something else: a thigh that swings, hips that rise off the mat, a trunk that rocks.
"""

from dataclasses import replace

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import knee_bent, knee_bent_face_down, knee_bent_in_profile
from formcheck.exercises.exercise import Exercise
from formcheck.exercises.shared_cues import LOWER_SLOWLY, TEMPO_BUT_LOWERING, THIGH_ON_SEAT
from formcheck.repetitions import of_one_side

CURLS = "squats, lunges, deadlifts, leg extensions, and hamstring curls are all helpful"

KNEE_BENDS_FAR = Cue(
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
)
TRUNK_STILL = Cue(
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
)

STANDING = Exercise(
    id="hamstring-curl",
    title="Hamstring curl",
    article="A3",
    posture="standing",
    how_to_film=(
        "Film from the side of the leg that moves.",
        "Put the camera level at knee height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions with the same leg.",
        "Lying face down or sitting will do as well; the film tells which it is.",
    ),
    find_phases=of_one_side(knee_bent, least=0.35, order="lift first"),
    not_found="Bring one heel toward the buttock and back, at least once within the film, the other leg at rest.",
    companions=TEMPO_BUT_LOWERING,
    cues=(
        KNEE_BENDS_FAR,
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
        TRUNK_STILL,
        LOWER_SLOWLY,
    ),
)

FACE_DOWN = replace(
    STANDING,
    title="Hamstring curl, lying face down",
    posture="lying",
    standing=False,
    how_to_film=(
        "Film from the side of the leg that moves, about 3 m away, the camera level and as low as the body.",
        "Turn the phone to landscape, so that the whole body is in the picture, from the head to both feet.",
        "Lie still, face down, for two seconds first, then do at least three repetitions with the same leg.",
    ),
    find_phases=of_one_side(knee_bent_face_down, least=0.35, order="lift first"),
    not_found="Lying face down, bring one heel toward the buttock and back, at least once within the film.",
    cues=(
        KNEE_BENDS_FAR,
        Cue(
            id="hips_down",
            label="Hips down",
            says="Keep your hips on the floor",
            quote=CURLS,
            article="A3",
            views=SAGITTAL,
            metric="hip_flexion",
            phase="rep",
            statistic="range",
            band=Band(ideal=0, met=12, not_met=24),
            basis="How far the hip bends within a repetition, as it does when the hips rise; no published limit exists, "
            "so 12° and 24° are ours.",
            coaching="Press the hips into the floor, and bend the knee less far if they rise.",
        ),
        LOWER_SLOWLY,
    ),
)

SITTING = replace(
    STANDING,
    title="Hamstring curl, sitting",
    posture="sitting",
    standing=False,
    how_to_film=(
        "Film from the side of the leg that moves.",
        "Put the camera level at knee height, about 3 m away, with the whole body and both feet in the picture.",
        "Sit still for two seconds first, that leg stretched out, then pull the heel under the seat at least three times.",
    ),
    find_phases=of_one_side(knee_bent_in_profile, least=0.35, order="lift first"),
    not_found="Sitting, stretch one leg out, pull its heel under the seat and let it go back, within the film.",
    cues=(
        KNEE_BENDS_FAR,
        replace(TRUNK_STILL, coaching="Sit tall, hold on to the seat, and let only the lower leg move."),
        replace(
            LOWER_SLOWLY,
            says="Let the foot go back slowly, taking about a second",
            coaching="Count to two while the leg stretches, instead of letting go.",
        ),
        THIGH_ON_SEAT,
    ),
)

EXERCISE = replace(STANDING, variants=(FACE_DOWN, SITTING))
