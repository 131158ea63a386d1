"""How well the track can be trusted: who is followed, which leg is which, cuts, slow motion, and false alarms.

``python -m benchmarks.track`` measures on the reporting half, prints a line per finding and writes
``docs/track-accuracy.md``. Films are pasted together from those of the accuracy benchmark; what is rendered and
estimated is kept in the cache folder.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from benchmarks.films import Truth, filmed, is_kept, kept_folder
from benchmarks.gait_clips import gait_clips
from benchmarks.track_checks import Clean, close_calls, looked_at, needless_looks, posters_told
from formcheck.camera import find_camera
from formcheck.film import film_checks
from formcheck.film_time import SLOWEST_S, swing_s
from formcheck.landmarks import LEG, SIDES, of, other
from formcheck.liveliness import is_picture
from formcheck.models import ModelName
from formcheck.pose import Array, PoseTrack
from formcheck.samples import Scenes
from formcheck.sampling import SceneSampler
from formcheck.scene import cuts_s
from formcheck.scoring import Options, track_of
from formcheck.sides import repair_sides, swapped_frames
from formcheck.terminal import quiet_libraries
from formcheck.video import VideoReader
from test_videos.benchmark import benchmark_clips, rendered
from test_videos.beside import beside, smaller, still
from test_videos.film import Clip
from test_videos.write import write_video

PAGE = Path(__file__).parents[1] / "docs" / "track-accuracy.md"
FPS = 10.0
SIZE_PX = (480, 640)
FORCED = 0.05
POSTER_STEP = 8
"""Every so many films lend their first picture to a poster."""

SEEDS = 10
CHECKS = ("person_moves", "one_scene", "sides_kept", "view_steady", "true_speed", "camera_still", "points_steady")
JOINTS = {"knee": "KNEE", "ankle": "ANKLE", "heel": "HEEL", "toe": "FOOT_INDEX"}

PAGE_TEXT = """\
# How far the track can be trusted

Made by `python -m benchmarks.track`; do not edit. Rendered people, bodies, clothes and rooms of the reporting half.

| what | found | wanted |
|---|---|---|
{rows}

Two people: films of single-leg balance pasted side by side, the other one as large and standing still, or smaller
and doing the same, left or right ({model} model). A frame counts as right if the hips lie within a quarter of the
subject's height of where they truly are. Swaps: both legs exchanged in runs of one to six frames of the walking
films, {seeds} times each. Cuts: two films one after the other, looked at three times a second. Slow motion: the
walking films from the side played two, three and four times as slow. False alarms: on films with nothing wrong,
checks that failed all the same. Looks at everybody are those that scoring takes. Posters: the first picture of
every eighth film, with a sensor's noise, for eight seconds before a still camera. The rooms of rendered films are
barer and their light steadier than real ones.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: how many of how many, and what was wanted."""

    what: str
    found: str
    wanted: str


def main(
    pairs: Annotated[int, typer.Option(help="Films of two people.")] = 8,
    model: Annotated[str, typer.Option(help="Pose model for the films of two people.")] = "full",
) -> None:
    """Measure, print and write the page."""
    with quiet_libraries() as stream:

        def tell(line: str) -> None:
            print(line, file=stream, flush=True)

        clean = list(clean_tracks())
        findings = [
            *swaps(),
            *slow_motion(clean),
            *cuts(),
            *false_alarms(clean),
            *looks(clean, model, tell),  # type: ignore[arg-type]
            *posters(clean, model, tell),  # type: ignore[arg-type]
            *two_people(pairs, model, tell),  # type: ignore[arg-type]
        ]
    for each in findings:
        print(f"{each.what:60s} {each.found:28s} wanted {each.wanted}")
    rows = "\n".join(f"| {each.what} | {each.found} | {each.wanted} |" for each in findings)
    PAGE.write_text(PAGE_TEXT.format(rows=rows, model=model, seeds=SEEDS), encoding="utf-8")


def clean_tracks() -> Iterator[Clean]:
    """Tracks of the accuracy benchmark's reporting half that are in the cache."""
    for exercise in ("calf-stretch", "single-leg-balance", "squat", "lunge", "calf-raise", "deadlift"):
        for clip in benchmark_clips(exercise, "report"):
            slower = replace(clip, fps=FPS)
            if is_kept(slower, "heavy"):
                yield slower, *filmed(slower, "heavy")
    for clip in gait_clips("report"):
        if is_kept(clip, "heavy"):
            yield clip, *filmed(clip, "heavy")


