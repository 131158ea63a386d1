"""Cues and companions that several exercises share."""

from formcheck.camera import ANY_VIEW
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

TEMPO = (
    Companion("repetitions", phase="rep"),
    Companion("concentric_time", phase="concentric"),
    Companion("eccentric_time", phase="eccentric"),
)
