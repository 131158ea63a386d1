from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gait_tracks import cleaned, seen

from formcheck.camera import View, find_camera
from formcheck.gait.frontal import foot_crests_s
from formcheck.gait.parameters import cadence, foot_beside_middle, walked
from formcheck.landmarks import SIDES, of
from formcheck.leg_length import leg_length_px
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

WALK = Walk(duration_s=5.2)
RUN = Run(duration_s=5.2)


@pytest.mark.parametrize("view", ["front", "back"])
@pytest.mark.parametrize("motion", [WALK, replace(WALK, steps_per_min=92), RUN])
def test_from_front_and_back_the_cadence_is_known(motion: Walk | Run, view: View) -> None:
    track, camera = cleaned(seen(motion, view, noise_px=2.0).track, motion)
    walk = walked(track, camera, "left")
    assert walk is not None
    assert cadence(walk).value == pytest.approx(motion.steps_per_min, abs=1)


@pytest.mark.parametrize("view", ["front", "back"])
def test_feet_that_stay_down_make_no_crests(view: View) -> None:
    track = seen(WALK, view).track
    still = track.with_xy(np.repeat(track.image_xy[:1], len(track), axis=0))
    crests, stride_s = foot_crests_s(still, find_camera(still))
    assert [len(crests[side]) for side in SIDES] == [0, 0]
    assert np.isnan(stride_s)


@pytest.mark.parametrize("view", ["front", "back"])
@pytest.mark.parametrize(("shift", "crosses"), [(0.0, False), (0.15, True)])
def test_a_foot_that_lands_beyond_the_middle_is_seen_to_cross(view: View, shift: float, crosses: bool) -> None:
    """Both legs moved toward each other by a share of the leg's length, the hips left where they are."""
    track, camera = cleaned(seen(RUN, view).track, RUN)
    xy = track.image_xy.copy()
    for side in SIDES:
        for part in ("ANKLE", "HEEL", "FOOT_INDEX"):
            xy[:, of(side, part), 0] += camera.medial(side) * shift * leg_length_px(track)
    walk = walked(track.with_xy(xy), camera, "left")
    plain = walked(track, camera, "left")
    assert walk is not None
    assert plain is not None
    assert (foot_beside_middle(walk).value < 0) is crosses
    assert foot_beside_middle(plain).value - foot_beside_middle(walk).value == pytest.approx(shift, abs=0.02)
