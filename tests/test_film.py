from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from performances import balance
from skeletons import Posture, Shot, Stances, film, from_view, lose, perform, still

from formcheck.camera import Camera, View, find_camera, with_stand
from formcheck.errors import FormcheckError
from formcheck.film import film_checks
from formcheck.key_frame import draw_key_frame
from formcheck.landmarks import LEG, SIDES, Landmark, of
from formcheck.pose import PoseTrack
from formcheck.refusals import require_person
from formcheck.report import FilmCheck
from formcheck.stances import quiet_stand

LEGS = [of(side, part) for side in SIDES for part in ("HIP", "KNEE", "ANKLE")]


def standing(shot: Shot | None = None, fps: float = 30.0) -> PoseTrack:
    return film(perform((3.0, Posture()), fps=fps), shot)


def checks(track: PoseTrack) -> dict[str, FilmCheck]:
    camera = find_camera(track)
    stands = quiet_stand(track, camera)
    stood = np.any([stand.frames(track.time_s) for stand in stands], axis=0) if stands else np.zeros(len(track), bool)
    return {check.check: check for check in film_checks(track, with_stand(camera, track, stood), stands)}


def unlikely(track: PoseTrack, landmarks: list[Landmark]) -> PoseTrack:
    visibility = track.visibility.copy()
    visibility[:, landmarks] = 0.2
    return replace(track, visibility=visibility)


def jittery(track: PoseTrack, px: float) -> PoseTrack:
    return track.with_xy(track.image_xy + np.random.default_rng(1).normal(scale=px, size=track.image_xy.shape))


def joined(*tracks: PoseTrack) -> PoseTrack:
    """Tracks one after the other, as if it were one film."""
    later, start_s = [], 0.0
    for track in tracks:
        later.append(replace(track, time_s=track.time_s + start_s))
        start_s = later[-1].time_s[-1] + 1 / 30
    return later[0].joined(*later[1:])


def turning() -> PoseTrack:
    """Five seconds from the front, then three from the side."""
    return joined(*[standing(from_view(view)) for view in ("front", "front", "right")])


def half_exchanged() -> PoseTrack:
    """Nobody can tell which leg is behind: one half of the film calls it left, the other right."""
    track = joined(
        standing(from_view("left")), film(perform((2.0, Stances("left").split()), fps=30.0), from_view("left"))
    )
    left, right = ([of(side, part) for part in LEG] for side in SIDES)
    xy, half = track.image_xy.copy(), slice(121, None)
    xy[half, left], xy[half, right] = track.image_xy[half, right], track.image_xy[half, left]
    return track.with_xy(xy)


# Whether there is anybody to judge


@pytest.mark.parametrize(
    ("track", "what"),
    [
        pytest.param(standing().part(slice(0)), "the clip has only one frame", id="no frame"),
        pytest.param(standing().part(slice(1)), "the clip has only one frame", id="one frame"),
        pytest.param(lose(standing(), slice(None)), "nobody was found", id="nobody"),
        pytest.param(unlikely(standing(), LEGS), "the legs cannot be seen", id="upper body, legs guessed"),
        pytest.param(standing(Shot(px_per_m=2000.0)), "the legs cannot be seen", id="upper body, legs outside"),
    ],
)
def test_a_clip_that_cannot_be_judged_is_refused_in_one_line(track: PoseTrack, what: str) -> None:
    with pytest.raises(FormcheckError) as problem:
        require_person(track, "clip.mp4")
    text = str(problem.value)
    assert text.startswith(f"{what}, clip.mp4: film ")
    assert "\n" not in text


@pytest.mark.parametrize(
    "track",
    [
        pytest.param(standing(), id="whole body"),
        pytest.param(lose(standing(), slice(0, 60)), id="a third of the clip"),
        pytest.param(unlikely(standing(), LEGS[:3]), id="one leg"),
    ],
)
def test_a_clip_with_a_visible_leg_is_taken(track: PoseTrack) -> None:
    require_person(track, "clip.mp4")


# Checks


def test_a_good_film_passes_every_check() -> None:
    found = checks(standing())
    assert set(found) == {
        "person_found",
        "alone",
        "person_moves",
        "one_scene",
        "whole_body_visible",
        "sides_kept",
        "view",
        "view_steady",
        "true_speed",
        "frame_rate",
        "large_enough",
        "camera_still",
        "camera_level",
        "points_steady",
        "stands_first",
        "sides_named",
    }
    assert all(check.ok for check in found.values())


