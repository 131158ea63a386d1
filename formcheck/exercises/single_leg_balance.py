"""Single-leg balance: stand on one leg with hip, knee and foot in line, pelvis level, and no wobbling.

A0, "Walking Exercise 2": holding on to something stable is better than wobbling without.
"""

from formcheck.camera import ANY_VIEW, FRONTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import KNEE_OVER_TOES, PELVIS_LEVEL, TRUNK_OVER_LEG
from formcheck.stances import single_leg_stands

EXERCISE = Exercise(
    id="single-leg-balance",
    title="Single-leg balance",
    article="A0",
    how_to_film=(
        "Film from straight in front or straight behind.",
        "Put the camera level at hip height, about 3 m away, with the whole body and both feet in the picture.",
        "Tuck your top in, so that the waistband shows; best of all, film from behind, arms off the hips.",
        "Stand still on both feet for two seconds first, then lift one foot; a hand on something stable is fine.",
    ),
    find_phases=single_leg_stands,
    not_found="Lift one foot clearly off the floor and stay on the other leg.",
    companions=(Companion("knee_over_foot"), Companion("thigh_adduction"), Companion("hand_support")),
    cues=(
        KNEE_OVER_TOES,
        PELVIS_LEVEL,
        TRUNK_OVER_LEG,
        Cue(
            id="steady",
            label="Steady",
            says="Stand steady rather than wobbling; holding on is fine",
            quote="It's better to hold on to the stable surface … than to wobble all over the place",
            article="A0",
            views=FRONTAL,
            metric="sway",
            band=Band(ideal=0, met=1.0, not_met=2.5),
            basis="Share of the leg's length; raters fail a jerky shake (ressman21); 1 % and 2.5 % are ours.",
            coaching="Rest a hand on something stable and keep the knee in line rather than wobbling.",
        ),
        Cue(
            id="foot_stays_up",
            label="Foot stays up",
            says="Keep the other foot off the floor",
            quote="Maintain this position while standing on one leg",
            article="A0",
            views=ANY_VIEW,
            metric="touch_downs",
            band=Band(ideal=0, met=0.5, not_met=0.9),
            basis="One touch is a loss of balance in the rating scales of the single-leg stand (ressman21).",
            coaching="Hold on to something stable, so that the other foot can stay up.",
        ),
        Cue(
            id="hold_time",
            label="Hold time",
            says="Stay on one leg for half a minute",
            quote="Maintain this position while standing on one leg",
            article="A0",
            views=ANY_VIEW,
            metric="hold_time",
            band=Band(ideal=45, met=30, not_met=10),
            basis="The article gives no time; 30 s is the hold of the Trendelenburg test (hardcastle); times fall with age "
            "(springer).",
            coaching="Build up to half a minute on each leg, with a hand on something stable.",
        ),
        Cue(
            id="arch_lifted",
            label="Arch lifted",
            says="Keep the arch of the standing foot lifted",
            quote="keep your knee aligned over your toes with your arch lifted",
            article="A0",
            coaching="Lift the arch a little, as if shortening the foot.",
            ask="Did the arch of your standing foot stay lifted?",
        ),
        Cue(
            id="outer_foot_weight",
            label="Weight on the outer foot",
            says="Keep your weight on the outside part of the foot",
            quote="Placing your weight on the outside part of your foot helps you to accomplish this",
            article="A0",
            coaching="Roll a little toward the outer edge of the foot, without lifting the big toe.",
            ask="Did you feel your weight on the outside part of your standing foot?",
        ),
        Cue(
            id="something_stable_near",
            label="Something stable near",
            says="Stand close to something stable",
            quote="stand close to something stable, like a kitchen counter top, to help you with your balance and for safety",
            article="A0",
            coaching="Practise beside a counter top or a heavy table.",
            ask="Was something stable within reach?",
        ),
    ),
)
