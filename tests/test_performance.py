from __future__ import annotations

import numpy as np
from skeletons import Posture, film, perform

from formcheck.camera import find_camera
from formcheck.landmarks import Side
from formcheck.performance import Performance
from formcheck.phases import Phase

TRACK = film(perform((20.0, Posture()), fps=2.0))


def performance(*phases: Phase, side: Side = "left") -> Performance:
    return Performance(TRACK, find_camera(TRACK), list(phases), side)


def test_held_frames_are_the_cores_without_the_touches() -> None:
    phases = [
        Phase("hold", "left", 0, 8),
        Phase("touch_down", "right", 4, 4.5),
        Phase("touch_down", "left", 6, 6.5),
        Phase("hold", "right", 9, 12),
        Phase("hold", "left", 13, 20),
    ]
    expected = [*np.arange(1.0, 4.0, 0.5), *np.arange(5.0, 7.5, 0.5), *np.arange(14.0, 19.5, 0.5)]
    assert TRACK.time_s[performance(*phases).held].tolist() == expected


def test_a_phase_of_both_sides_is_a_cycle_of_either() -> None:
    both, right = Phase("rep", None, 1.0, 3.0), Phase("rep", "right", 4.0, 6.0)
    assert performance(both, right, side="left").cycles("rep") == [both]
    assert performance(both, right, side="right").cycles("rep") == [both, right]


def test_every_frame_of_a_repetition_is_read_and_a_hold_has_to_settle() -> None:
    frames = performance(Phase("rep", "left", 2.0, 4.0), Phase("hold", "left", 10.0, 20.0))
    assert TRACK.time_s[frames.frames("rep")].tolist() == [2.0, 2.5, 3.0, 3.5, 4.0]
    assert TRACK.time_s[frames.frames("hold")][[0, -1]].tolist() == [11.0, 19.0]


def test_each_cycle_has_its_own_frames() -> None:
    first, second = performance(Phase("rep", None, 0.0, 1.0), Phase("rep", None, 2.0, 3.0)).frames_by_cycle("rep")
    assert np.flatnonzero(first).tolist() == [0, 1, 2]
    assert np.flatnonzero(second).tolist() == [4, 5, 6]


def test_of_what_never_happened_there_is_no_frame() -> None:
    assert not performance().frames("rep").any()