@pytest.mark.parametrize(
    ("track", "failed", "todo"),
    [
        pytest.param(
            lose(standing(), slice(0, 20)),
            {"person_found"},
            "Film one person alone",
            id="often unseen",
        ),
        pytest.param(unlikely(standing(), LEGS), {"whole_body_visible"}, "Step back", id="legs hidden"),
        pytest.param(standing(Shot(azimuth_deg=45.0)), {"view"}, "Film straight on", id="oblique"),
        pytest.param(standing(fps=8.0), {"frame_rate"}, "film at 30", id="slow"),
        pytest.param(standing(Shot(px_per_m=300.0)), {"large_enough"}, "Move the camera nearer", id="far away"),
        pytest.param(standing(Shot(roll_deg=8.0)), {"camera_level"}, "Put it upright", id="tilted"),
        pytest.param(standing().part(slice(15)), {"stands_first"}, "Stand still for two seconds", id="no stand"),
        pytest.param(
            jittery(standing(), 8.0), {"points_steady", "stands_first"}, "Film in better light", id="jitter"
        ),
        pytest.param(turning(), {"view_steady"}, "Keep facing one way", id="turned round"),
        pytest.param(half_exchanged(), {"sides_kept"}, "clothes that show both legs", id="legs alike"),
    ],
)
def test_each_thing_wrong_fails_its_check_and_says_what_to_do(track: PoseTrack, failed: set[str], todo: str) -> None:
    found = checks(track)
    assert {name for name, check in found.items() if not check.ok} == failed
    assert any(todo in found[name].message for name in failed)


@pytest.mark.parametrize(("fps", "ok"), [(10.0, True), (9.0, False)])
def test_ten_frames_a_second_are_enough_however_their_times_are_rounded(fps: float, ok: bool) -> None:
    track = standing(fps=fps)
    rounded = replace(track, time_s=np.arange(len(track)) * (1 / fps + 1e-9))
    assert checks(rounded)["frame_rate"].ok is ok


def test_failed_checks_come_first() -> None:
    answers = [check.ok for check in checks(standing(Shot(azimuth_deg=45.0), fps=8.0)).values()]
    assert answers == sorted(answers)
    assert not answers[0]


@pytest.mark.parametrize(
    ("view", "words"),
    [("front", "the front"), ("back", "behind"), ("left", "the left side"), ("right", "the right side")],
)
def test_view_is_told_with_how_far_off_it_is(view: View, words: str) -> None:
    assert checks(standing(from_view(view, -7.0)))["view"].message == f"Filmed from {words}, 7° off."


def test_a_slight_tilt_is_taken_out_and_told() -> None:
    level = checks(standing(Shot(roll_deg=-3.0)))["camera_level"]
    assert level.ok
    assert "tilted by 3°, which is taken out" in level.message


def test_from_the_side_nothing_tells_whether_the_camera_is_level() -> None:
    level = checks(standing(from_view("left", roll_deg=3.0)))["camera_level"]
    assert level.ok
    assert "taken to be" in level.message


def test_messages_are_sentences() -> None:
    for track in (still(Posture()), standing(), standing(Shot(azimuth_deg=45.0))):
        for check in checks(track).values():
            assert not check.message[0].islower()
            assert check.message.endswith(".")


def test_the_key_frame_names_the_worst_thing_about_the_film() -> None:
    analysis = balance()
    good = analysis.report.model_copy(update={"film": [FilmCheck(check="view", ok=True, message="Filmed well.")]})
    wrong = FilmCheck(check="camera_still", ok=False, message="The camera moved. Put it on something firm.")
    bad = analysis.report.model_copy(update={"film": [wrong]})
    picture = np.full((1920, 1080, 3), 120, np.uint8)
    shown = [draw_key_frame(picture, replace(analysis, report=each), analysis.judged[0], 40) for each in (good, bad)]
    assert shown[0].shape[0] < shown[1].shape[0] <= 900


@pytest.mark.parametrize(
    ("azimuth_deg", "told"),
    [
        (-35.0, "turned to the left by about 35° from facing the camera"),
        (50.0, "turned to the right by about 50° from facing the camera"),
        (140.0, "turned to the left by about 40° from showing the back to the camera"),
        (-130.0, "turned to the right by about 50° from showing the back to the camera"),
    ],
)
def test_an_oblique_view_says_how_far_the_person_stands_turned(azimuth_deg: float, told: str) -> None:
    (message,) = [
        check.message
        for check in film_checks(still(Posture()), Camera("oblique", float("nan"), azimuth_deg), [])
        if check.check == "view"
    ]
    assert told in message


def test_nobody_seen_is_turned_nowhere() -> None:
    camera = Camera("oblique", float("nan"), float("nan"))
    (check,) = [check for check in film_checks(still(Posture()), camera, []) if check.check == "view"]
    assert "turned" not in check.message