def looks(clean: Sequence[Clean], model: ModelName, tell: Callable[[str], None]) -> Iterator[Finding]:
    """See whether anybody else is seen in films of one person."""
    tell("looks at everybody in films of one person")
    tracks = list(looked_at(clean, model))
    of_all = f"of {len(tracks)}"
    yield Finding("false alarms of the check “alone”", f"{close_calls(tracks)} {of_all}", "none")
    yield Finding("films of one person that are looked through again", f"{needless_looks(tracks)} {of_all}", "few")


def posters(clean: Sequence[Clean], model: ModelName, tell: Callable[[str], None]) -> Iterator[Finding]:
    """Film the first picture of some films as a poster, and see whether it is refused, and whether people are."""
    tell("posters")
    clips = [clip for clip, _, _ in clean][::POSTER_STEP]
    told = posters_told(clips, model)
    yield Finding("posters that are refused", f"{sum(told)} of {len(told)}", "all")
    refused = sum(is_picture(track) for _, track, _ in clean)
    yield Finding("people who are taken for a poster", f"{refused} of {len(clean)}", "none")


def two_people(pairs: int, model: ModelName, tell: Callable[[str], None]) -> Iterator[Finding]:
    """Follow the one who exercises where somebody else is in the picture."""
    portrait = [replace(clip, fps=FPS) for clip in _portrait()]
    right, frames = 0, 0
    for number in range(pairs):
        tell(f"two people {number + 1}/{pairs}")
        subject, stranger = portrait[2 * number % len(portrait)], portrait[(2 * number + 1) % len(portrait)]
        track, hips_px, height_px = _pair(subject, stranger, number, model)
        away = np.linalg.norm(track.middle([of(side, "HIP") for side in SIDES]) - hips_px[: len(track)], axis=1)
        right, frames = right + int((away < height_px / 4).sum()), frames + len(track)
    yield Finding("frames of two-person films that follow the subject", f"{right} of {frames}", "all")


def _pair(subject: Clip, stranger: Clip, number: int, model: ModelName) -> tuple[PoseTrack, Array, float]:
    """A film of two, estimated; the subject's true hips (T, 2) and height in its pixels."""
    (film, truth_file), (other_film, _) = rendered(subject, kept_folder()), rendered(stranger, kept_folder())
    share, on_left = (1.0, 0.75)[number % 2], number % 4 < 2
    path = kept_folder() / f"beside-{film.stem}-{other_film.stem}-{number % 4}.mp4"
    if not path.exists():
        mine, theirs = _pictures(film), smaller(_pictures(other_film), share)
        theirs = still(theirs, subject.frames) if share == 1.0 else theirs
        pictures = list(beside(mine, theirs) if on_left else beside(theirs, mine))
        write_video(path, pictures, (pictures[0].shape[1], pictures[0].shape[0]), FPS, 23)
    joints = {name: np.array(xy) for name, xy in json.loads(truth_file.read_text())["joints_px"].items()}
    hips = (joints["left_hip"] + joints["right_hip"]) / 2
    height = float(np.ptp(np.stack([joints["left_shoulder"], joints["left_ankle"], joints["right_ankle"]])[..., 1]))
    moved = 0 if on_left else round(stranger.size_px[0] * share)
    return track_of(path, Options(model=model)), hips + np.array([moved, 0]), height


def _pictures(film: Path) -> Iterator[np.ndarray]:
    with VideoReader(film) as frames:
        for frame in frames:
            yield frame.rgb


def swaps() -> Iterator[Finding]:
    """Exchange both legs in some frames of walking, and count what is still wrong after the repair."""
    forced = left = gone = frames = 0
    for clip in gait_clips("report"):
        if not is_kept(clip, "heavy"):
            continue
        track, truth = filmed(clip, "heavy")
        for seed in range(SEEDS):
            exchanged, mask = _exchanged(track, np.random.default_rng(seed))
            wrong = legs_wrong(repair_sides(exchanged), truth)
            undecided = swapped_frames(exchanged)[1]
            forced, frames = forced + int(mask.sum()), frames + len(track)
            left, gone = left + int((wrong & ~undecided).sum()), gone + int(undecided.sum())
    share, before = 100 * left / max(frames, 1), 100 * forced / max(frames, 1)
    yield Finding(
        f"frames with exchanged legs, {before:.0f} % forced", f"{share:.2f} % ({left} of {frames})", "≤ 0.2 %"
    )
    yield Finding("frames left out because the legs could not be told apart", f"{gone} of {frames}", "few")


