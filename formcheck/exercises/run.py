"""Running: hip, knee and foot in line while a leg carries the weight, a landing under the body, even sides.

A3 asks for a gait analysis; this is the part of it that one camera shows. From the side the near leg is read, from
behind or in front the knees. Seven strides of a leg make a stable mean (dingenen18).
"""

from dataclasses import replace

from formcheck.camera import SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion, Exercise
from formcheck.exercises.shared_cues import EVEN_STEPS, KNEE_IN_STANCE, PELVIS_IN_STANCE, TRUNK_IN_STANCE
from formcheck.gait.finding import find_gait, running

IN_LINE = "misalignment of the hip, knee, and foot through the gait cycle"

EXERCISE = Exercise(
    id="run",
    title="Running",
    article="A3",
    how_to_film=(
        "Film one clip straight from the side and one from straight behind; both together make the report.",
        "Film at 60 frames per second or more, not in slow motion, with the camera still at hip height.",
        "Run at an easy, steady pace, best on a treadmill, for at least ten seconds with the whole body in the picture.",
        "Wear shorts or tight trousers: wide ones hide how far the knee goes in.",
    ),
    find_phases=running,
    find_gait=find_gait,
    not_found="Run on steadily, so that at least seven whole strides of each leg are in the picture.",
    cutoff_hz=10.0,
    max_fps=None,
    companions=tuple(
        Companion(name, "stride")
        for name in (
            "cadence",
            "knee_at_contact",
            "shank_at_contact",
            "trunk_forward",
            "vertical_oscillation",
            "foot_beside_middle",
            "foot_strike_angle",
            "stance_share",
        )
    ),
    cues=(
        replace(
            KNEE_IN_STANCE,
            says="Keep the knee from leaning inward while it carries you",
            quote="your knee does not rotate or lean inward when it’s supporting your body weight",
            article="A3",
            band=Band(ideal=0, met=8, not_met=13),
            basis="Single-leg landings of healthy women averaged 13.5° (herrington14); of the leg that goes in more; 8° "
            "and 13° are ours. Rotation cannot be seen.",
            coaching="Let the knees run on two rails, and build up the muscles at the side of the hips.",
        ),
        replace(
            PELVIS_IN_STANCE,
            quote=IN_LINE,
            article="A3",
            band=Band(ideal=3, met=8, not_met=14),
            basis="Injured runners dropped the other side more (bramah); 8° and 14° are ours.",
            coaching="Run tall, as if a hand held the free side of the pelvis up.",
        ),
        replace(TRUNK_IN_STANCE, says="Keep your trunk over the middle", quote=IN_LINE, article="A3"),
        Cue(
            id="no_overstride",
            label="No overstride",
            says="Land with the foot near under you",
            quote="Gait analysis to determine if your present form might contribute to injury",
            article="A3",
            views=SAGITTAL,
            metric="overstride",
            phase="stride",
            band=Band(ideal=0.22, met=0.30, not_met=0.40),
            basis="A foot that lands farther ahead brakes more (lieberman15); 0.30 and 0.40 leg lengths are ours.",
            coaching="Take quicker, shorter steps: five to ten more in a minute at the same pace.",
        ),
        Cue(
            id="knee_bends_in_stance",
            label="Knee gives",
            says="Let the knee bend to take the landing",
            quote="Gait analysis to determine if your present form might contribute to injury",
            article="A3",
            views=SAGITTAL,
            metric="knee_stance_peak",
            phase="stride",
            band=Band(ideal=43, met=38, not_met=24),
            basis="About 45° is usual at mid-stance, considerably less may mean less shock absorption (souza); 38° and 24° "
            "are ours.",
            coaching="Land softly and let the knee give as it takes your weight.",
        ),
        replace(
            EVEN_STEPS,
            says="Run as evenly with one leg as with the other",
            quote="you may unconsciously alter your running form to work around it",
            article="A3",
            coaching="Listen to your steps: let them sound alike. If pain changes your form, stop.",
        ),
        Cue(
            id="foot_neutral",
            label="Foot neutral",
            says="Keep the foot in a neutral position",
            quote="your foot is in a relatively neutral position throughout",
            article="A3",
            coaching="Have a professional look at your feet and shoes if one rolls in more than the other.",
            ask="Do the soles of your running shoes wear evenly on both sides?",
        ),
    ),
)
