from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from arch_stickers import track

from formcheck.arch.markers import Markers
from formcheck.arch.reading import ArchReading, read
from formcheck.arch.report import GAIN, HEEL_BALL_PER_FOOT, ArchReport, Scale, change_of, json_schema, report_of
from formcheck.report import Source

SOURCE = Source(name="foot.mp4", sha256="0" * 64, width_px=640, height_px=480, fps=10.0, duration_s=8.0, frames=80)
JUDGEMENTS = ("flat foot", "flatfoot", "normal", "pronat", "met", "risk", "healthy", "collapse")


def report(lowered: float = 0.04, scale: Scale | None = None, markers: Markers | None = None) -> ArchReport:
    markers = markers or track(lowered * GAIN)
    return report_of(SOURCE, markers, read(markers), scale or Scale())


def test_a_tape_gives_millimetres() -> None:
    change = report(0.04, Scale(heel_ball_mm=150.0)).change
    assert change is not None
    assert change.unit == "mm"
    assert change.lowered == pytest.approx(6.0)
    assert change.view == pytest.approx(0.018 * 150)
    assert change.uncertainty == pytest.approx((change.view**2 + 0.12**2 + change.scatter**2) ** 0.5, abs=1e-3)


def test_three_millimetres_are_those_of_heel_to_ball_of_165() -> None:
    change = report(0.0, Scale(heel_ball_mm=165.0)).change
    assert change is not None
    assert change.uncertainty == pytest.approx(3.0, abs=0.05)


def test_the_length_of_the_foot_gives_millimetres_less_surely() -> None:
    by_length, by_tape = (
        report(0.04, scale).change
        for scale in (Scale(foot_length_mm=250.0), Scale(heel_ball_mm=250.0 * HEEL_BALL_PER_FOOT))
    )
    assert by_length is not None
    assert by_tape is not None
    assert by_length.lowered == pytest.approx(by_tape.lowered)
    assert by_length.uncertainty > by_tape.uncertainty


def test_without_either_it_is_a_share_of_the_line() -> None:
    found = report(0.04)
    assert found.change is not None
    assert found.change.unit == "% of heel to ball"
    assert found.change.lowered == pytest.approx(4.0)
    assert "4.0 % ± 1.8 % of the distance from heel to ball lower" in found.says


@pytest.mark.parametrize(
    ("lowered", "said"),
    [
        (0.04, "The sticker over the navicular lay 6.6 mm ± 3.0 mm lower once the foot carried the weight."),
        (-0.04, "The sticker over the navicular lay 6.6 mm ± 3.0 mm higher once the foot carried the weight."),
        (0.01, "No change of the sticker over the navicular beyond what measuring alone can do"),
    ],
)
def test_the_sentence_says_the_way_it_went_or_that_none_is_seen(lowered: float, said: str) -> None:
    assert report(lowered, Scale(heel_ball_mm=165.0)).says.startswith(said)


def test_it_judges_nothing_and_says_what_it_is_not() -> None:
    for lowered in (-0.1, 0.0, 0.02, 0.09):
        found = report(lowered, Scale(foot_length_mm=250.0))
        assert found.experiment is True
        assert not any(word in found.says.lower().split() for word in JUDGEMENTS)
        assert any("nothing is judged" in each for each in found.conditions)
        assert any("of load or of pain" in each for each in found.conditions)
        assert any("two thirds" in each for each in found.conditions)


def test_what_cannot_be_told_has_a_reason_and_no_number() -> None:
    found = report(markers=track(across=(20.0, 20.0, 28.0)))
    assert found.answer == "cannot_tell"
    assert found.change is None
    assert found.reason
    assert found.says == f"Cannot tell. {found.reason}"
    assert found.unloaded is not None


def test_no_stickers_are_an_answer_too() -> None:
    found = report_of(SOURCE, "No stickers. Put them on.", "No stickers. Put them on.", Scale())
    assert (found.answer, found.reason) == ("cannot_tell", "No stickers. Put them on.")
    assert found.stickers is None
    jsonschema.validate(json.loads(found.to_json()), json_schema())


def test_json_obeys_the_schema_that_ships() -> None:
    shipped = json.loads(files("formcheck").joinpath("arch/report.schema.json").read_text(encoding="utf-8"))
    assert shipped == json_schema(), "write it again from json_schema()"
    data = json.loads(report(0.04, Scale(heel_ball_mm=150.0)).to_json())
    jsonschema.validate(data, shipped)
    assert data["schema"] == "formcheck.arch/1"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "verdict": "met"}, shipped)


def test_the_gain_is_taken_out() -> None:
    reading = read(track(0.05))
    assert isinstance(reading, ArchReading)
    assert change_of(reading, Scale()).lowered == pytest.approx(5.0 / GAIN, abs=1e-3)
