from __future__ import annotations

import json
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from formcheck.cues import State
from formcheck.report import (
    SCHEMA,
    CameraFacts,
    CueResult,
    ExerciseChoice,
    FilmCheck,
    PhaseFound,
    Report,
    Score,
    Source,
    json_schema,
    score_of,
)
from formcheck.version import __version__

STATES = get_args(State)
SOURCE = Source(
    name="clip.mp4", sha256="0" * 64, width_px=1080, height_px=1920, fps=29.97, duration_s=12.4, frames=372
)


def cue(verdict: State, **changes: Any) -> CueResult:
    fields: dict[str, Any] = {
        "id": "steady",
        "verdict": verdict,
        "reason": "Film from the front." if verdict == "cannot_tell" else None,
        "says": "Hold still",
        "metric": "sway",
        "estimate": 0.4,
        "uncertainty": 0.5,
        "unit": "percent",
        "ideal": 0,
        "met_edge": 1,
        "not_met_edge": 2.5,
        "n": 1,
        "worst_s": 3.1,
        "intervals_s": [(2.0, 2.8)],
        "quote": "hold still",
        "article": "A0",
        "coaching": "Ease into it.",
        "basis": "ours",
        "ask": None,
        "clip": "clip.mp4",
    }
    return CueResult(**fields | changes)


def report(cues: list[CueResult]) -> Report:
    return Report(
        model="heavy",
        source=SOURCE,
        exercise=ExerciseChoice(id="calf-stretch"),
        side="left",
        camera=CameraFacts(view="left", yaw_deg=3.1, roll_deg=None, mirrored=False),
        film=[FilmCheck(check="view", ok=True, message="Filmed from the left side.")],
        phases=[PhaseFound(kind="hold", side="left", start_s=2.1, end_s=11.7)],
        cues=cues,
        score=score_of(cues),
        metrics={},
        events=[],
        flags=[],
    )


@given(verdicts=st.lists(st.sampled_from(STATES), max_size=12))
def test_what_cannot_be_told_is_never_met_and_never_judged(verdicts: list[State]) -> None:
    score = score_of([cue(verdict) for verdict in verdicts])
    assert score.met == verdicts.count("met")
    assert score.judged == len(verdicts) - verdicts.count("cannot_tell")
    assert score.total == len(verdicts)
    assert score.met <= score.judged <= score.total


@given(verdicts=st.lists(st.sampled_from(STATES), max_size=12))
def test_one_more_cue_that_cannot_be_told_only_adds_to_the_total(verdicts: list[State]) -> None:
    before = score_of([cue(verdict) for verdict in verdicts])
    after = score_of([cue(verdict) for verdict in [*verdicts, "cannot_tell"]])
    assert after == before.model_copy(update={"total": before.total + 1})


def test_score_of_nothing_is_nothing() -> None:
    assert score_of([]) == Score(met=0, judged=0, total=0)


def test_json_carries_the_contract_and_the_version() -> None:
    data = json.loads(report([cue("met")]).to_json())
    assert data["schema"] == SCHEMA == "formcheck.report/1"
    assert data["formcheck"] == __version__
    unsaid = {"posture": None, "confidence": None, "because": None}
    assert data["exercise"] == {"id": "calf-stretch", "chosen": "given", **unsaid}
    assert data["camera"]["roll_deg"] is None
    assert data["cues"][0]["intervals_s"] == [[2.0, 2.8]]
    assert data["score"] == {"met": 1, "judged": 1, "total": 1}
    assert "schema_" not in data


def test_json_comes_back_as_the_same_report() -> None:
    original = report([cue("met"), cue("cannot_tell", estimate=None)])
    assert Report.model_validate_json(original.to_json()) == original


def test_the_same_report_is_the_same_bytes() -> None:
    assert report([cue("met")]).to_json() == report([cue("met")]).to_json()
    assert report([cue("met")]).to_json().endswith("}\n")


def test_json_obeys_its_own_schema() -> None:
    jsonschema.validate(json.loads(report([cue("not_met")]).to_json()), json_schema())


@pytest.mark.parametrize("wrong", [{"verdict": "perfect"}, {"n": "many"}, {"surprise": 1}])
def test_schema_refuses_what_the_contract_does_not_know(wrong: dict[str, Any]) -> None:
    data = json.loads(report([cue("met")]).to_json())
    data["cues"][0] |= wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())
    with pytest.raises(ValidationError):
        Report.model_validate(data)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_neither_nan_nor_infinity_gets_into_a_report(value: float) -> None:
    with pytest.raises(ValidationError, match="finite"):
        cue("met", estimate=value)


def test_a_report_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        report([cue("met")]).side = "right"
