"""What ``docs/cluster.md`` says of speed and cost is what ``docs/speed.md`` measured."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
MILLION = 1_000_000


def words(page: str) -> str:
    return " ".join((DOCS / page).read_text().split())


def figures(pattern: str, page: str) -> list[float]:
    found = re.search(pattern, words(page))
    assert found, f"{page} says nothing like {pattern}"
    return [float(each.replace(",", "")) for each in found.groups()]


def test_the_cost_of_a_million_clips_follows_from_what_was_measured() -> None:
    (frame_ms,) = figures(r"One worker takes ([\d.]+) ms a frame", "speed.md")
    core_hours, days, hours = figures(
        r"are then ([\d,]+) core hours: ([\d.]+) days on 64 cores, ([\d.]+) hours on 1,000", "speed.md"
    )
    assert figures(r"takes ([\d.]+) ms a frame", "cluster.md") == [frame_ms]
    clip_s, frames, seconds = figures(r"A clip of (\d+) s at .* is (\d+) frames: (\d+) s of one core", "cluster.md")
    assert (clip_s * 30, seconds) == (frames, round(frames * frame_ms / 1000))
    said = figures(r"heavy \| about ([\d,]+) \| ([\d.]+) days \| ([\d.]+) hours \|", "cluster.md")
    assert said == [round(core_hours, -2), days, hours]
    times, low, high, cost_low, cost_high = figures(
        r"times ([\d,]+): at ([\d.]+) to ([\d.]+) a core hour, ([\d,]+) to ([\d,]+)\.", "cluster.md"
    )
    assert times == said[0]
    assert [round(low * times), round(high * times)] == [cost_low, cost_high]


def test_the_memory_of_a_worker_is_the_measured_one() -> None:
    (peak_mb,) = figures(r"\| 60 min \| \d+ MB \| (\d+) MB \|", "speed.md")
    (said_gb,) = figures(r"A worker takes about ([\d.]+) GB", "cluster.md")
    assert said_gb == round(peak_mb / 1000, 1)
