from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skeletons import Posture, still

from formcheck.pose import PoseTrack
from formcheck.samples import SLOT_S, Patches, slots


def patches_at(time_s: list[float] | np.ndarray, width: int = 4) -> Patches:
    """Patches whose pixels tell their time in centiseconds, and whose columns differ."""
    times = np.asarray(time_s, float)
    pixels = np.zeros((len(times), 3, width, 3), np.uint8)
    pixels[...] = np.round(times * 10).astype(np.uint8)[:, None, None, None]
    pixels[..., 1] = np.arange(width, dtype=np.uint8)
    return Patches(times, pixels, np.tile([100.0, 50.0], (len(times), 1)), np.full(len(times), 2.0))


@pytest.fixture
def track() -> PoseTrack:
    standing = still(Posture(), seconds=2.0)
    return replace(standing, patches=patches_at(standing.time_s[::4]))


def test_a_part_keeps_the_samples_of_its_frames(track: PoseTrack) -> None:
    part = track.part(track.time_s < 1.0)
    assert part.patches is not None
    assert part.patches.time_s == pytest.approx([0.0, 0.4, 0.8])
    assert part.patches.pixels[2, 0, 0, 0] == 8


def test_other_pixels_of_the_landmarks_leave_the_samples_alone(track: PoseTrack) -> None:
    assert track.with_xy(track.image_xy + 5).patches is track.patches


def test_a_mirrored_track_mirrors_its_patches(track: PoseTrack) -> None:
    mirrored = track.mirrored().patches
    assert mirrored is not None
    assert mirrored.pixels[0, 0, :, 1].tolist() == [3, 2, 1, 0]
    assert mirrored.centre_px[0].tolist() == [track.size_px[0] - 100.0, 50.0]
    twice = track.mirrored().mirrored().patches
    assert twice is not None
    np.testing.assert_array_equal(twice.pixels, track.patches.pixels)  # type: ignore[union-attr]


def test_saved_patches_come_back_as_they_were(track: PoseTrack, tmp_path: Path) -> None:
    track.save(tmp_path / "track.npz")
    loaded = PoseTrack.load(tmp_path / "track.npz").patches
    assert loaded is not None
    assert track.patches is not None
    for name, values in track.patches.arrays().items():
        np.testing.assert_array_equal(loaded.arrays()[name], values)
    assert loaded.pixels.dtype == np.uint8


def test_a_track_without_patches_is_saved_without_them(tmp_path: Path) -> None:
    still(Posture()).save(tmp_path / "track.npz")
    assert PoseTrack.load(tmp_path / "track.npz").patches is None


def test_joined_parts_are_the_whole(track: PoseTrack) -> None:
    parts = [track.part(slice(0, 7)), track.part(slice(7, 13)), track.part(slice(13, None))]
    joined = parts[0].joined(*parts[1:])
    np.testing.assert_array_equal(joined.image_xy, track.image_xy)
    np.testing.assert_array_equal(joined.time_s, track.time_s)
    assert joined.patches is not None
    np.testing.assert_array_equal(joined.patches.pixels, track.patches.pixels)  # type: ignore[union-attr]


def test_a_part_without_patches_joins_those_that_have_them(track: PoseTrack) -> None:
    bare = replace(track.part(slice(0, 9)), patches=None)
    joined = bare.joined(track.part(slice(9, None))).patches
    assert joined is not None
    assert joined.time_s == pytest.approx([1.2, 1.6, 2.0])


def test_of_two_samples_in_one_slot_the_earlier_stays() -> None:
    joined = patches_at([0.0, 0.4]).joined([patches_at([0.5, 0.7])])
    assert joined.time_s.tolist() == [0.0, 0.4, 0.7]


def test_unequal_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="samples of unequal number"):
        replace(patches_at([0.0, 1.0]), scale=np.ones(3))


@pytest.mark.parametrize("fps", [24.0, 25.0, 29.97, 30.0])
def test_three_slots_a_second_whatever_the_frame_rate(fps: float) -> None:
    counts = np.bincount(slots(np.arange(int(10 * fps)) / fps))
    assert len(counts) == 30
    assert counts.min() >= fps * SLOT_S - 1.01
    assert counts.max() <= fps * SLOT_S + 1.01


@given(
    st.lists(st.floats(0, 400), min_size=1, max_size=300, unique_by=lambda time_s: int(slots(np.array(time_s)))),
    st.integers(1, 60),
    st.floats(0, 400),
)
def test_thinning_keeps_few_and_a_cut_clip_loses_none_of_them(times: list[float], most: int, cut_s: float) -> None:
    whole = patches_at(sorted(times))
    thinned = whole.thinned(most)
    assert len(thinned) <= most
    early, late = whole.rows(whole.time_s < cut_s), whole.rows(whole.time_s >= cut_s)
    again = early.thinned(most).joined([late.thinned(most)]).thinned(most)
    assert len(again) <= most
    # A part may be short enough to keep slots that the whole clip leaves out, never the other way round.
    assert set(again.time_s) >= set(thinned.time_s)


def test_a_point_of_the_picture_lies_where_the_patch_was_cut() -> None:
    patches = patches_at([0.0], width=4)
    # The middle of a 4 x 3 patch is at (1.5, 1); one patch pixel is two of the picture.
    np.testing.assert_allclose(patches.inside(0, np.array([[100.0, 50.0], [102.0, 46.0]])), [[1.5, 1.0], [2.5, -1.0]])
