import json

from formcheck.exercises import all_exercises
from formcheck.listing import doctor_text, exercises_json, exercises_text, models_text


def test_every_cue_stands_in_both_lists():
    exercises = list(all_exercises().values())
    text, listed = exercises_text(exercises), json.loads(exercises_json(exercises))
    for exercise, fields in zip(exercises, listed, strict=True):
        assert exercise.id == fields["id"]
        for cue in exercise.cues:
            assert cue.says in text
            assert cue.id in {each["id"] for each in fields["cues"]}
        for variant, listed_variant in zip(exercise.variants, fields["variants"], strict=True):
            assert variant.title in text
            assert variant.posture == listed_variant["posture"]
            assert [cue.id for cue in variant.cues] == [each["id"] for each in listed_variant["cues"]]


def test_a_measured_cue_is_listed_with_its_band_and_an_asked_one_with_its_question():
    (stretch,) = (
        each for each in json.loads(exercises_json(all_exercises().values())) if each["id"] == "calf-stretch"
    )
    cues = {cue["id"]: cue for cue in stretch["cues"]}
    assert cues["heel_flat"]["band"] == {"ideal": 0, "met": 5, "not_met": 10}
    assert cues["arch_lifted"]["band"] is None
    assert cues["arch_lifted"]["ask"].endswith("?")


def test_models_that_are_missing_are_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_MODELS_DIR", str(tmp_path))
    assert models_text().count("not prepared") == 3
    assert str(tmp_path) in doctor_text()
