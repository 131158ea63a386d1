from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gait_tracks import Seen, cleaned, seen

from formcheck.camera import SAGITTAL, Camera, View, find_camera
from formcheck.gait.finding import BUCKLE_DROP, Gait, buckles_s, find_gait, running, walking
from formcheck.gait.parameters import cadence, walked
from formcheck.gait.strides import curves
from formcheck.gait.typical import typical_curve
from formcheck.kinematics import knee_flexion_deg
from formcheck.landmarks import SIDES, Side, of
from formcheck.pose import Array, PoseTrack
from test_videos.motions.run import Run
from test_videos.motions.walk import Walk

WALK = Walk(duration_s=5.2)
ACROSS = Walk(duration_s=5.2, travel="overground", steps_per_min=116)
RUN = Run(duration_s=5.2)
LIMP = Walk(duration_s=5.2, step_asymmetry=0.05)


def found(motion: Walk | Run, view: View = "left", fps: float = 30.0, noise_px: float = 0.3) -> tuple[Gait, Seen]:
    watched = seen(motion, view, fps, noise_px)
    track, camera = cleaned(watched.track, motion)
    gait = find_gait(track, camera)
    assert gait is not None
    return gait, watched


def errors_ms(gait: Gait, watched: Seen, kind: str, side: Side) -> Array:
    true = watched.contacts_s[side] if kind == "initial_contact" else watched.offs_s[side]
    true = true[(true > 0.2) & (true < watched.track.time_s[-1] - 0.2)]
    times = np.array([event.time_s for event in gait.events if (event.kind, event.side) == (kind, side)])
    assert len(times) >= len(true)
    return 1000 * np.array([times[np.argmin(np.abs(times - moment))] - moment for moment in true])


@pytest.mark.parametrize(
    ("motion", "fps", "limit_ms"), [(WALK, 30, 20), (WALK, 60, 20), (ACROSS, 30, 20), (LIMP, 30, 20), (RUN, 60, 20)]
)
@pytest.mark.parametrize("kind", ["initial_contact", "toe_off"])
def test_every_event_is_found_within_a_frame(motion: Walk | Run, fps: float, limit_ms: float, kind: str) -> None:
    gait, watched = found(motion, fps=fps)
    for side in SIDES:
        assert np.abs(errors_ms(gait, watched, kind, side)).max() < limit_ms


@pytest.mark.parametrize("motion", [WALK, ACROSS, RUN])
def test_no_event_is_invented(motion: Walk | Run) -> None:
    gait, watched = found(motion, fps=60)
    for side in SIDES:
        contacts = np.array([e.time_s for e in gait.events if e.kind == "initial_contact" and e.side == side])
        assert np.abs(contacts[:, None] - watched.contacts_s[side]).min(axis=1).max() < 0.05


@pytest.mark.parametrize("view", ["front", "back", "left", "right"])
@pytest.mark.parametrize(("motion", "kind"), [(WALK, "walk"), (RUN, "run")])
def test_walking_is_told_from_running(motion: Walk | Run, kind: str, view: View) -> None:
    assert found(motion, view)[0].kind == kind


@pytest.mark.parametrize("view", ["front", "back"])
@pytest.mark.parametrize("motion", [WALK, replace(WALK, steps_per_min=92), replace(RUN, start_phase=0.3)])
def test_from_front_and_back_the_contacts_are_near_enough_to_find_mid_stance(motion: Walk | Run, view: View) -> None:
    gait, watched = found(motion, view)
    for side in SIDES:
        assert np.abs(errors_ms(gait, watched, "initial_contact", side)).max() < 70
        assert all(not np.isfinite(stride.toe_off_s) for stride in gait.of(side))


def test_from_the_side_only_the_near_leg_makes_phases() -> None:
    for view, near in zip(SAGITTAL, SIDES, strict=True):
        phases = walking(*cleaned(seen(WALK, view).track, WALK))
        assert {phase.side for phase in phases} == {near}
        assert sum(phase.kind == "stride" for phase in phases) >= 3


def test_the_parts_of_a_stride_lie_in_order_within_it() -> None:
    phases = walking(*cleaned(seen(WALK).track, WALK))
    strides = [phase for phase in phases if phase.kind == "stride"]
    for stride in strides:
        parts = {p.kind: p for p in phases if stride.start_s <= p.start_s < stride.end_s and p.kind != "stride"}
        assert parts["stance"].start_s == parts["loading"].start_s == stride.start_s
        assert parts["loading"].end_s < parts["midstance"].start_s < parts["terminal_stance"].end_s
        assert parts["terminal_stance"].end_s < parts["stance"].end_s < stride.end_s


def test_two_strides_are_too_few() -> None:
    track, camera = cleaned(seen(Walk(duration_s=2.9)).track, WALK)
    assert walking(track, camera) == []


def test_a_run_is_no_walk_and_a_walk_no_run() -> None:
    assert walking(*cleaned(seen(RUN).track, RUN)) == []
    assert running(*cleaned(seen(WALK).track, WALK)) == []


def test_a_person_who_stands_has_no_gait() -> None:
    track = seen(WALK).track
    still = track.with_xy(np.repeat(track.image_xy[:1], len(track), axis=0))
    assert find_gait(still, find_camera(still)) is None


