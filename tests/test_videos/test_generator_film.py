"""Short real films through EGL and x264."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from test_videos.__main__ import main
from test_videos.body import load_body
from test_videos.camera import CameraPlace
from test_videos.clips import COMMITTED, catalogue
from test_videos.dress import Outfit, dress
from test_videos.film import Clip, Film
from test_videos.looks import FRESH, HALVES, LOOKS, ROOMS
from test_videos.motions import MOTIONS
from test_videos.motions.calf_stretch import CalfStretch
from test_videos.motions.single_leg_balance import SingleLegBalance
from test_videos.write import METRES_EVERY, dumps, truth_of, write_clip

SMALL = Clip(
    name="small",
    motion=SingleLegBalance(stand_s=0.3, lift_s=0.3, hold_s=0.4, trunk_lean_deg=14.0),
    body="f_avg",
    look="navy-shirt",
    room="living-room",
    camera=CameraPlace("front"),
    size_px=(120, 160),
    fps=10.0,
)


@pytest.fixture(scope="module")
def pictures() -> np.ndarray:
    return np.stack(list(Film(SMALL).pictures()))


def test_a_film_has_its_frames_in_its_size(pictures: np.ndarray) -> None:
    assert pictures.shape == (SMALL.frames, 160, 120, 3)
    assert SMALL.frames == 10


def test_the_person_stands_where_the_truth_says(pictures: np.ndarray) -> None:
    """At the hips it must be shorts, under the knee skin."""
    film = Film(replace(SMALL, noise=0.0))
    hip = film.joints_px["left_hip"][0].round().astype(int)
    shorts = np.array(LOOKS["navy-shirt"].trousers)
    color = pictures[0, hip[1] - 2 : hip[1] + 3, hip[0] - 2 : hip[0] + 3].mean(axis=(0, 1)) / 255
    assert color.max() < 0.45
    assert np.ptp(color) < 0.1 + np.ptp(shorts)
    knee = film.joints_px["left_knee"][0].round().astype(int)
    skin = pictures[0, knee[1] + 8, knee[0]].astype(float)
    assert skin[0] > skin[2] + 15


def test_the_sun_throws_a_shadow_and_lights_the_rest() -> None:
    """Past fault: a comparing shadow texture put every surface into shadow."""
    film = Film(replace(SMALL, noise=0.0))
    lit = next(film.pictures()).astype(float)
    floor = lit[-14:].mean(axis=2)
    assert np.percentile(floor, 90) > 1.25 * np.percentile(floor, 3)


def test_the_same_clip_gives_the_same_pixels(pictures: np.ndarray) -> None:
    assert np.array_equal(pictures[:3], np.stack([p for p, _ in zip(Film(SMALL).pictures(), range(3), strict=False)]))


def test_noise_follows_the_seed(pictures: np.ndarray) -> None:
    other = next(Film(replace(SMALL, seed=2)).pictures())
    clean = next(Film(replace(SMALL, noise=0.0)).pictures()).astype(float)
    assert not np.array_equal(pictures[0], other)
    assert np.std(pictures[0].astype(float) - clean) == pytest.approx(SMALL.noise, abs=0.6)


def test_a_shaking_hand_moves_picture_and_truth_together() -> None:
    film = Film(replace(SMALL, shake_px=4.0, noise=0.0))
    still = Film(replace(SMALL, noise=0.0))
    shift = film.joints_px["left_hip"] - still.joints_px["left_hip"]
    assert 1 < np.abs(shift).max() < 15
    moved, fixed = next(film.pictures()).astype(float), next(still.pictures()).astype(float)
    dx, dy = shift[0].round().astype(int)
    aligned = np.roll(fixed, (dy, dx), axis=(0, 1))[20:-20, 20:-20]
    assert np.abs(aligned - moved[20:-20, 20:-20]).mean() < np.abs(fixed - moved)[20:-20, 20:-20].mean() + 0.5


def test_an_open_shutter_blurs_what_moves() -> None:
    clip = replace(SMALL, noise=0.0)
    sharp, blurred = (list(Film(replace(clip, blur=blur)).pictures())[5].astype(float) for blur in (0.0, 1.0))
    assert 0.05 < np.abs(sharp - blurred).mean() < 10


@pytest.mark.parametrize("look", list(LOOKS))
def test_every_look_changes_what_is_seen(look: str, pictures: np.ndarray) -> None:
    picture = next(Film(replace(SMALL, look=look, noise=0.0)).pictures()).astype(float)
    difference = np.abs(picture - pictures[0]).mean()
    assert difference < 3 if look == SMALL.look else difference > 2


@pytest.mark.parametrize("room", list(ROOMS))
def test_every_room_changes_what_is_seen(room: str, pictures: np.ndarray) -> None:
    picture = next(Film(replace(SMALL, room=room, noise=0.0)).pictures()).astype(float)
    difference = np.abs(picture - pictures[0]).mean()
    assert difference < 3 if room == SMALL.room else difference > 5


def test_longer_trousers_cover_more_of_the_leg() -> None:
    body = Film(SMALL).body
    covered = [(dress(body, Outfit(leg_length=length)).garments[:, 1] > 0).sum() for length in (0.5, 1.0, 1.9)]
    assert covered[0] < covered[1] < covered[2]


def test_loose_clothes_stand_further_off() -> None:
    body = Film(SMALL).body
    skin = body.vertices_m
    away = [
        np.linalg.norm(dress(body, Outfit(leg_length=1.8, loose=loose)).cloth_m - skin, axis=1).mean()
        for loose in (0.3, 1.0, 2.5)
    ]
    assert away[0] < away[1] < away[2]


def test_no_skin_is_below_the_floor_in_the_stand() -> None:
    film = Film(SMALL)
    skin = film.body.skin(film.skeletons[0], film.dressed.cloth_m)
    assert -0.004 < skin[:, 2].min() < 0.004


def test_the_whole_body_is_framed_through_the_whole_motion() -> None:
    film = Film(replace(SMALL, motion=CalfStretch(hold_s=1.0), camera=CameraPlace("left", 10.0, 2.5, 0.6, 3.0)))
    width, height = SMALL.size_px
    for skeleton in film.skeletons:
        pixels = film.camera.project(film.body.skin(skeleton, film.dressed.cloth_m).astype(float))
        assert pixels.min() > 0
        assert pixels[:, 0].max() < width
        assert pixels[:, 1].max() < height


def test_truth_is_the_same_bytes_every_time() -> None:
    assert dumps(truth_of(Film(SMALL))) == dumps(truth_of(Film(SMALL)))


def test_truth_says_what_was_done() -> None:
    truth = json.loads(dumps(truth_of(Film(SMALL))))
    assert truth["exercise"] == "single-leg-balance"
    assert truth["fault"] == ["trunk_lean_deg", 14.0]
    assert truth["params"]["trunk_lean_deg"] == 14.0
    assert truth["half"] == "fit"
    assert len(truth["time_s"]) == len(truth["joints_px"]["left_knee"]) == truth["frames"] == 10
    assert len(truth["joints_m"]["left_knee"]) == -(-10 // METRES_EVERY)
    assert truth["metrics"]["trunk_lean_lateral_deg"]["left"][-1] == pytest.approx(14, abs=0.8)
    assert truth["projected"]["trunk_lean_lateral_deg"]["left"][-1] == pytest.approx(14, abs=1)
    assert [phase["kind"] for phase in truth["phases"]] == ["stand", "transition", "hold"]


@pytest.mark.parametrize("exercise", list(MOTIONS))
def test_every_exercise_has_a_truth_that_can_be_read_again(exercise: str) -> None:
    clip = replace(SMALL, motion=MOTIONS[exercise](), fps=1.0, camera=CameraPlace("left"))
    truth = json.loads(dumps(truth_of(Film(clip))))
    assert truth["exercise"] == exercise
    assert len(truth["metrics"]["knee_flexion_deg"]["left"]) == truth["frames"] == len(truth["time_s"])
    assert set(truth["projected"]) >= {"knee_flexion_deg", "trunk_lean_forward_deg"}


def test_a_written_clip_is_h264_with_its_rate_and_size(tmp_path: Path) -> None:
    video, truth = write_clip(SMALL, tmp_path / "new")
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert (stream.width, stream.height) == SMALL.size_px
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx(json.loads(truth.read_text())["time_s"], abs=1e-3)


def test_halves_share_no_body_look_or_room() -> None:
    for kind in ("body", "look", "room"):
        assert not set(HALVES["fit"][kind]) & set(HALVES["report"][kind])


def test_a_clip_that_mixes_halves_belongs_to_none() -> None:
    assert SMALL.half == "fit"
    assert replace(SMALL, room="brick").half is None


def test_the_catalogue_has_at_most_one_fault_per_clip() -> None:
    for clip in catalogue().values():
        values = [name for name in clip.motion.faults if clip.fault and name == clip.fault[0]]
        assert len(values) == (clip.fault is not None)


def test_list_names_every_clip(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in catalogue())


def test_an_unknown_clip_is_one_line_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "no-such-clip", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("error: no such clip, no-such-clip: ")
    assert list(tmp_path.iterdir()) == []


COMMITTED_CLIPS = Path(__file__).parents[2] / "test_videos" / "clips"


def test_every_committed_clip_is_there_and_small() -> None:
    for name in COMMITTED:
        assert (COMMITTED_CLIPS / f"{name}.mp4").stat().st_size < 600_000
        assert (COMMITTED_CLIPS / f"{name}.truth.json").stat().st_size < 150_000
    assert {path.stem for path in COMMITTED_CLIPS.glob("*.mp4")} == set(COMMITTED)


@pytest.mark.parametrize("name", ["calf_heel_lifted_side", "balance_pelvic_drop_back", "walk_clean_side"])
def test_the_committed_truth_is_what_the_generator_says_today(name: str) -> None:
    stored = json.loads((COMMITTED_CLIPS / f"{name}.truth.json").read_text("utf-8"))
    made = json.loads(dumps(truth_of(Film(catalogue()[name]))))
    for key in ("params", "fault", "expected", "phases", "fps", "frames"):
        assert made[key] == stored[key], key
    for joint, pixels in made["joints_px"].items():
        assert np.allclose(pixels, stored["joints_px"][joint], atol=0.15), joint


@pytest.mark.parametrize("name", ["calf_clean_back", "balance_clean_front"])
def test_a_committed_film_shows_as_many_frames_as_its_truth(name: str) -> None:
    stored = json.loads((COMMITTED_CLIPS / f"{name}.truth.json").read_text("utf-8"))
    with av.open(str(COMMITTED_CLIPS / f"{name}.mp4")) as container:
        frames = [frame.time for frame in container.decode(video=0)]
    assert frames == pytest.approx(stored["time_s"], abs=2e-3)


def test_expected_verdicts_of_committed_clips_blame_the_fault_alone() -> None:
    for name in COMMITTED:
        clip = catalogue()[name]
        blamed = [cue for cue, verdict in clip.expected.items() if verdict in ("not_met", "borderline")]
        assert len(blamed) == (clip.fault is not None), name


@pytest.mark.parametrize("name", COMMITTED)
def test_the_committed_set_has_the_same_truth_twice(name: str) -> None:
    """What ``make test-videos`` writes: every joint, angle and phase of every committed clip, byte for byte."""
    clip = replace(catalogue()[name], fps=2.0)
    assert dumps(truth_of(Film(clip))) == dumps(truth_of(Film(clip)))


def test_fresh_people_and_rooms_belong_to_no_half() -> None:
    for kind in ("body", "look", "room"):
        assert not set(FRESH[kind]) & {name for half in HALVES.values() for name in half[kind]}
    assert all(load_body(name).height_m > 1.4 for name in FRESH["body"])
