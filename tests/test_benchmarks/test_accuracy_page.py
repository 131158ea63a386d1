"""The page's numbers on measurements whose answer is known by thought."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import films, scoring
from benchmarks.circumstances import HEIGHTS_PX, RATES_FPS, Shift, _looks
from benchmarks.clip_facts import ClipFacts
from benchmarks.expected import Judgement
from benchmarks.fitting import errors
from benchmarks.observations import Observation
from benchmarks.page import _camera, _circumstances, _confusion, _time, _untold, _wrong, surest
from benchmarks.plots import Bar, error_chart, scatter
from benchmarks.table import Key, fitted_rows, table_text
from formcheck.measurement import Row, table
from formcheck.video import Frame
from test_videos.circumstances import sweeps


def said(truth: str, verdict: str, reason: str = "") -> Judgement:
    return Judgement("report", "clip", "squat", "heel_flat", "foot_pitch", truth, verdict, reason)


def clip(view: str = "front", found: str = "front", error_deg: float = 2.0, **changes: object) -> ClipFacts:
    usual: dict[str, object] = {
        "half": "report", "clip": "a", "exercise": "calf-stretch", "view": view, "yaw_deg": 3.0, "border_deg": 17.0,
        "found_view": found, "azimuth_error_deg": error_deg, "roll_error_deg": None, "hold_start_error_s": None,
        "hold_end_error_s": None, "reps": 0, "found_reps": 0,
    }  # fmt: skip
    return ClipFacts(**(usual | changes))  # type: ignore[arg-type]


def observation(truth: float, reading: float, reference: str = "picture", body: str = "a") -> Observation:
    about = ("fit", "clip", "lunge", body, "knee_flexion", "side", reference)
    return Observation(*about, truth, reading, 0.0)  # type: ignore[arg-type]


def test_only_the_opposite_of_the_truth_is_plainly_wrong() -> None:
    verdicts = [said("met", "met"), said("met", "not_met"), said("not_met", "met"), said("met", "borderline")]
    words = _wrong([*verdicts, said("met", "cannot_tell"), said("borderline", "not_met")])
    assert "2 of 5 judged cues (40.0%)" in words
    assert "Cannot tell: 1 of 6" in words


def test_the_confusion_counts_every_pair_once() -> None:
    rows = list(_confusion([said("met", "met"), said("met", "met"), said("not_met", "cannot_tell")]))[2:]
    assert rows == ["| squat: heel_flat | met | 2 | 0 | 0 | 0 |", "| squat: heel_flat | not met | 0 | 0 | 0 | 1 |"]


def test_reasons_are_counted_without_what_differs_from_clip_to_clip() -> None:
    reasons = ["Too uncertain (±36°) to tell.", "Too uncertain (±12°) to tell.", "Film from the side: it was not."]
    rows = list(_untold([said("met", "cannot_tell", reason) for reason in reasons]))[2:]
    assert rows == ["| squat: heel_flat: Too uncertain | 2 |", "| squat: heel_flat: Film from the side | 1 |"]


def test_views_near_a_border_are_not_counted_and_errors_are_by_view() -> None:
    clips = [clip(), clip(error_deg=-4.0), clip("back", "oblique"), clip("back", "oblique", border_deg=3.0)]
    lines = list(_camera(clips))
    assert "| yaw, front | 2 | 3.0 | 3.9 |" in lines
    assert lines[-2].startswith("View recognised in 2 of 3 clips")


def test_a_hold_counts_only_if_both_ends_are_right() -> None:
    right, late = (
        clip(hold_start_error_s=-0.3, hold_end_error_s=0.1),
        clip(hold_start_error_s=0.0, hold_end_error_s=0.5),
    )
    lines = list(_time([right, late, clip(reps=3, found_reps=3), clip(reps=3, found_reps=2)]))
    assert "| calf-stretch | 2 | 1 | 0.15 | 0.30 |" in lines
    assert lines[-1] == "Repetitions counted exactly in 1 of 2 clips with repetitions."


def test_circumstances_show_the_mean_error_of_the_estimate() -> None:
    row = table()["knee_flexion", "side", "heavy", "picture"]
    read = row.gain * 10.0 + row.offset
    shifts = [Shift("yaw", "5", "a", "knee_flexion", "side", 10.0, value) for value in (read, read + 2 * row.gain)]
    assert list(_circumstances(shifts))[-1] == "| yaw | 5 | +1.0 |"


def test_the_surest_row_is_the_one_that_scatters_least() -> None:
    left = errors([observation(0, 1), observation(5, 6)], Row(1.0, 0.0, 1.0, 9, "test"))
    rows: dict[Key, Row] = {
        ("knee_flexion", "side", "picture"): Row(1.0, 0.0, 2.0, 9, "test"),
        ("knee_flexion", "side", "stand"): Row(0.5, 0.0, 1.5, 9, "test"),
    }
    key, _ = surest({key: (row, left) for key, row in rows.items()}, "knee_flexion", "side")
    assert key[2] == "picture"


def test_a_gain_from_a_few_degrees_is_not_stretched_over_many() -> None:
    wide = [observation(truth, truth) for truth in range(0, 100, 10)]
    narrow = [observation(truth, truth, "stand") for truth in range(0, 40, 4)]
    assert {key[2] for key in fitted_rows([*wide, *narrow])} == {"picture"}
    assert {key[2] for key in fitted_rows([*wide[:6], *narrow])} == {"picture", "stand"}


def test_the_table_keeps_other_models_and_replaces_its_own() -> None:
    header = "metric,view,model,reference,gain,offset,sd,clips,source\n"
    before = header + "knee_in,front,full,picture,1,0,2,9,x\nknee_in,front,heavy,picture,1,0,2,9,old\n"
    after = table_text({("knee_in", "front", "stand"): Row(0.7, -1.0, 2.5, 12, "new")}, "heavy", before)
    assert after == header + "knee_in,front,full,picture,1,0,2,9,x\nknee_in,front,heavy,stand,0.7,-1.0,2.5,12,new\n"


def test_resolution_and_frame_rate_are_read_several_times_from_one_film() -> None:
    by_name = {each.name: _looks(each) for each in sweeps()}
    assert [look.width_px for look in by_name["resolution"]] == list(HEIGHTS_PX)
    assert [look.max_fps for look in by_name["frame rate"]] == list(RATES_FPS)
    assert [look.max_fps for look in by_name["clothes"]] == [None]


def test_a_shrunk_frame_keeps_its_time_and_its_colours() -> None:
    frame = Frame(3, 0.3, np.full((40, 20, 3), 77, np.uint8))
    small = films._shrunk(frame, (10, 20))
    assert small.rgb.shape == (20, 10, 3)
    assert (small.rgb == 77).all()
    assert (small.index, small.time_s) == (3, 0.3)
    assert films._shrunk(frame, (20, 40)) is frame


@pytest.mark.parametrize(("value", "color"), [(1.0, "#2a7f62"), (3.0, "#b3541e")])
def test_the_chart_colours_what_misses_its_goal(value: float, color: str) -> None:
    assert f'r="4" fill="{color}"' in error_chart([Bar("knee", value, 0.5, 4.0, goal=2.0)], "errors")


def test_a_perfect_reading_lies_on_the_diagonal() -> None:
    drawing = scatter([(0.0, 0.0)], "yaw", 30.0, ("true", "found"))
    assert '<circle cx="190.0" cy="190.0"' in drawing


def test_the_truth_follows_a_film_of_which_only_the_end_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    film = sweeps()[0].clip
    truth = {"time_s": [0.0, 0.5, 1.0], "metrics": {"knee_in": [1.0, 2.0, 3.0]}, "joints_px": {}, "side": "left"}
    judged = SimpleNamespace(track=SimpleNamespace(time_s=np.array([0.5, 1.0])))
    monkeypatch.setattr(scoring, "filmed", lambda clip, model: (None, truth))
    monkeypatch.setattr(scoring, "score", lambda clip, track: judged)
    (found,) = scoring.scored([film], "full", str)
    assert found.truth["metrics"] == {"knee_in": [2.0, 3.0]}
    assert found.truth["time_s"] == [0.5, 1.0]
