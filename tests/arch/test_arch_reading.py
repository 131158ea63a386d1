from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from arch_stickers import SPAN_PX, track
from hypothesis import given
from hypothesis import strategies as st

from formcheck.arch.gates import why_not
from formcheck.arch.markers import Markers
from formcheck.arch.reading import ArchReading, read


def told(markers: Markers, loaded_from_s: float | None = None) -> ArchReading:
    answer = read(markers, loaded_from_s)
    assert isinstance(answer, ArchReading), answer
    return answer


def moved(markers: Markers, from_s: float, **changes: object) -> Markers:
    """Return the stickers turned about their middle, enlarged and shifted from a moment on."""
    later = markers.time_s >= from_s
    turn, scale = np.radians(float(changes.get("turn_deg", 0.0))), float(changes.get("scale", 1.0))  # type: ignore[arg-type]
    middle = markers.at_px[0].mean(axis=0)
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    at_px = markers.at_px.copy()
    at_px[later] = (at_px[later] - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle
    at_px[later] += np.asarray(changes.get("shift_px", 0.0))
    return replace(markers, at_px=at_px)


@pytest.mark.parametrize("step_s", [1.0, 7.2])
def test_a_step_too_near_to_an_end_is_said_and_not_measured_past(step_s: float) -> None:
    answer = read(track(0.04, step_s=step_s))
    assert isinstance(answer, str)
    assert answer.startswith("Too little shows before or after")


@given(st.floats(-0.08, 0.08), st.floats(2.5, 5.5))
def test_a_planted_change_is_read_whenever_it_comes(lowered: float, step_s: float) -> None:
    # A change of nothing has no moment of its own: then both halves serve, and they differ by nothing.
    lowered = lowered if abs(lowered) > 0.002 else 0.0
    reading = told(track(lowered, step_s=step_s))
    assert reading.lowered == pytest.approx(lowered, abs=1e-9)
    assert why_not(reading) is None
    if lowered:
        assert reading.unloaded.end_s < step_s <= reading.loaded.start_s


@given(st.floats(-170, 170), st.floats(0.5, 3.0), st.booleans(), st.floats(-900, 900))
def test_roll_scale_mirror_and_place_change_nothing(roll_deg: float, scale: float, mirrored: bool, to: float) -> None:
    markers = moved(track(0.03, noise_px=0.3), -1.0, turn_deg=roll_deg, scale=scale, shift_px=to)
    if mirrored:
        # Seen in a mirror the first is the last, or the height would be negative: see Markers.
        markers = replace(markers, at_px=(markers.at_px * (-1, 1))[:, ::-1])
    plain, changed = told(track(0.03, noise_px=0.3)), told(markers)
    assert changed.lowered == pytest.approx(plain.lowered, abs=1e-9)
    assert changed.scatter == pytest.approx(plain.scatter, abs=1e-9)
    assert why_not(changed) is None


def test_noise_widens_the_scatter_and_hardly_moves_the_change() -> None:
    quiet, noisy = told(track(0.04, noise_px=0.1)), told(track(0.04, noise_px=1.0))
    assert 0 < quiet.scatter < noisy.scatter < 0.004
    assert noisy.lowered == pytest.approx(0.04, abs=0.003)


def test_frames_that_stand_for_the_parts_show_their_heights() -> None:
    markers = track(0.04, noise_px=0.5)
    reading = told(markers)
    for part in (reading.unloaded, reading.loaded):
        assert part.start_s <= markers.time_s[part.frame] <= part.end_s
        assert markers.height[part.frame] == pytest.approx(part.height, abs=0.001)


def test_a_moment_that_is_said_is_used() -> None:
    reading = told(track(0.04, step_s=4.0), loaded_from_s=5.0)
    assert reading.unloaded.end_s == pytest.approx(4.4)
    assert reading.loaded.start_s == pytest.approx(5.6)
    assert reading.lowered == pytest.approx(0.04)


def test_a_few_hidden_frames_do_no_harm_and_many_are_said() -> None:
    for share, said in ((0.1, None), (0.4, "A sticker is hidden or lost in ")):
        markers = track(0.04)
        at_px = markers.at_px.copy()
        gone = 1 + np.arange(round(share * 36)) * 2
        at_px[gone, 1] = np.nan
        reading = told(replace(markers, at_px=at_px))
        assert reading.lowered == pytest.approx(0.04)
        if said is None:
            assert why_not(reading) is None
        else:
            reason = why_not(reading)
            assert reason is not None
            assert reason.startswith(said)


def turned_at(from_s: float) -> Markers:
    """Return stickers of which one end comes nearer from a moment on, though none leaves its place."""
    markers = track()
    across_px = markers.across_px.copy()
    across_px[markers.time_s >= from_s] *= (0.93, 1.0, 1.07)
    return replace(markers, across_px=across_px)


GATES = {
    "Heel and ball lie 8% nearer": moved(track(), 4.0, scale=0.92),
    "Heel and ball lie 8% farther": moved(track(), 4.0, scale=1.08),
    "tilts by 6°": moved(track(), 4.0, turn_deg=6.0),
    "The foot or the phone moved": moved(track(), 4.0, shift_px=(24.0, 0.0)),
    "too small in the picture": moved(track(), -1.0, scale=0.3),
    "a sticker 5 wide": track(across=(20.0, 5.0, 20.0)),
    "off the straight view": track(across=(20.0, 20.0, 28.0)),
    "seems to turn by": turned_at(4.0),
}


@pytest.mark.parametrize("said", list(GATES))
def test_each_gate_says_what_is_wrong_and_what_to_do(said: str) -> None:
    reason = why_not(told(GATES[said]))
    assert reason is not None
    assert said in reason
    assert any(todo in reason for todo in ("Put the phone", "Keep the foot", "Keep heel and ball"))


@pytest.mark.parametrize(
    "markers",
    [
        moved(track(), 4.0, scale=1.03),
        moved(track(), 4.0, turn_deg=-3.0),
        moved(track(), 4.0, shift_px=(8.0, 0.0)),
        track(across=(21.0, 20.0, 20.0)),
    ],
    ids=["a little longer", "a little tilted", "a little aside", "nearly straight"],
)
def test_what_is_small_is_let_pass(markers: Markers) -> None:
    assert why_not(told(markers)) is None


def test_a_foot_that_does_not_come_to_rest_cannot_be_told() -> None:
    markers = track(0.04)
    at_px = markers.at_px.copy()
    at_px[markers.time_s >= 6.0, 1, 1] += 0.03 * SPAN_PX
    reason = why_not(told(replace(markers, at_px=at_px), loaded_from_s=4.0))
    assert reason is not None
    assert "does not come to rest after" in reason


def test_the_angle_comes_from_which_end_looks_larger() -> None:
    # Turned by 15°, 300 pixels of line at a focal length of 512 differ by 300 tan 15° / 512 in distance.
    nearer = np.tan(np.radians(15)) * SPAN_PX / (0.8 * 640) / 2
    for sign in (1, -1):
        reading = told(track(across=(20 * (1 - sign * nearer), 20.0, 20 * (1 + sign * nearer))))
        assert reading.off_deg == pytest.approx(15.0, abs=1e-6)
        assert reading.unloaded.off_deg == pytest.approx(sign * 15.0, abs=1e-6)
    assert told(track()).off_deg == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("end_s", [0.1, 1.0, 3.5])
def test_too_short_a_clip_is_said(end_s: float) -> None:
    answer = read(track(end_s=end_s, step_s=1.5))
    assert isinstance(answer, str)
    assert answer.startswith("The three stickers show together for only")


@pytest.mark.parametrize("loaded_from_s", [0.0, 1.0, 7.5, 99.0])
def test_a_moment_that_leaves_no_part_is_said(loaded_from_s: float) -> None:
    answer = read(track(), loaded_from_s)
    assert isinstance(answer, str)
    assert answer.startswith("Too little shows before or after")


def test_stickers_that_were_never_seen_are_no_reading() -> None:
    markers = track()
    assert isinstance(read(replace(markers, at_px=np.full_like(markers.at_px, np.nan))), str)
