"""Calf raise: up on the toes and down again, with straight knees.

A3 names calf raises among the exercises that help.
"""

from formcheck.camera import ANY_VIEW, SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import heels_raised
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import LOWER_SLOWLY, TEMPO_BUT_LOWERING
from formcheck.repetitions import of_both_sides

RAISES = "squats, deadlifts, leg extensions, hamstring curls, and calf raises"

EXERCISE = Exercise(
    id="calf-raise",
    title="Calf raise",
    article="A3",
    how_to_film=(
        "Film from the side.",
        "Put the camera level at knee height, about 2 to 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions.",
    ),
    find_phases=of_both_sides(heels_raised, least=0.03, order="lift first"),
    not_found="Rise on your toes and come down again, at least once within the film.",
    companions=(
        Companion("foot_pitch", phase="top"),
        Companion("rises_before_stop", phase="rep"),
        *TEMPO_BUT_LOWERING,
    ),
    cues=(
        Cue(
            id="rise_kept",
            label="Same height",
            says="Rise as high each time as you can",
            quote=RAISES,
            article="A3",
            views=ANY_VIEW,
            metric="rise_kept",
            phase="top",
            band=Band(ideal=100, met=90, not_met=75),
            basis="Your lowest rise against your own highest; tests stop when the height is lost (hebert). No limit is published, so 90 % and 75 % are ours.",
            coaching="Stop when the height gets lost, and rest before the next set.",
        ),
        Cue(
            id="knee_straight",
            label="Knees straight",
            says="Keep your knees straight",
            quote=RAISES,
            article="A3",
            views=SAGITTAL,
            metric="knee_flexion",
            phase="top",
            band=Band(ideal=0, met=10, not_met=20),
            basis="A bent knee takes the long calf muscle out of the work; no published limit, so 10° and 20° are ours.",
            coaching="Straighten the knees and rise from the ankles alone.",
        ),
        Cue(
            id="trunk_upright",
            label="Trunk upright",
            says="Rise straight up, without leaning",
            quote=RAISES,
            article="A3",
            views=SAGITTAL,
            metric="trunk_lean_forward",
            phase="top",
            statistic="magnitude",
            band=Band(ideal=0, met=10, not_met=20),
            basis="Tests stop when the trunk is not held; no published limit in degrees, so 10° and 20° are ours.",
            coaching="Rest your fingertips on a wall and rise straight up.",
        ),
        LOWER_SLOWLY,
        Cue(
            id="fingertips_only",
            label="Fingertips only",
            says="Hold on with no more than your fingertips",
            quote=RAISES,
            article="A3",
            coaching="Use the fingertips for balance only.",
            ask="Did you hold on with no more than your fingertips?",
        ),
    ),
)