def test_a_stride_that_is_hidden_is_left_out() -> None:
    track, camera = cleaned(seen(WALK).track, WALK)
    whole = find_gait(track, camera)
    assert whole is not None
    lost = whole.of("left")[1]
    xy = track.image_xy.copy()
    hidden = (track.time_s > lost.start_s + 0.15) & (track.time_s < lost.start_s + 0.45)
    xy[hidden, of("left", "KNEE")] = np.nan
    gait = find_gait(track.with_xy(xy), camera)
    assert gait is not None
    assert [stride.start_s for stride in gait.of("left")] == [
        stride.start_s for stride in whole.of("left") if stride is not lost
    ]


@pytest.mark.parametrize("view", SAGITTAL)
def test_marching_on_the_spot_is_no_walk(view: View) -> None:
    """The same steps, but every foot is only lifted and set down again under the hips."""
    track, camera = cleaned(marching(seen(WALK, view).track, find_camera(seen(WALK, view).track)), WALK)
    assert find_gait(track, camera) is None


@pytest.mark.parametrize("ahead", [0.21, 0.26])
def test_short_steps_are_a_walk_all_the_same(ahead: float) -> None:
    """Steps of less than half a leg's length: seven tenths are usual."""
    short = replace(WALK, contact_ahead_per_leg=ahead)
    assert short.pattern().step_per_leg < 0.55
    assert found(short)[0].kind == "walk"


def marching(track: PoseTrack, camera: Camera) -> PoseTrack:
    """Take away what the feet go behind the hips, and leave what they go ahead."""
    xy = track.image_xy.copy()
    for side in SIDES:
        hip = track.at(of(side, "HIP"))[:, 0]
        behind = np.minimum((track.at(of(side, "ANKLE"))[:, 0] - hip) * camera.forward, 0.0) * camera.forward
        for part in ("ANKLE", "HEEL", "FOOT_INDEX"):
            xy[:, of(side, part), 0] -= behind
    return track.with_xy(xy)


def test_what_is_left_out_is_told_with_its_reason() -> None:
    track, camera = cleaned(seen(WALK).track, WALK)
    gait = find_gait(track, camera)
    assert gait is not None
    assert gait.dropped == ()
    xy = track.image_xy.copy()
    lost = gait.of("left")[1]
    hidden = (track.time_s > lost.start_s + 0.15) & (track.time_s < lost.start_s + 0.45)
    xy[hidden, of("left", "KNEE")] = np.nan
    less = find_gait(track.with_xy(xy), camera)
    assert less is not None
    assert [(each.stride.start_s, each.reason) for each in less.dropped] == [
        (lost.start_s, "the leg was not seen for long enough in it")
    ]


def test_steady_walking_does_not_buckle_and_a_knee_that_gives_way_does() -> None:
    track, camera = cleaned(seen(WALK, fps=60).track, WALK)
    assert buckles_s(track, camera) == []
    gait = find_gait(track, camera)
    assert gait is not None
    start_s, _ = gait.of("left")[1].stance(0.35, 0.6)
    xy = track.image_xy.copy()
    frames = (track.time_s >= start_s) & (track.time_s <= start_s + 0.2)
    depth = np.sin(np.linspace(0, np.pi, int(frames.sum())))
    leg = float(np.linalg.norm(xy[0, of("left", "HIP")] - xy[0, of("left", "ANKLE")]))
    for side in SIDES:
        xy[frames, of(side, "HIP"), 1] += 2.5 * BUCKLE_DROP * leg * depth
    xy[frames, of("left", "KNEE"), 0] += camera.forward * 0.14 * leg * depth
    found_s = buckles_s(track.with_xy(xy), camera)
    assert len(found_s) == 1
    assert found_s[0] == pytest.approx(start_s, abs=0.1)


def test_a_gait_that_was_found_before_is_not_looked_for_again() -> None:
    track, camera = cleaned(seen(WALK).track, WALK)
    gait = find_gait(track, camera)
    assert gait is not None
    found, again = walked(track, camera, "left", gait), walked(track, camera, "left")
    assert found is not None
    assert again is not None
    assert found.gait is gait
    assert cadence(found) == cadence(again)
    less = replace(gait, strides=gait.strides[:1])
    read = walked(track, camera, "left", less)
    assert read is not None
    assert cadence(read).n == 1


def test_a_mirrored_walk_is_the_same_walk_of_the_other_legs() -> None:
    watched = seen(replace(WALK, step_asymmetry=0.05))
    plain, mirrored = (cleaned(track, WALK) for track in (watched.track, watched.track.mirrored()))
    first, second = (find_gait(*each) for each in (plain, mirrored))
    assert first is not None
    assert second is not None
    assert [stride.start_s for stride in first.of("left")] == pytest.approx(
        [stride.start_s for stride in second.of("right")], abs=1e-6
    )


@pytest.mark.parametrize(("motion", "view", "fps"), [(WALK, "left", 30), (WALK, "right", 60), (ACROSS, "left", 30)])
def test_the_clean_walk_lies_in_the_published_band_all_the_way(motion: Walk, view: View, fps: float) -> None:
    """From the contacts that were found, over the whole stride; with bent knees it does not."""
    band = typical_curve("walk", "knee_flexion")
    assert band is not None
    for flexion_deg, inside in ((0.0, True), (15.0, False)):
        gait, watched = found(replace(motion, stance_flexion_deg=flexion_deg), view, fps)
        track, camera = cleaned(watched.track, motion)
        side = camera.near_side
        assert side is not None
        knee = curves(knee_flexion_deg(track, camera, side), track.time_s, gait.of(side)).mean(axis=0)
        assert bool(((knee >= band.low) & (knee <= band.high)).all()) is inside
