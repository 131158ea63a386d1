"""The command on films: two rendered feet, one whose arch sinks by 6 mm, and films that show no foot at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import jsonschema
import numpy as np
import pytest
from arch_stickers import FOOT_PX, track
from committed_clips import CLIPS
from typer.testing import CliRunner

from formcheck.arch.drawing import carried_over
from formcheck.arch.report import json_schema
from formcheck.cli import app
from formcheck.palette import JUDGED_SIDE, rgb

FEET = CLIPS.parent / "arch_clips"


def truth(name: str) -> dict[str, Any]:
    return json.loads((FEET / f"{name}.truth.json").read_text("utf-8"))


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["arch", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def lowered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("arch")
    tape = truth("arch_lowers_6mm")["heel_ball_mm"]
    return out, run(FEET / "arch_lowers_6mm.mp4", "--heel-ball-mm", tape, "--out", out)


def test_a_planted_drop_is_told_in_words_and_numbers(lowered: tuple[Path, str]) -> None:
    out, printed = lowered
    assert "Arch, an experiment" in printed
    assert "lower once the foot carried" in printed
    assert "judged" in printed
    data = json.loads((out / "arch.json").read_text("utf-8"))
    jsonschema.validate(data, json_schema())
    change = data["change"]
    assert change["unit"] == "mm"
    assert change["lowered"] == pytest.approx(truth("arch_lowers_6mm")["lowered_mm"], abs=1.0)
    assert change["lowered"] > change["uncertainty"]
    assert data["unloaded"]["end_s"] <= 3.3
    assert data["loaded"]["start_s"] >= 3.5


def test_the_picture_shows_both_parts_with_the_line(lowered: tuple[Path, str]) -> None:
    picture = cv2.imread(str(lowered[0] / "arch.jpg"))
    assert picture is not None
    assert picture.shape[1] == 900
    near = np.abs(picture[..., ::-1].astype(int) - rgb(JUDGED_SIDE)).max(axis=2) < 30
    upper, lower = near[: len(near) * 4 // 10], near[len(near) * 4 // 10 : len(near) * 9 // 10]
    assert (upper.any(axis=0).sum(), lower.any(axis=0).sum()) >= (500, 500)


def test_an_arch_that_stays_is_no_change() -> None:
    name = "arch_stays"
    told = run(FEET / f"{name}.mp4", "--foot-length-mm", truth(name)["foot_length_mm"], "--colour", "pink")
    assert "No change of the sticker over the navicular beyond what measuring alone can do" in " ".join(told.split())
    assert "two thirds" in told


def test_json_is_all_that_is_printed_and_shares_need_no_length() -> None:
    data = json.loads(run(FEET / "arch_lowers_6mm.mp4", "--json", "--loaded-from", 3.5))
    assert data["change"]["unit"] == "% of heel to ball"
    expected = 100 * truth("arch_lowers_6mm")["lowered_mm"] / truth("arch_lowers_6mm")["heel_ball_mm"]
    assert data["change"]["lowered"] == pytest.approx(expected, abs=0.6)


def test_a_film_without_stickers_cannot_be_told_and_leaves_no_old_picture(tmp_path: Path) -> None:
    (tmp_path / "arch.jpg").write_bytes(b"of another film")
    told = run(CLIPS / "calf_knee_bent_side.mp4", "--out", tmp_path)
    assert "Cannot tell. Three stickers of one bright colour were not found." in " ".join(told.split())
    assert not (tmp_path / "arch.jpg").exists()
    assert json.loads((tmp_path / "arch.json").read_text("utf-8"))["answer"] == "cannot_tell"


def test_help_calls_it_an_experiment_and_says_where_the_stickers_go() -> None:
    told = " ".join(CliRunner().invoke(app, ["arch", "--help"]).stdout.split())
    assert "EXPERIMENT" in told
    assert all(word in told for word in ("heel", "navicular", "ball of the big toe", "a step behind"))


def test_the_earlier_height_is_drawn_over_the_later_line() -> None:
    later = track().at_px[0] * 2.0 + 7.0
    np.testing.assert_allclose(carried_over(FOOT_PX, later), later[1])
    turned = later @ np.array([[0.0, 1.0], [-1.0, 0.0]])
    np.testing.assert_allclose(carried_over(FOOT_PX, turned), turned[1])
