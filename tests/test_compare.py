"""Before and after: a difference is a change only where measuring alone cannot make it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from performances import balance, reworded, stretch
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.compare import Comparison, Difference, compare
from formcheck.errors import FormcheckError
from formcheck.report import MetricValue, Report


def knee(estimate: float, uncertainty: float = 3.0) -> Report:
    """The report of a balance whose knee reads this."""
    known = {"estimate": estimate, "uncertainty": uncertainty, "verdict": "met", "reason": None}
    return reworded(balance(), "knee_over_toes", **known).report


def walked(step_length: float, uncertainty: float | None = 0.03) -> Report:
    reading = MetricValue(value=step_length, uncertainty=uncertainty, unit="ratio", n=8)
    return balance().report.model_copy(update={"metrics": {"step_length": reading}})


def of(found: Comparison, name: str) -> Difference:
    return next(each for each in found.differences if each.name == name)


def test_a_difference_beyond_both_uncertainties_is_a_change() -> None:
    # 6° and 8° make 10° detectable.
    found = of(compare(knee(18.0, 6.0), knee(6.0, 8.0)), "knee_over_toes")
    assert (found.by, found.smallest, found.changed) == (pytest.approx(-12.0), pytest.approx(10.0), True)
    assert found.verdicts == ("met", "met")
    assert found.better


def test_a_smaller_one_is_not() -> None:
    assert not of(compare(knee(12.0, 3.0), knee(8.0, 4.0)), "knee_over_toes").changed


def test_a_report_has_not_changed_against_itself() -> None:
    found = compare(balance().report, balance().report)
    assert found.differences
    assert all(each.by == 0 and not each.changed for each in found.differences)


def test_shorter_steps_are_a_change_of_a_reading() -> None:
    found = of(compare(walked(0.80), walked(0.70)), "step_length")
    assert (found.kind, found.changed) == ("reading", True)
    assert found.by == pytest.approx(-0.10)


def test_a_reading_of_unknown_uncertainty_is_never_called_a_change() -> None:
    found = of(compare(walked(0.80, None), walked(0.20)), "step_length")
    assert (found.smallest, found.changed) == (None, False)


def test_what_one_clip_could_not_tell_is_named_and_not_compared() -> None:
    hidden = reworded(balance(), "knee_over_toes", verdict="cannot_tell", estimate=None, reason="Hidden.").report
    found = compare(knee(5.0), hidden)
    assert "knee_over_toes" not in {each.name for each in found.differences}
    assert any("knee over your toes" in says for says in found.untold)


def test_another_exercise_or_leg_is_refused() -> None:
    with pytest.raises(FormcheckError, match="different exercises"):
        compare(balance().report, stretch().report)
    with pytest.raises(FormcheckError, match="another leg"):
        compare(balance().report, balance().report.model_copy(update={"side": "right"}))


def test_the_command_prints_what_changed(tmp_path: Path) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(knee(12.0).to_json(), encoding="utf-8")
    after.write_text(knee(2.0).to_json(), encoding="utf-8")
    shown = CliRunner().invoke(app, ["compare", str(before), str(after)])
    assert shown.exit_code == 0
    assert "−10°" in shown.stdout
    assert "yes" in shown.stdout
    told = json.loads(CliRunner().invoke(app, ["compare", str(before), str(after), "--json"]).stdout)
    assert told["differences"][0]["by"] == pytest.approx(-10.0)


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be read"), ("{}", "no report")])
def test_what_is_no_report_is_told_in_one_line(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(path), str(path)])
    assert isinstance(result.exception, FormcheckError)
    assert told in str(result.exception)
