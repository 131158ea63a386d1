from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from skeletons import Posture, lose, still

from formcheck.estimation import ReplayEstimator, TrackRecorder, estimate
from formcheck.landmarks import SIDES, of
from formcheck.pose import PoseTrack
from formcheck.samples import MOST
from formcheck.sampling import PATCH_PX, PatchSampler, cut_patch, patch_place
from formcheck.video import Frame

PARTS = ("HIP", "SHOULDER")


@pytest.fixture
def track() -> PoseTrack:
    return still(Posture(), seconds=3.0)


def picture_of(track: PoseTrack) -> np.ndarray:
    """Grey, with a red dot around the middle of the hips and a green one a fifth of a trunk to its right."""
    width, height = track.size_px
    rgb = np.full((height, width, 3), 90, np.uint8)
    hips, shoulders = (
        track.image_xy[0, [of(side, part) for side in SIDES]].mean(axis=0) for part in ("HIP", "SHOULDER")
    )
    trunk_px = np.linalg.norm(hips - shoulders)
    for channel, at in ((0, hips), (1, hips + np.array([trunk_px / 5, 0.0]))):
        y, x = np.mgrid[:height, :width]
        rgb[np.hypot(x - at[0], y - at[1]) < 0.04 * trunk_px] = np.eye(3, dtype=np.uint8)[channel] * 255
    return rgb


def frames(track: PoseTrack, rgb: np.ndarray) -> Iterator[Frame]:
    return (Frame(index, float(time_s), rgb) for index, time_s in enumerate(track.time_s))


def centroid(mask: np.ndarray) -> np.ndarray:
    y, x = np.nonzero(mask)
    return np.array([x.mean(), y.mean()])


def test_an_estimate_keeps_three_patches_a_second(track: PoseTrack) -> None:
    patches = estimate(frames(track, picture_of(track)), ReplayEstimator(track), track.size_px).patches
    assert patches is not None
    assert patches.time_s == pytest.approx([0.0, 0.4, 0.7, 1.0, 1.4, 1.7, 2.0, 2.4, 2.7, 3.0])
    assert patches.pixels.shape == (10, PATCH_PX, PATCH_PX, 3)


def test_a_patch_shows_the_hips_where_it_says(track: PoseTrack) -> None:
    patches = estimate(frames(track, picture_of(track)), ReplayEstimator(track), track.size_px).patches
    assert patches is not None
    pixels = patches.pixels[3].astype(int)
    hips = track.image_xy[0, [of(side, "HIP") for side in SIDES]].mean(axis=0)
    red = centroid(pixels[..., 0] - pixels[..., 1] > 80)
    np.testing.assert_allclose(red, patches.inside(3, hips), atol=0.5)
    # A fifth of a trunk is 112 / 1.35 / 5 pixels of the patch.
    green = centroid(pixels[..., 1] - pixels[..., 0] > 80)
    np.testing.assert_allclose(green - red, [16.6, 0.0], atol=0.5)


@pytest.mark.parametrize("scale", [0.6, 1.0, 3.7])
def test_a_patch_is_the_same_part_at_every_scale(scale: float) -> None:
    y, x = np.mgrid[:900, :900]
    ramp = np.stack([x / 4, y / 4, 0 * x], axis=-1).astype(np.float32)
    patch = cut_patch(ramp, np.array([400.0, 500.0]), scale)  # type: ignore[arg-type]
    middle = (PATCH_PX - 1) / 2
    np.testing.assert_allclose(patch[0, 0, :2] * 4, np.array([400.0, 500.0]) - middle * scale, atol=1.0)
    np.testing.assert_allclose(patch[-1, -1, :2] * 4, np.array([400.0, 500.0]) + middle * scale, atol=1.0)


@pytest.mark.parametrize("at", [(-500.0, 100.0), (100.0, -500.0), (900.0, 900.0)])
def test_what_lies_outside_the_picture_is_black(at: tuple[float, float]) -> None:
    assert not cut_patch(np.full((200, 200, 3), 200, np.uint8), np.array(at), 1.0).any()


def test_a_fine_weave_is_smoothed_before_it_shrinks() -> None:
    weave = np.tile(np.array([0, 255], np.uint8), 400)[None, :, None].repeat(800, axis=0).repeat(3, axis=2)
    assert np.ptp(cut_patch(weave, np.array([400.0, 400.0]), 4.0).astype(int)) < 12


def test_no_patch_without_hips_and_shoulders(track: PoseTrack) -> None:
    gone = lose(track, slice(0, 12), [of("left", "HIP")])
    patches = estimate(frames(track, picture_of(track)), ReplayEstimator(gone), track.size_px).patches
    assert patches is not None
    assert patches.time_s[0] == pytest.approx(1.2)
    nobody = lose(track, slice(None))
    assert estimate(frames(track, picture_of(track)), ReplayEstimator(nobody), track.size_px).patches is None


def test_hips_and_shoulders_in_one_point_have_no_place() -> None:
    assert patch_place(np.zeros((33, 2))) is None


def test_a_long_clip_keeps_a_limited_number_of_patches(track: PoseTrack) -> None:
    sampler = PatchSampler()
    for slot in range(3 * MOST):
        sampler.look(np.zeros((8, 8, 3), np.uint8), slot / 3, track.image_xy[0])
    patches = sampler.samples()
    assert patches is not None
    assert len(patches) <= MOST
    np.testing.assert_allclose(np.diff(patches.time_s), 4 / 3)


def test_the_track_so_far_is_the_beginning_of_the_whole(track: PoseTrack) -> None:
    rgb = picture_of(track)
    recorder = TrackRecorder(ReplayEstimator(track))
    for frame in list(frames(track, rgb))[:15]:
        recorder.add(frame.rgb, frame.time_s)
    so_far = recorder.track(track.size_px)
    whole = estimate(frames(track, rgb), ReplayEstimator(track), track.size_px).part(slice(0, 15))
    np.testing.assert_array_equal(so_far.image_xy, whole.image_xy)
    assert so_far.patches is not None
    assert whole.patches is not None
    np.testing.assert_array_equal(so_far.patches.pixels, whole.patches.pixels)
    np.testing.assert_array_equal(so_far.patches.time_s, whole.patches.time_s)


def test_without_samplers_a_track_is_landmarks_alone(track: PoseTrack) -> None:
    rgb = picture_of(track)
    assert estimate(frames(track, rgb), ReplayEstimator(track), track.size_px, samplers=()).patches is None
