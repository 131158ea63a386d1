"""Profiles: what they change, what they say about it, and what they refuse, by the line."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from forms import all_forms
from skeletons import Leg, Posture, Stances, film, from_view, perform
from typer.testing import CliRunner

from formcheck.analysis import Analysis
from formcheck.batch.runner import BatchOptions, _stamp
from formcheck.batch.walking import FoundClip
from formcheck.cli import app
from formcheck.errors import FormcheckError
from formcheck.exercises import all_exercises, get
from formcheck.page import render_page
from formcheck.pose import PoseTrack
from formcheck.profile_lines import line_of
from formcheck.profiles import parse_profile, read_profile
from formcheck.report import Adjusted, Source
from formcheck.scoring import Options, judged
from formcheck.terminal import print_report

BALANCE = "single-leg-balance"
WIDER = f"[{BALANCE}.knee_over_toes]\nmet = 18\nnot_met = 25\n"
SHORTER = f"[{BALANCE}]\nhold_time = {{ met = 20, not_met = 8 }}\n"
SOURCE = Source(name="anna.mp4", sha256="0" * 64, width_px=720, height_px=1280, fps=30, duration_s=27, frames=810)


@cache
def knee_in_12() -> PoseTrack:
    """Two seconds on both legs, then 25 s on the left one with the knee 12° inward."""
    stance = Stances("left", leg=Leg(thigh_in_deg=6.0, knee_in_deg=12.0))
    return film(perform((2.0, Posture()), (25.0, stance.one_leg())), from_view("front"))


def scored(text: str | None, **options: object) -> Analysis:
    profile = None if text is None else parse_profile(text, "anna.toml")
    return judged(knee_in_12(), get(BALANCE), SOURCE, Options(profile=profile, **options))  # type: ignore[arg-type]


def verdict(analysis: Analysis, cue_id: str) -> str:
    return next(cue.verdict for cue in analysis.report.cues if cue.id == cue_id)


def changes(analysis: Analysis) -> list[tuple[str | None, str, object, object]]:
    return [(each.cue, each.what, each.ours, each.theirs) for each in analysis.report.adjusted]


def test_a_knee_12_deg_inward_is_met_in_a_wider_band() -> None:
    assert verdict(scored(None), "knee_over_toes") == "not_met"
    analysis = scored(WIDER)
    assert verdict(analysis, "knee_over_toes") == "met"
    assert changes(analysis) == [("knee_over_toes", "met", 5, 18), ("knee_over_toes", "not_met", 10, 25)]
    cue = next(cue for cue in analysis.report.cues if cue.id == "knee_over_toes")
    assert (cue.met_edge, cue.not_met_edge) == (18, 25)
    assert cue.basis.startswith("Set in the profile; ours are met 5, not met 10.")


def test_25_s_are_long_enough_where_20_s_are_asked_for() -> None:
    assert verdict(scored(None), "hold_time") == "borderline"
    assert verdict(scored(SHORTER), "hold_time") == "met"


def test_a_cue_that_does_not_count_is_left_out_and_listed() -> None:
    analysis = scored(f"[{BALANCE}.knee_over_toes]\ncounts = false\n")
    assert "knee_over_toes" not in {cue.id for cue in analysis.report.cues}
    assert analysis.report.score.total == scored(None).report.score.total - 1
    assert changes(analysis) == [("knee_over_toes", "counts", True, False)]


def test_the_side_is_the_profiles_unless_the_command_line_gives_one() -> None:
    text = f'[{BALANCE}]\nside = "right"\n'
    assert scored(None).report.side == "left"
    assert scored(text).report.side == "right"
    assert changes(scored(text)) == [(None, "side", "auto", "right")]
    overruled = scored(text, side="left")
    assert overruled.report.side == "left"
    assert changes(overruled) == []


@pytest.mark.parametrize("text", ["", "[squat.heel_flat]\nmet = 3\n", f"[{BALANCE}.knee_over_toes]\nmet = 5\n"])
def test_a_profile_that_changes_nothing_here_gives_the_same_bytes(text: str) -> None:
    assert scored(text).report.to_json() == scored(None).report.to_json()


def test_table_and_page_say_in_one_line_what_was_changed() -> None:
    analysis = scored(WIDER + f"[{BALANCE}.steady]\ncounts = false\n")
    stream = io.StringIO()
    print_report(analysis.report, stream)
    line = "knee over toes: met 5 → 18; knee over toes: not met 10 → 25; steady: not counted"
    assert f"Changed by the profile: {line}" in " ".join(stream.getvalue().split())
    assert f"Limits changed by the profile: {line}." in render_page([analysis], analysis.report, {})
    assert "profile" not in render_page([scored(None)], scored(None).report, {})


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("# Anna\n[handstand]\nside = 'left'\n", 2, "choose one of balance-step, calf-raise"),
        (f"[{BALANCE}]\n\n[{BALANCE}.knee]\nmet = 3\n", 3, "choose one of knee_over_toes, pelvis_level"),
        (f"[{BALANCE}.knee_over_toes]\nnot_met = 20\nmeet = 15\n", 3, "choose one of ideal, met, not_met, counts"),
        (f"[{BALANCE}.knee_over_toes]\nmet = 12\n", 2, "it must be ideal ≤ met < not_met"),
        (f"[{BALANCE}.hold_time]\n# s\nmet = 5\n", 3, "it must be ideal ≥ met > not_met"),
        (f"[{BALANCE}.hold_time]\nideal=1\nmet = 5\nnot_met = 9\n", 4, "it must be ideal ≥ met > not_met"),
        (f"[{BALANCE}.knee_over_toes]\nmet = '7'\n", 2, "write a number, without quotes"),
        (f"[{BALANCE}.knee_over_toes]\nmet = nan\n", 2, "finite number"),
        (f"[{BALANCE}]\nside = 'both'\n", 2, "'left' or 'right'"),
        (f"[{BALANCE}.arch_lifted]\nmet = 7\n", 2, "counts = false"),
        (f"[{BALANCE}]\n\nsteady = {{ counts = 'no' }}\n", 3, "counts = true or counts = false"),
        ("squat = 3\n", 1, "under a heading of its own"),
        ("[squat]\nheel_flat = 7\n", 2, "under a heading of its own"),
        ('name = "Anna"\n[squat]\nside = "left"\n', 1, "after a #"),
        ("[single_leg_balance]\nside = 'left'\n", 1, "did you mean single-leg-balance?"),
        ("['Single leg balance']\nside = 'left'\n", 1, "did you mean single-leg-balance?"),
        (f"[{BALANCE}.hold-time]\nmet = 20\n", 1, "did you mean hold_time?"),
        (f"[{BALANCE}.steady]\nmeet = 20\n", 2, "did you mean met?"),
        ("[Single leg balance]\nside = 'left'\n", 1, "write ids as 'formcheck exercises' lists them"),
        ("[squat.heel_flat]\nmet = 7,5\n", 2, "decimals with a point"),
        ("[squat.heel_flat]\nmet = 7 deg\n", 2, "the number alone"),
        ("[squat.heel_flat]\nmet = 7°\n", 2, "the number alone"),
        ("[squat.heel_flat]\nmet: 7\n", 2, "= instead of a colon"),
        ("[squat.heel_flat]\ncounts = False\n", 2, "in small letters"),
        ("[squat]\nside = left\n", 2, "put the side in quotes"),
        ("[squat]\nside = \u201eleft\u201c\n", 2, "straight quotes"),
        ("[squat.heel_flat]\nmet = 3\n[squat.heel_flat]\nnot_met = 9\n", 3, "stands twice"),
        ("[squat]\nside = \n", 2, "Invalid value"),
        ("[squat\n", 1, "Expected"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(FormcheckError) as caught:
        parse_profile(text, "anna.toml")
    assert f"anna.toml line {line}: " in str(caught.value)
    assert told in str(caught.value)


def test_an_ideal_that_is_not_given_goes_along_with_a_stricter_limit() -> None:
    analysis = scored(f"[{BALANCE}.hold_time]\nmet = 60\n")
    assert changes(analysis) == [("hold_time", "ideal", 45, 60), ("hold_time", "met", 30, 60)]
    assert verdict(analysis, "hold_time") == "borderline"


def test_a_byte_order_mark_is_no_part_of_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "anna.toml"
    path.write_text(WIDER, encoding="utf-8-sig")
    assert read_profile(path) == parse_profile(WIDER, "anna.toml")


def test_at_least_one_cue_has_to_count() -> None:
    text = "".join(f"[deadlift.{cue.id}]\ncounts = false\n" for cue in get("deadlift").cues)
    with pytest.raises(FormcheckError, match=r"no cue of deadlift is left, anna.toml line 1"):
        parse_profile(text, "anna.toml")


def test_our_own_limits_written_down_change_no_exercise() -> None:
    for exercise in all_exercises().values():
        limits = "".join(
            f"[{exercise.id}.{cue.id}]\nideal={cue.band.ideal}\nmet={cue.band.met}\nnot_met={cue.band.not_met}\n"
            for cue in exercise.cues
            if cue.band
        )
        profile = parse_profile(limits, "ours.toml")
        assert profile.applied(exercise) == exercise
        assert profile.adjusted(exercise) == []


def test_limits_reach_the_posture_that_the_film_shows() -> None:
    text = "[hamstring-curl.hips_down]\nmet = 5\nnot_met = 9\n[hamstring-curl.thigh_still]\ncounts = false\n"
    track = all_forms()["hamstring-curl-lying"].filmed("left")
    profile = parse_profile(text, "anna.toml")
    report = judged(track, get("hamstring-curl"), SOURCE, Options(profile=profile)).report
    (cue,) = [cue for cue in report.cues if cue.id == "hips_down"]
    assert (cue.met_edge, cue.not_met_edge) == (5, 9)
    assert [(each.cue, each.what) for each in report.adjusted] == [("hips_down", "met"), ("hips_down", "not_met")]


def test_a_line_is_found_by_dotted_and_quoted_keys_and_by_the_table_above() -> None:
    text = '[squat]\n"heel_flat".met = 3\n\n["calf-raise"]\nside = "left"\n'
    assert line_of(text, ("squat", "heel_flat", "met")) == 2
    assert line_of(text, ("calf-raise", "side")) == 5
    assert line_of(text, ("squat", "nowhere")) == 1


def test_the_profile_is_refused_before_the_clip_is_opened(tmp_path: Path) -> None:
    bad = tmp_path / "anna.toml"
    bad.write_text(f"[{BALANCE}.knee]\nmet = 3\n", encoding="utf-8")
    for arguments in (["score", "missing.mp4", "--exercise", "auto"], ["batch", "missing", "--out", str(tmp_path)]):
        result = CliRunner().invoke(app, [*arguments, "--profile", str(bad)])
        assert "anna.toml line 1" in str(result.exception)
    with pytest.raises(FormcheckError, match="cannot read the profile"):
        read_profile(tmp_path / "none.toml")


def test_a_batch_scores_again_when_the_profile_changes() -> None:
    clip = FoundClip(name="a.mp4", place="a.mp4", stamp="1", size_bytes=1)
    profiles = [None, *(parse_profile(text, "anna.toml") for text in (WIDER, SHORTER, SHORTER))]
    stamps = [_stamp(clip, BatchOptions(BALANCE, Options(profile=profile), workers=1)) for profile in profiles]
    assert len(set(stamps)) == 3
    assert stamps[2] == stamps[3]


def test_adjusted_survives_the_json() -> None:
    for change in (Adjusted(cue="a", what="counts", ours=True, theirs=False), *scored(WIDER).report.adjusted):
        assert Adjusted.model_validate_json(change.model_dump_json()) == change
