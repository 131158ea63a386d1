"""Squat: both knees bend and straighten, over both feet.

A3 names squats among the exercises that help. A camera a little off the front makes one knee look turned in and the
other out, about 2 degrees per degree at depth; the distance of the knees over that of the ankles does not mind.
"""

from formcheck.camera import FRONTAL, SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.efforts import hips_lowered
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import TEMPO
from formcheck.repetitions import of_both_sides

SQUATS = "Exercises like squats, lunges, deadlifts, leg extensions, and hamstring curls are all helpful"

EXERCISE = Exercise(
    id="squat",
    title="Squat",
    article="A3",
    how_to_film=(
        "Film once from straight in front and once from the side.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Stand still for two seconds first, then do at least three repetitions.",
    ),
    find_phases=of_both_sides(hips_lowered, least=0.05, order="lower first"),
    not_found="Bend both knees and come up again, at least once within the film.",
    companions=(
        Companion("knee_flexion", phase="bottom"),
        Companion("knee_in_mean", phase="bottom"),
        Companion("trunk_lean_forward", phase="bottom"),
        Companion("knee_past_toe", phase="bottom"),
        *TEMPO,
    ),
    cues=(
        Cue(
            id="knee_over_toes",
            label="Knees over feet",
            says="Keep both knees over your feet, not falling inward",
            quote=SQUATS,
            article="A3",
            views=FRONTAL,
            metric="knee_separation",
            phase="bottom",
            band=Band(ideal=0.9, met=0.75, not_met=0.65),
            basis="Distance of the knees over that of the ankles. Knee separation is how landing trials measure it (noyes), with no limit for a squat. Hips are narrower than feet, so a straight leg already reads about 0.8: 0.75 and 0.65 are ours, set on rendered people.",
            coaching="Push the knees out a little until each one points over its second toe.",
        ),
        Cue(
            id="heel_flat",
            label="Heels down",
            says="Keep your heels on the floor",
            quote=SQUATS,
            article="A3",
            views=SAGITTAL,
            metric="foot_pitch",
            phase="bottom",
            band=Band(ideal=0, met=5, not_met=10),
            basis="Against your own flat foot in quiet standing; no published limit exists, so 5° and 10° are ours.",
            coaching="Sit back and stop where the heels would lift, or stand a little wider.",
        ),
        Cue(
            id="trunk_with_shins",
            label="Trunk with the shins",
            says="Lean your trunk no more than your shins",
            quote=SQUATS,
            article="A3",
            views=SAGITTAL,
            metric="trunk_over_shank",
            phase="bottom",
            band=Band(ideal=0, met=15, not_met=30),
            basis="Trunk and shin about parallel is a coaching rule, not a published limit; 15° and 30° are ours.",
            coaching="Lift the chest and let the knees come forward with the hips.",
        ),
        Cue(
            id="hips_centred",
            label="Hips centred",
            says="Keep your hips over the middle of both feet",
            quote="Achieving good balance in hamstring strength, quad strength, and flexibility can help keep knees healthy",
            article="A3",
            views=FRONTAL,
            metric="hip_shift",
            phase="bottom",
            statistic="magnitude",
            band=Band(ideal=0, met=5, not_met=10),
            basis="Share of the leg's length; no published limit exists, so 5 % and 10 % are ours.",
            coaching="Load both legs the same, if need be less deep.",
        ),
        Cue(
            id="even_legs",
            label="Both legs alike",
            says="Bend both knees alike",
            quote="Achieving good balance in hamstring strength, quad strength, and flexibility can help keep knees healthy",
            article="A3",
            coaching="Let both legs carry you, if need be less deep; a mirror in front shows a knee that bends less.",
            ask="Did both knees bend alike, as a mirror in front could show?",
            unseen="From the side one leg hides the other, and from the front a bent knee only looks short; ask yourself. "
            "Hips that go to one side are seen from the front.",
        ),
        Cue(
            id="comfortable_depth",
            label="Comfortable depth",
            says="Go only as deep as your knees like",
            quote="as long as the level of pain does not continue to increase",
            article="A3",
            coaching="Stop higher; a small bend of the knees is an exercise too.",
            ask="Did you go only as deep as was comfortable for your knees?",
            unseen="A camera sees how deep you went, not how it felt; ask yourself.",
        ),
    ),
)
