"""Deadlift: a hinge at the hips with shins that stay upright.

A3 names deadlifts among the exercises that help. Whether the back is round no pose model can tell.
"""

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import trunk_lowered
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import TEMPO
from formcheck.repetitions import of_both_sides

DEADLIFTS = "the best leg exercises like squats, deadlifts, leg extensions, hamstring curls, and calf raises"

EXERCISE = Exercise(
    id="deadlift",
    title="Deadlift (hip hinge)",
    article="A3",
    how_to_film=(
        "Film from the side.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions.",
    ),
    find_phases=of_both_sides(trunk_lowered, least=0.15, order="lower first"),
    not_found="Bend forward at the hips and come up again, at least once within the film.",
    companions=(
        Companion("hip_flexion", phase="bottom"),
        Companion("knee_flexion", phase="bottom"),
        Companion("trunk_lean_forward", phase="bottom"),
        *TEMPO,
    ),
    cues=(
        Cue(
            id="hinge_at_hips",
            label="Hinge at the hips",
            says="Bend at the hips more than at the knees",
            quote=DEADLIFTS,
            article="A3",
            views=SAGITTAL,
            metric="hinge_share",
            phase="rep",
            band=Band(ideal=80, met=65, not_met=60),
            basis="The hip's share of the bending of hip and knee. At 60 % it bends one and a half times as much as the knee. No published limit exists, so both are ours.",
            coaching="Push the hips back as if to close a drawer, and keep the knees nearly where they are.",
        ),
        Cue(
            id="shins_vertical",
            label="Shins upright",
            says="Keep your shins upright",
            quote=DEADLIFTS,
            article="A3",
            views=SAGITTAL,
            metric="tibial_inclination",
            phase="bottom",
            band=Band(ideal=0, met=6, not_met=12),
            basis="A knee that travels 5 % of the leg's length forward tilts the shin by 6°; the limits are ours.",
            coaching="Let the hips go back, not the knees forward.",
        ),
        Cue(
            id="back_straight",
            label="Back straight",
            says="Keep the natural shape of your back",
            quote=DEADLIFTS,
            article="A3",
            coaching="Go only as low as the back keeps its shape.",
            ask="Did your back keep its natural shape, as a mirror or somebody beside you could see?",
            unseen="The pose model has no landmarks along the spine, so a round back looks like a straight one.",
        ),
    ),
)
