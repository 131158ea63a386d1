from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import arch
from benchmarks.arch import Foot, fitted, page
from formcheck.arch.report import GAIN


def feet(gain: float = 1.2, error_mm: float = 0.0) -> list[Foot]:
    return [
        Foot(float(off), float(drop), 0.68, float(off), gain * drop, drop + error_mm, 3.0, drop + error_mm, 3.5)
        for off in (0, -10, 19)
        for drop in (0, 4, 8)
    ]


LOST = Foot(35.0, 5.0, 0.68, reason="The camera seems to stand 37° off the straight view. Move it.")


def test_the_gain_is_that_of_the_told_films_within_20_degrees() -> None:
    gain, sd, films = fitted([*feet(1.2), LOST, Foot(30.0, 5.0, 0.68, 30.0, 50.0, 45.0, 3.0)])
    assert gain == pytest.approx(1.2)
    assert sd == pytest.approx(0.0, abs=1e-9)
    assert films == 9


def test_the_page_says_errors_per_angle_and_what_was_not_told() -> None:
    told = page(feet(), [*feet(error_mm=1.5), LOST], {"it is dark": LOST, "it is not": feet(error_mm=1.5)[0]})
    assert "| 0–8° | 3 | 3 | 1.5 | 1.5 | +1.5 | 100% | 100% | 3.0 |" in told
    assert "| 32–90° | 1 | 0 | | | | | |" in told
    assert "- Within 20°: 9 of 9 films told, all within ± 3 mm, the worst 1.5 mm off." in told
    assert "- Beyond 20°: 0 of 1 told; the others answer *cannot tell*." in told
    assert "- Of 3 feet whose skin moves by less than 1 mm, 0 are said to change." in told
    assert "| it is dark | cannot tell: The camera seems to stand 37° off the straight view |" in told
    assert "| it is not | told, 1.5 mm off |" in told
    assert "| 1 | The camera seems to stand … off the straight view |" in told
    assert "not all within ± 3 mm" in page(feet(), feet(error_mm=4.0), {})


def test_the_committed_page_was_made_with_the_gain_that_is_used() -> None:
    assert f"the program takes out {GAIN:.2f}" in " ".join(Path(arch.PAGE).read_text("utf-8").split())
