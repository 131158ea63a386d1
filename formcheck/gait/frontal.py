"""Steps seen from front or back: the feet rise and sink in the picture against each other, once a stride.

A foot that swings is lifted, and a foot that is farther from the camera stands higher in the picture. Both repeat
with the stride and are opposite in the two legs, so the difference of the two ankles' heights is one wave, whose
crests lie at a fixed share of the stride from initial contact. The contacts count steps and place mid-stance; they
never time the stance.
"""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from formcheck.camera import Camera, View
from formcheck.gait.events import GaitEvent, GaitKind, crests_s
from formcheck.landmarks import SIDES, Side, of, other
from formcheck.leg_length import leg_length_px
from formcheck.pose import Array, PoseTrack

STRIDES_HZ = (0.45, 2.2)
"""Slower nobody walks, and faster nobody runs."""

LEAST_WAVE = 0.06
"""The feet part by at least this share of the leg's length, from crest to trough."""

LOWEST_HARMONIC = 1.4
"""Low-pass, in stride rates: what is left is the stride itself. Swing and perspective shape what lies above."""

LEAST_KNOWN = 0.8
CREST_TO_CONTACT: MappingProxyType[tuple[View, GaitKind], float] = MappingProxyType(
    {("front", "walk"): -0.15, ("front", "run"): -0.10, ("back", "walk"): 0.065, ("back", "run"): 0.235}
)
"""How much later than a crest a leg meets the floor, in strides (rendered people, fitting half).

The nearest crest is taken: of the other foot from the front, which swings past then, and of its own from behind.
"""

CREST_TO_MIDSTANCE: MappingProxyType[View, float] = MappingProxyType({"front": 0.12, "back": 0.39})
"""How long after a crest either leg is in the middle of its stance, near enough for walking and running."""


def frontal_events(track: PoseTrack, camera: Camera, kind: GaitKind) -> list[GaitEvent]:
    """Initial contacts of both legs seen from front or back, in order of time."""
    crests, stride_s = foot_crests_s(track, camera)
    later_s = CREST_TO_CONTACT[camera.view, kind] * stride_s
    lands = {side: other(side) if camera.view == "front" else side for side in SIDES}
    events = [
        GaitEvent("initial_contact", lands[side], float(time) + later_s) for side in SIDES for time in crests[side]
    ]
    inside = [event for event in events if track.time_s[0] <= event.time_s <= track.time_s[-1]]
    return sorted(inside, key=lambda event: event.time_s)


def before_midstance_s(track: PoseTrack, camera: Camera) -> list[float]:
    """Times half a step before the middle of every stance, in order, whether the person walks or runs."""
    crests, stride_s = foot_crests_s(track, camera)
    later_s = (CREST_TO_MIDSTANCE[camera.view] - 0.25) * stride_s
    return sorted(float(time) + later_s for side in SIDES for time in crests[side])


def foot_crests_s(track: PoseTrack, camera: Camera) -> tuple[dict[Side, Array], float]:
    """(N,) times at which each foot is highest against the other in the picture, and the stride time; NaN without."""
    time_s, apart = _heights_apart(track, camera)
    rate_hz = _stride_hz(apart, track.fps)
    if not np.isfinite(rate_hz):
        return {side: np.array([]) for side in SIDES}, float("nan")
    wave = _low_passed(apart, LOWEST_HARMONIC * rate_hz, track.fps)
    crests = {
        side: crests_s(sign * wave, time_s, LEAST_WAVE, 0.6 / rate_hz)
        for side, sign in zip(SIDES, (1.0, -1.0), strict=True)
    }
    gaps = np.concatenate([np.diff(times) for times in crests.values()])
    return crests, float(np.median(gaps)) if len(gaps) else float("nan")


def _heights_apart(track: PoseTrack, camera: Camera) -> tuple[Array, Array]:
    """Even times (N,), and how much higher the left ankle is in the picture than the right, in leg lengths (N,)."""
    left, right = (camera.level(track.at(of(side, "ANKLE")))[:, 1] for side in SIDES)
    apart = (left - right) / leg_length_px(track)
    known = np.isfinite(apart)
    time_s = np.arange(track.time_s[0], track.time_s[-1], 1.0 / track.fps)
    if known.mean() < LEAST_KNOWN:
        return time_s, np.zeros(len(time_s))
    even = np.interp(time_s, track.time_s[known], apart[known])
    return time_s, even - even.mean()


def _stride_hz(apart: Array, fps: float) -> float:
    """Rate of the strongest wave among those that strides can have, NaN if there is none."""
    samples = 8 * len(apart)
    strength = np.abs(np.fft.rfft(apart * np.hanning(len(apart)), samples))
    rates = np.fft.rfftfreq(samples, 1.0 / fps)
    possible = (rates >= STRIDES_HZ[0]) & (rates <= STRIDES_HZ[1])
    if not possible.any() or not strength[possible].any():
        return float("nan")
    return float(rates[possible][np.argmax(strength[possible])])


def _low_passed(signal: Array, cutoff_hz: float, fps: float) -> Array:
    from scipy.signal import butter, sosfiltfilt  # here for start-up, see signals.py

    sections = butter(2, min(cutoff_hz, 0.45 * fps), fs=fps, output="sos")
    return np.asarray(sosfiltfilt(sections, signal, padlen=min(len(signal) - 1, round(fps))))
