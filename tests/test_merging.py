import pytest

from formcheck.errors import FormcheckError
from formcheck.merging import merge
from formcheck.report import CameraFacts, CueResult, ExerciseChoice, MetricValue, Report, Source, score_of


def a_cue(verdict, uncertainty=None, clip="side.mp4", cue_id="steady"):
    return CueResult(
        id=cue_id,
        verdict=verdict,
        reason="Film from the side." if verdict == "cannot_tell" else None,
        says="Hold still",
        metric="sway",
        estimate=None if uncertainty is None else 1.0,
        uncertainty=uncertainty,
        unit="percent",
        ideal=0,
        met_edge=1,
        not_met_edge=2,
        n=1,
        worst_s=None,
        intervals_s=[],
        quote="quote",
        article="A0",
        coaching="coaching",
        basis="basis",
        ask=None,
        clip=clip,
    )


def a_report(name, *cues, exercise="calf-stretch", metrics=None):
    return Report(
        model="heavy",
        source=Source(name=name, sha256="0", width_px=4, height_px=3, fps=30, duration_s=1, frames=30),
        exercise=ExerciseChoice(id=exercise),
        side="left",
        camera=CameraFacts(view="left", yaw_deg=0, roll_deg=None, mirrored=False),
        film=[],
        phases=[],
        cues=list(cues),
        score=score_of(list(cues)),
        metrics=metrics or {},
        events=[],
        flags=[],
    )


def test_one_report_stays_as_it_is():
    report = a_report("side.mp4", a_cue("met", 0.5))
    assert merge([report]) is report


def test_a_clip_that_cannot_tell_never_overrules_one_that_can():
    blind, seeing = a_cue("cannot_tell", clip="back.mp4"), a_cue("not_met", 9.0)
    for order in ([blind, seeing], [seeing, blind]):
        merged = merge([a_report("one.mp4", order[0]), a_report("two.mp4", order[1])])
        assert [(cue.verdict, cue.clip) for cue in merged.cues] == [("not_met", "side.mp4")]


def test_the_surer_clip_wins():
    merged = merge([a_report("a", a_cue("not_met", 8.0, "a")), a_report("b", a_cue("met", 3.0, "b"))])
    assert merged.cues[0].verdict == "met"


def test_between_equally_sure_clips_the_worse_verdict_stands():
    merged = merge([a_report("a", a_cue("met", 3.0, "a")), a_report("b", a_cue("borderline", 3.0, "b"))])
    assert merged.cues[0].verdict == "borderline"


def test_score_counts_the_merged_cues_and_every_clip_is_named():
    side = a_report("side.mp4", a_cue("met", 1.0, cue_id="heel"), a_cue("cannot_tell", cue_id="knee"))
    back = a_report("back.mp4", a_cue("cannot_tell", cue_id="heel"), a_cue("met", 1.0, cue_id="knee"))
    merged = merge([side, back])
    assert (merged.score.met, merged.score.judged, merged.score.total) == (2, 2, 2)
    assert merged.source.name == "side.mp4"
    assert [clip.source.name for clip in merged.more_clips] == ["back.mp4"]


def test_other_readings_of_every_clip_are_kept_the_first_clip_first():
    first = a_report("a", metrics={"x": MetricValue(value=1, uncertainty=None, unit="deg", n=1)})
    second = a_report(
        "b",
        metrics={
            "x": MetricValue(value=2, uncertainty=None, unit="deg", n=1),
            "y": MetricValue(value=3, uncertainty=None, unit="deg", n=1),
        },
    )
    assert {name: value.value for name, value in merge([first, second]).metrics.items()} == {"x": 1, "y": 3}


@pytest.mark.parametrize("reports", [[], [a_report("a"), a_report("b", exercise="squat")]])
def test_only_reports_of_one_exercise_can_be_merged(reports):
    with pytest.raises(ValueError, match="one exercise"):
        merge(reports)


def test_different_postures_are_not_merged():
    standing, lying = (
        a_report(f"{posture}.mp4").model_copy(update={"exercise": ExerciseChoice(id="squat", posture=posture)})
        for posture in ("standing", "lying")
    )
    with pytest.raises(FormcheckError, match=r"standing.mp4 standing, lying.mp4 lying: score them one by one"):
        merge([standing, lying])