def _exchanged(track: PoseTrack, random: np.random.Generator) -> tuple[PoseTrack, np.ndarray]:
    mask = np.zeros(len(track), dtype=bool)
    while mask.mean() < FORCED:
        start = int(random.integers(0, len(track) - 6))
        mask[start : start + int(random.integers(1, 7))] = True
    left, right = ([of(side, part) for part in LEG] for side in SIDES)
    rows, xy = np.flatnonzero(mask)[:, None], track.image_xy.copy()
    xy[rows, left], xy[rows, right] = xy[rows, right], xy[rows, left]
    return track.with_xy(xy), mask


def legs_wrong(track: PoseTrack, truth: Truth) -> np.ndarray:
    """(T,) True where each leg lies nearer to the other's true place than to its own, and they are apart."""
    own, crossed, apart = (np.zeros(len(track)) for _ in range(3))
    for side in SIDES:
        for joint, part in JOINTS.items():
            true, opposite = (np.array(truth["joints_px"][f"{each}_{joint}"]) for each in (side, other(side)))
            own += np.linalg.norm(track.at(of(side, part)) - true[: len(track)], axis=1)
            crossed += np.linalg.norm(track.at(of(side, part)) - opposite[: len(track)], axis=1)
            apart = np.maximum(apart, np.linalg.norm(true - opposite, axis=1)[: len(track)])
    return np.asarray((own > crossed) & (apart > 0.02 * track.size_px[1]))


def slow_motion(clean: Sequence[Clean]) -> Iterator[Finding]:
    """Play walking more slowly, and see whether that is noticed."""
    walks = [
        track for clip, track, _ in clean if clip.motion.exercise == "walk" and clip.camera.view in ("left", "right")
    ]
    slow = [replace(track, time_s=track.time_s * slower) for track in walks for slower in (2.0, 3.0, 4.0)]
    told = [(swing_s(repair_sides(track)) or 0.0) > SLOWEST_S for track in slow]
    yield Finding("walks in slow motion that are noticed", f"{sum(told)} of {len(slow)}", "all")


def cuts() -> Iterator[Finding]:
    """Show one film after another, and see whether the cut is found where it is."""
    clips = [replace(clip, fps=FPS) for clip in _portrait()]
    films = [_with_scenes(clip) for clip in clips if is_kept(clip, "heavy")]
    found = [_cut_found(first, second) for first, second in pairwise(films)]
    every = [PoseTrack.load(path) for path in sorted(kept_folder().glob("*_report_*-heavy.npz"))]
    claimed = [bool(cuts_s(film)) for film in every if film.scenes is not None]
    yield Finding("cuts found", f"{sum(found)} of {len(found)}", "all")
    yield Finding("cuts claimed in films without any", f"{sum(claimed)} of {len(claimed)}", "none")


def _portrait() -> list[Clip]:
    return [clip for clip in benchmark_clips("single-leg-balance", "report") if clip.size_px == SIZE_PX]


def _with_scenes(clip: Clip) -> PoseTrack:
    track, _ = filmed(clip, "heavy")
    sampler = SceneSampler()
    with VideoReader(rendered(clip, kept_folder())[0]) as frames:
        for frame in frames:
            sampler.look(frame.rgb, frame.time_s, None)
    return replace(track, scenes=sampler.samples(), patches=None)


def _cut_found(first: PoseTrack, second: PoseTrack) -> bool:
    at_s = float(first.time_s[-1]) + 1.0 / FPS
    assert isinstance(second.scenes, Scenes)
    later = replace(
        second,
        time_s=second.time_s + at_s,
        scenes=replace(second.scenes, time_s=second.scenes.time_s + at_s),
    )
    cuts = cuts_s(first.joined(later))
    return len(cuts) == 1 and cuts[0][0] <= at_s <= cuts[0][1] + 0.4


def false_alarms(clean: Sequence[Clean]) -> Iterator[Finding]:
    """Film checks that fail though nothing is wrong."""
    alarms: Counter[str] = Counter()
    for _, track, _ in clean:
        alarms.update(check.check for check in film_checks(track, find_camera(track), []) if not check.ok)
    for check in CHECKS:
        yield Finding(
            f"false alarms of the check “{check.replace('_', ' ')}”", f"{alarms[check]} of {len(clean)}", "none"
        )


if __name__ == "__main__":
    typer.run(main)
