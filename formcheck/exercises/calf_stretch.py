"""Calf stretch: rear leg straight, heel down, knee over the foot, held for a minute or two.

A0, "Walking Exercise 1": stretching with the foot flattened and the knee turned in repeats the fault of the walk.
"""

from dataclasses import replace

from formcheck.camera import FRONTAL, SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import KNEE_OVER_TOES
from formcheck.stances import split_stances

EXERCISE = Exercise(
    id="calf-stretch",
    title="Calf stretch",
    article="A0",
    how_to_film=(
        "Film once from the side of the stretched leg and once from behind or in front.",
        "Put the camera level at knee to hip height, about 3 m away, the whole body and both feet in the picture.",
        "Stand still on both feet for two seconds first, then step into the stretch.",
    ),
    find_phases=split_stances,
    not_found="Step one foot well behind the other and keep still for the stretch.",
    companions=(
        Companion("tibial_inclination"),
        Companion("ankle_dorsiflexion"),
        Companion("knee_over_foot"),
        Companion("thigh_adduction"),
        Companion("trunk_lean_forward"),
    ),
    cues=(
        replace(
            KNEE_OVER_TOES,
            says="Keep the knee of the stretched leg over your foot, not turned in",
            quote="you want to make sure that your knee is aligned over top of your foot",
            coaching="Turn the back knee out a little until it points over your second toe.",
        ),
        Cue(
            id="heel_flat",
            label="Heel flat",
            says="Keep the heel of the back foot flat on the ground",
            quote="keeping your heel flat on the ground",
            article="A0",
            views=SAGITTAL,
            metric="heel_lift",
            band=Band(ideal=0, met=5, not_met=10),
            basis="Compared with the front foot, which is flat; no published limit exists, so 5° and 10° are ours.",
            coaching="Press the back heel down; step in a little if it will not stay there.",
        ),
        Cue(
            id="back_knee_straight",
            label="Back knee straight",
            says="Keep the back knee straight",
            quote="a simple calf stretch is a great way to address the problem",
            article="A0",
            views=SAGITTAL,
            metric="knee_flexion",
            band=Band(ideal=0, met=10, not_met=20),
            basis="Implied, not said, by the article: a bent back knee stretches the soleus instead of the gastrocnemius; the limits are ours.",
            coaching="Straighten the back knee, and lean forward from the ankle instead.",
        ),
        Cue(
            id="hold_time",
            label="Hold time",
            says="Hold the stretch for 1 to 2 minutes",
            quote="Maintain the stretch for 1-2 minutes",
            article="A0",
            views=(*FRONTAL, *SAGITTAL),
            metric="hold_time",
            band=Band(ideal=120, met=60, not_met=30),
            basis="The article's dose; trials used repeated holds of 30 s (johanson, mizuno), so 30-60 s is borderline.",
            coaching="Stay in the stretch for at least a minute.",
        ),
        Cue(
            id="steady",
            label="Steady",
            says="Hold still, without bouncing",
            quote="Maintain the stretch",
            article="A0",
            views=(*FRONTAL, *SAGITTAL),
            metric="sway",
            band=Band(ideal=0, met=1.0, not_met=2.5),
            basis="Share of the leg's length; no published limit exists, so 1 % and 2.5 % are ours.",
            coaching="Ease into the stretch and stay there instead of rocking in and out.",
        ),
        Cue(
            id="arch_lifted",
            label="Arch lifted",
            says="Do not let the arch of the back foot collapse",
            quote="people allow their foot to flatten and the knee to rotate inwards",
            article="A0",
            coaching="Lift the arch a little, as if shortening the foot.",
            ask="Did the arch of your back foot stay up, with the kneecap pointing over the toes?",
        ),
        Cue(
            id="outer_foot_weight",
            label="Weight on the outer foot",
            says="Keep your weight a little more on the outer side of the foot",
            quote="put your weight a little more on the outer side of the foot",
            article="A0",
            coaching="Roll a little toward the outer edge of the back foot, without lifting the big toe.",
            ask="Did you feel your weight a little more on the outer side of the back foot?",
        ),
        Cue(
            id="gentle_stretch",
            label="Gentle stretch",
            says="Stretch only until you feel a very gentle stretch",
            quote="only until you feel a very gentle stretch in the back of your calf",
            article="A0",
            coaching="Ease off until the stretch in the calf is gentle.",
            ask="Was it a very gentle stretch in the back of your calf, and no pain?",
        ),
    ),
)
