"""Cues and companions that several exercises share, in the words of one of them."""

from formcheck.camera import ANY_VIEW, FRONTAL, SAGITTAL
from formcheck.cues import Band, Cue
from formcheck.exercises.exercise import Companion

LOWER_SLOWLY = Cue(
    id="lower_slowly",
    label="Lower slowly",
    says="Lower slowly, taking about a second",
    quote="leg extensions, and hamstring curls are all helpful to prevent runner's knee",
    article="A3",
    views=ANY_VIEW,
    metric="eccentric_time",
    phase="eccentric",
    band=Band(ideal=1.0, met=0.5, not_met=0.25),
    basis="The article gives no tempo. Measured from nine tenths to one tenth of the way, about half of a smooth lowering; the limits are ours.",
    coaching="Count to two on the way down instead of letting go.",
)

THIGH_ON_SEAT = Cue(
    id="thigh_on_seat",
    label="Thigh on the seat",
    says="Keep the thigh on the seat",
    quote="squats, lunges, deadlifts, leg extensions, and hamstring curls are all helpful",
    article="A3",
    coaching="Press the thigh down, and use less weight.",
    ask="Did your thigh stay on the seat?",
    unseen="A lift of a centimetre or two is less than the landmarks of the hip can show; ask yourself.",
)

HALF_A_MINUTE = Cue(
    id="hold_time",
    label="Hold time",
    says="Hold the stretch for half a minute",
    quote="Stretching your quads",
    article="A3",
    views=ANY_VIEW,
    metric="hold_time",
    band=Band(ideal=45, met=30, not_met=15),
    basis="The article gives no time; trials of calf stretching held 30 s (johanson, mizuno); 15 s is ours.",
    coaching="Stay in the stretch for half a minute on each side.",
)
"""Of a stretch that its article gives no time for."""

KNEE_OVER_TOES = Cue(
    id="knee_over_toes",
    label="Knee over toes",
    says="Keep hip, knee and foot in one line, the knee over your toes",
    quote="maintaining proper alignment of your hip, thigh, knee, ankle, and foot … keep your knee aligned over "
    "your toes",
    article="A0",
    views=FRONTAL,
    metric="knee_in",
    band=Band(ideal=0, met=5, not_met=10),
    basis="Raters' 'knee over foot' averaged 5.0°, 'knee medial to foot' 11.6° (ageberg); the limits are ours.",
    coaching="Turn the knee of the standing leg out a little until it points over your second toe.",
)
"""Of a leg that is nearly straight."""

PELVIS_LEVEL = Cue(
    id="pelvis_level",
    label="Pelvis level",
    says="Keep your pelvis level",
    quote="you will need to keep your pelvis level",
    article="A0",
    views=FRONTAL,
    metric="pelvis_against_stand",
    band=Band(ideal=0, met=5, not_met=10),
    basis="Healthy adults move a few degrees in the Trendelenburg test (hardcastle); 5° and 10° are ours.",
    coaching="Lift the free side of the pelvis until both sides are level.",
)
"""On one leg. Read from the picture of the waistband against the person's own stand: the landmarks do not carry it."""

TRUNK_OVER_LEG = Cue(
    id="trunk_upright",
    label="Trunk upright",
    says="Keep your trunk upright over the standing leg",
    quote="maintaining proper alignment of your hip, thigh, knee, ankle, and foot",
    article="A0",
    views=FRONTAL,
    metric="trunk_lean_lateral",
    statistic="magnitude",
    band=Band(ideal=0, met=6, not_met=12),
    basis="Deliberate trunk lean of 6-12° changes the load of the knee (simic); raters fail a clear lean (ressman21).",
    coaching="Grow tall over the standing leg instead of leaning to the side.",
)
"""On one leg."""

TEMPO_BUT_LOWERING = (
    Companion("repetitions", phase="rep"),
    Companion("concentric_time", phase="concentric"),
)
"""Beside ``LOWER_SLOWLY``, which judges the rest of the tempo."""

TEMPO = (*TEMPO_BUT_LOWERING, Companion("eccentric_time", phase="eccentric"))

# The cues of a leg that carries the weight are as walking asks for them; running replaces what it says otherwise.
KNEE_IN_STANCE = Cue(
    id="knee_tracks_in_stance",
    label="Knee in line",
    says="Keep the knee in line over the foot while it carries you",
    quote="Pain on the inside or outside part of the knee is usually caused by the inward knee motion when walking",
    article="A0",
    views=FRONTAL,
    metric="knee_in_midstance",
    phase="stride",
    band=Band(ideal=0, met=5, not_met=10),
    basis="Raters' 'knee over foot' averaged 5.0°, 'knee medial to foot' 11.6° (ageberg); of the leg that goes in "
    "more; the limits are ours.",
    coaching="Think of the kneecap pointing over your second toe each time the foot takes your weight.",
)

PELVIS_IN_STANCE = Cue(
    id="pelvis_level",
    label="Pelvis level",
    says="Keep your pelvis level over the standing leg",
    quote="you have some weakness in your hip or foot muscles",
    article="A0",
    views=FRONTAL,
    metric="pelvis_between_legs",
    phase="midstance",
    band=Band(ideal=2, met=8, not_met=14),
    basis="Healthy adults' pelvis moves by several degrees in walking (hardcastle); 8° and 14° are ours.",
    coaching="Press the standing leg into the floor and keep the other side of the pelvis up.",
)

TRUNK_IN_STANCE = Cue(
    id="trunk_upright",
    label="Trunk upright",
    says="Keep your trunk over the middle instead of leaning to the standing leg",
    quote="you have some weakness in your hip or foot muscles",
    article="A0",
    views=FRONTAL,
    metric="trunk_lean_lateral",
    phase="midstance",
    statistic="magnitude",
    band=Band(ideal=0, met=6, not_met=12),
    basis="Deliberate trunk lean of 6-12° changes the load of the knee (simic).",
    coaching="Keep the breastbone over the middle as you change from leg to leg.",
)

EVEN_STEPS = Cue(
    id="symmetry",
    label="Even steps",
    says="Step as long with one leg as with the other",
    quote="alters your walking pattern",
    article="A1",
    views=SAGITTAL,
    metric="step_time_asymmetry",
    phase="stride",
    band=Band(ideal=0, met=10, not_met=20),
    basis="Able-bodied gait differs by up to 12-16 % between sides (gaitline); 10 % and 20 % are ours.",
    coaching="Listen to your steps: let them sound alike. A limp that stays is a reason to see a clinician.",
)
